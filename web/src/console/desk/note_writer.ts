// What a peer notes down beside a conversation: kept by the server soon after the last key, and until then in this browser.
import type { DeskConversation } from "../../contract";
import { fateOf } from "../../shared/plan_writer";
import { drafts, forgetDraft, putDraft } from "../talk/drafts";
import type { DeskSession } from "./session";

const IDLE = 1500; // milliseconds without a key until it is sent
const AGAIN = 3000;

type Asks = Pick<DeskSession["link"], "ask">;

/** Where the words lie that the server has not kept yet. */
export function noteName(conversation: string): string {
  return `note ${conversation}`;
}

/** What stands in the box: what is not kept yet, or what the server has. */
export function noteOf({ id, noted }: Pick<DeskConversation, "id" | "noted">): string {
  return drafts.value[noteName(id)] ?? noted;
}

export function noteUnkept(conversation: string): boolean {
  return drafts.value[noteName(conversation)] !== undefined;
}

export class NoteWriter {
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly conversation: string,
    private readonly link: Asks,
  ) {
    if (noteUnkept(conversation)) this.later(0);
  }

  typed(text: string): void {
    putDraft(noteName(this.conversation), text);
    this.later(IDLE);
  }

  /** When one leaves the box or the conversation: at once. */
  left(): void {
    if (noteUnkept(this.conversation)) this.later(0);
  }

  private later(after: number): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.sent(), after);
  }

  /** What is refused stays in the browser, for the wrap-up. */
  private async sent(): Promise<void> {
    const name = noteName(this.conversation);
    const text = drafts.value[name];
    if (text === undefined) return;
    const fate = fateOf(await this.link.ask("note_down", { conversation: this.conversation, text }));
    if (drafts.value[name] !== text) return; // typed on meanwhile
    if (fate === "again") this.later(AGAIN);
    if (fate === "kept") forgetDraft(name);
  }
}
