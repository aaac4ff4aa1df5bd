// Carries words: one's own to the server, others' to the page, and the receipts for them.
import type { CatchUp, Line, Receipt, Received, Role, Tail, Typing } from "../../contract";
import type { Answer } from "../../shared/link";
import { type Unsent, written } from "../../shared/outbox";
import { newRef } from "../../shared/refs";
import { createSender } from "../../shared/sender";
import { createReceipts } from "./receipts";
import { contiguous } from "./transcript";
import { createTyping } from "./typing";
import { talkOf, type Words, type WordsChange } from "./words";

export interface CourierNeeds {
  readonly words: () => Words;
  readonly apply: (change: WordsChange) => void;
  readonly up: () => boolean;
  readonly say: (item: Unsent) => Promise<Answer<Receipt>>;
  readonly catchUp: (body: CatchUp) => Promise<Answer<Tail>>;
  readonly confirm: (body: Received) => void;
  readonly type: (body: Typing) => void;
  readonly speaker: { readonly role: Role; readonly name: string };
  /** Where a kept message stands: a whisper stands in the backstage. */
  readonly placeOf?: (item: Unsent) => string;
}

export interface Courier {
  say(conversation: string, text: string): void;
  again(ref: string): void;
  drop(ref: string): void;
  typing(conversation: string): void;
  hear(conversation: string, lines: readonly Line[]): void;
  /** Fetch what is missing of each, given the number of its newest message. */
  complete(newest: ReadonlyMap<string, number>): void;
  catchUp(conversation: string): Promise<void>;
  /** The line is up: send what is left. */
  resume(): void;
}

export function createCourier(needs: CourierNeeds): Courier {
  const receipts = createReceipts(needs.confirm);
  const typing = createTyping(needs.type);
  const sender = createSender({
    box: () => needs.words().outbox,
    up: needs.up,
    say: needs.say,
    apply: (change) => needs.apply(change.kind === "kept" ? keptAt(needs, change.item, change.receipt) : change),
  });
  const have = (conversation: string) => contiguous(talkOf(needs.words(), conversation));
  const catchUp = createCatchUp(needs, have, (id) => receipts.reach(id, have(id)));
  return {
    say(conversation, text) {
      const item = written(newRef(), conversation, text, new Date().toISOString());
      typing.said(conversation);
      needs.apply({ kind: "written", item });
      sender.watch(item.ref);
      void sender.flush();
    },
    again(ref) {
      needs.apply({ kind: "again", ref });
      void sender.flush();
    },
    drop: (ref) => needs.apply({ kind: "dropped", ref }),
    typing: (conversation) => typing.typed(conversation),
    hear(conversation, lines) {
      needs.apply({ kind: "heard", conversation, lines });
      const newest = Math.max(0, ...lines.map((line) => line.seq));
      if (have(conversation) < newest) void catchUp(conversation);
      else receipts.reach(conversation, have(conversation));
    },
    complete(newest) {
      for (const [id, seq] of newest) if (have(id) < seq) void catchUp(id);
    },
    catchUp,
    resume: () => void sender.flush(),
  };
}

/** Without a number it waits for a mentor: the desk shows it until it is said. */
function keptAt(needs: CourierNeeds, item: Unsent, { seq, at, withheld }: Receipt): WordsChange {
  if (seq === 0) return { kind: "dropped", ref: item.ref };
  const conversation = needs.placeOf?.(item) ?? item.conversation;
  const { ref, text } = item;
  const own = { seq, at, withheld, text, ref, mine: true, notice: null, unsaid: false, unsays: null, careful: false, hushed: false, notes: [], ...needs.speaker };
  const known = talkOf(needs.words(), conversation).lines.find((line) => line.seq === seq);
  return { kind: "kept", conversation, line: known ? { ...known, mine: true, ref } : own };
}

/** One question at a time for each conversation, until nothing is missing. */
function createCatchUp(
  needs: CourierNeeds,
  have: (conversation: string) => number,
  done: (conversation: string) => void,
): (conversation: string) => Promise<void> {
  const busy = new Set<string>();
  return async (conversation) => {
    if (busy.has(conversation)) return;
    busy.add(conversation);
    try {
      while (await fetchMore(needs, conversation, have)) continue;
    } finally {
      busy.delete(conversation);
    }
    done(conversation);
  };
}

async function fetchMore(
  needs: CourierNeeds,
  conversation: string,
  have: (conversation: string) => number,
): Promise<boolean> {
  const after = have(conversation);
  const answer = await needs.catchUp({ conversation, after });
  if (!answer.ok) return false; // the next view or the next message asks again
  needs.apply({ kind: "heard", conversation, lines: answer.body.lines });
  return answer.body.more && have(conversation) > after;
}
