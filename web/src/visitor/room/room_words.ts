// The words of rooms come when somebody goes to one: the first page is small without them.
import type { Notice } from "../../contract";

export interface RoomWords {
  readonly title: string;
  readonly about: string;
  readonly rules_title: string;
  readonly rules: readonly string[];
  readonly agree: string;
  readonly not_open: string;
  readonly full: string;
  readonly locked: string;
  readonly aside: string;
  readonly aside_soon: string;
  readonly muted: string;
  readonly careful: string;
  readonly learner: Readonly<Record<"asked" | "yes" | "no" | "reading" | "stop", string>>;
  readonly notices: Readonly<Partial<Record<Notice, string>>>;
}

const AGAIN = 3000;

/** Asks until they come: the line may be down. */
export async function roomWords(): Promise<RoomWords> {
  for (;;) {
    try {
      const answer = await fetch("/words/room");
      if (answer.ok) return (await answer.json()) as RoomWords;
    } catch {
      // Offline: the line comes back, and these with it.
    }
    await new Promise((done) => setTimeout(done, AGAIN));
  }
}
