// The desk's line in a practice: the same questions, answered by a script instead of a person.
import type { Assess, PeerCommands, PracticeView } from "../../contract";
import { NO_ANSWER, type Answer, type Link } from "../../shared/link";
import { ask, type Told } from "../api";
import type { DeskSession } from "../desk/session";

export interface PracticeNeeds {
  readonly practice: string;
  /** The line of the real desk: the directory is the same. */
  readonly desk: DeskSession | null;
  readonly renewed: (view: PracticeView) => void;
  readonly said: () => void;
  readonly over: () => void;
}

const NOT_HERE = { ok: false, code: "not_now", retry_after: null, why: "In a practice there is nobody to hand over to" } as const;

type How = { readonly [Name in keyof PeerCommands]?: (body: Parameters<PeerCommands[Name]>[0]) => Promise<Answer<unknown>> };

export function practiceLink(needs: PracticeNeeds): Link<PeerCommands> {
  const how = answers(needs);
  return {
    ask: async (name, body) => (how[name] ? await (how[name] as (body: unknown) => Promise<Answer<never>>)(body) : NOT_HERE),
    tell: () => undefined,
    connect: () => undefined,
    close: () => undefined,
  };
}

function answers(needs: PracticeNeeds): How {
  const { practice } = needs;
  return {
    say: async ({ ref, text }) => {
      const told = answerOf(await ask("/api/practice/say", { practice, ref, text }));
      if (told.ok) needs.said();
      return told;
    },
    catch_up: async ({ after }) => answerOf(await ask("/api/practice/tail", { practice, after })),
    ask_moderator: async ({ level }) => renewed(needs, await ask("/api/practice/call", { practice, ...(level === undefined ? {} : { level }) })),
    assess: async (body) => renewed(needs, await ask("/api/practice/assess", { practice, ...answersOf(body) })),
    take_path: async ({ path }) => renewed(needs, await ask("/api/practice/path", { practice, taken: path ?? null })),
    note_down: () => Promise.resolve({ ok: true, body: null }), // there is nobody to leave it for
    find_resources: async (body) => needs.desk?.link.ask("find_resources", body) ?? NO_ANSWER,
    end: () => {
      needs.over();
      return Promise.resolve({ ok: true, body: null });
    },
  };
}

/** Without the conversation that they belong to. */
function answersOf({ conversation, ...answers }: Assess): Omit<Assess, "conversation"> {
  return conversation === "" ? {} : answers;
}

function renewed(needs: PracticeNeeds, told: Told<PracticeView>): Answer<unknown> {
  if (told.ok) needs.renewed(told.body);
  return told.ok ? { ok: true, body: null } : answerOf(told);
}

function answerOf<T>(told: Told<T>): Answer<T> {
  if (told.ok || told.code !== "no_answer") return told as Answer<T>;
  return NO_ANSWER;
}
