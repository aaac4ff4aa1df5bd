// What is written after a conversation, kept until it is sent: over a reload, not over a sign-out.
import { useState } from "preact/hooks";
import { drafts, setDraft } from "../talk/drafts";
import type { Written } from "./wrap_up_words";

export interface Writing {
  readonly written: Written;
  readonly change: (part: Partial<Written>) => void;
  readonly done: () => void;
}

export function useWritten(conversation: string, hard: boolean): Writing {
  const name = `wrap-up ${conversation}`;
  const [written, set] = useState<Written>(() => read(name, hard));
  return {
    written,
    change(part) {
      const now = { ...written, ...part };
      set(now);
      setDraft(name, JSON.stringify(now));
    },
    done: () => setDraft(name, ""),
  };
}

function read(name: string, hard: boolean): Written {
  const kept = drafts.value[name];
  const empty: Written = { topics: [], note: "", debrief: hard, went: null, level: null, follow_ups: [], travels: false };
  return kept === undefined ? empty : { ...empty, ...(JSON.parse(kept) as Partial<Written>) };
}
