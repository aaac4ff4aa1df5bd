// What a page may do with its line to the server, whatever carries it.
import type { AnswerOf, BodyOf, Code, Reply } from "../contract";

/** `elsewhere`: opened in another tab. `refused`: the server said no (`code`), and means it. */
export type LinkState = "connecting" | "up" | "down" | "elsewhere" | "refused";

/** No answer came in time, or there was no line. Whether the command was carried out is not known. */
export interface Unanswered {
  readonly ok: false;
  readonly code: "no_answer";
  readonly retry_after: null;
  readonly why: null;
}

export type Answer<T = null> = Reply<T> | Unanswered;

export const NO_ANSWER: Unanswered = { ok: false, code: "no_answer", retry_after: null, why: null };

export interface Link<Commands> {
  /** Send a command and wait for its answer, at most 10 s. Never throws. */
  ask<Name extends keyof Commands & string>(
    name: Name,
    body: BodyOf<Commands, Name>,
  ): Promise<Answer<AnswerOf<Commands, Name>>>;
  /** Send a command that may be lost: typing, receipts. */
  tell<Name extends keyof Commands & string>(name: Name, body: BodyOf<Commands, Name>): void;
  /** Take the line back after `elsewhere` or `refused`. */
  connect(): void;
  close(): void;
}

export interface LinkNeeds<Events> {
  readonly namespace: "/visitor" | "/peer" | "/moderator";
  /** The visitor's token; staff come with their cookie. */
  readonly token?: string;
  readonly hear: { readonly [Name in Exclude<keyof Events, "displaced" | "moved">]: Events[Name] };
  /** Told of each change. On `up` the page asks `sync` first. */
  readonly changed: (state: LinkState, code: Code | null) => void;
}
