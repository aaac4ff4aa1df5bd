// What is written after a conversation, kept until it is sent: over a reload, not over a sign-out.
import { useState } from "preact/hooks";
import { drafts, forgetDraft, setDraft } from "../talk/drafts";
import { noteName } from "./note_writer";
import type { Written } from "./wrap_up_words";

export interface Writing {
  readonly written: Written;
  readonly change: (part: Partial<Written>) => void;
  readonly done: () => void;
}

/** `noted` while they talked is where the note begins; then it may travel, as it would have. */
export function useWritten(conversation: string, hard: boolean, noted: string): Writing {
  const name = `wrap-up ${conversation}`;
  const [written, set] = useState<Written>(() => read(name, hard, drafts.value[noteName(conversation)] ?? noted));
  return {
    written,
    change(part) {
      const now = { ...written, ...part };
      set(now);
      setDraft(name, JSON.stringify(now));
    },
    done() {
      forgetDraft(name);
      forgetDraft(noteName(conversation));
    },
  };
}

function read(name: string, hard: boolean, note: string): Written {
  const kept = drafts.value[name];
  const empty: Written = { topics: [], note, debrief: hard, went: null, level: null, follow_ups: [], travels: note !== "" };
  return kept === undefined ? empty : { ...empty, ...(JSON.parse(kept) as Partial<Written>) };
}
