// What the server has written into the page for this script: words, choices, numbers.
import type { Closed, Notice, PauseReason, ResourceCard } from "../contract";

export interface Card {
  readonly title: string;
  readonly body: string;
}

export interface Passage {
  readonly title: string;
  readonly body: readonly string[];
}

export interface Choice {
  readonly id: string;
  readonly label: string;
}

/** A line as it is shown here; what is not shown is not sent. */
export type LineCard = Omit<ResourceCard, "languages" | "website">;

/** A country of the directory: its emergency numbers and its lines. */
export interface Country extends Choice {
  readonly emergency: readonly string[];
}

export interface PageData {
  readonly service: string;
  readonly language: string;
  readonly region: string;
  readonly leave_to: string;
  readonly languages: readonly Choice[];
  readonly topics: readonly Choice[];
  /** Each ends the sentence "someone who …". */
  readonly experiences: readonly Choice[];
  readonly countries: readonly Country[];
  readonly resources: readonly LineCard[];
  readonly longest: number;
  readonly note_from: number;
  readonly distress: {
    readonly least: number;
    readonly most: number;
    readonly ends: { readonly least: string; readonly most: string };
  };
  readonly words: {
    readonly confidentiality: Passage;
    readonly keeping: Passage;
    readonly consent: Passage;
    readonly emergency: Passage;
    readonly questions: Readonly<
      Record<
        | "topic"
        | "language"
        | "distress"
        | "country"
        | "prefer_not_to_say"
        | "who"
        | "wish"
        | "anyone"
        | "trade_off"
        | "veto"
        | "no_veto",
        string
      >
    >;
    readonly closed: Readonly<Record<Closed | "paused", Card>> & {
      readonly open_now: string;
      readonly next_hours: string;
    };
    readonly pauses: Readonly<Record<Exclude<PauseReason, "own">, Card>>;
    readonly waiting: {
      readonly messages: readonly string[];
      readonly first_message: string;
      readonly long: string;
      readonly ready: string;
      readonly nobody: string;
    };
    readonly referral: {
      readonly offered: Card;
      readonly decided: Card;
      readonly accepted: string;
      readonly declined: string;
      readonly expired: string;
      readonly later: Card;
    };
    readonly quiet: Readonly<Record<"still_here" | "asked" | "ends", string>>;
    /** Those of rooms come with the words of rooms. */
    readonly notices: Readonly<Partial<Record<Notice, string>>>;
    readonly troubles: Readonly<
      Record<"offline" | "not_sent" | "withheld" | "contact_details" | "unsafe_with_peer", string>
    >;
    readonly goodbye: Passage;
    readonly forgotten: Passage;
  };
}

/** The block is ours: rendered by server/transport/pages, whose test holds the two together. */
export function readData(): PageData {
  const block = document.getElementById("data");
  return JSON.parse(block?.textContent ?? "{}") as PageData;
}
