// Confirms what has arrived, cumulatively and at most twice a second.
import type { Received } from "../../contract";

const EVERY = 500; // milliseconds

export interface Receipts {
  reach(conversation: string, seq: number): void;
}

export function createReceipts(confirm: (body: Received) => void): Receipts {
  const confirmed = new Map<string, number>();
  const due = new Map<string, number>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const flush = () => {
    timer = undefined;
    for (const [conversation, seq] of due) {
      confirm({ conversation, seq });
      confirmed.set(conversation, seq);
    }
    due.clear();
  };
  return {
    reach(conversation, seq) {
      if (seq <= (confirmed.get(conversation) ?? 0)) return;
      due.set(conversation, seq);
      timer ??= setTimeout(flush, EVERY);
    },
  };
}
