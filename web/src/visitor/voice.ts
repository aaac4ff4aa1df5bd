// The line of one visit: what comes on it becomes changes, what is written goes out in order.
import type { Receipt, VisitorCommands, VisitorEvents, VisitView } from "../contract";
import { connect } from "../shared/connection";
import type { Answer, Link, LinkState } from "../shared/link";
import type { Unsent } from "../shared/outbox";
import { createSender, type Sender } from "../shared/sender";
import type { Store } from "../shared/store";
import { complete } from "./lines";
import { createReceipts } from "./receipts";
import type { Change, State } from "./state";

const SYNC_AGAIN = 2000;

export class Voice {
  readonly link: Link<VisitorCommands>;
  private readonly sender: Sender;
  private received: (seq: number) => void;
  private synced = false;
  /** The conversation whose missing words are being asked for. */
  private catching: string | null = null;

  constructor(
    private readonly store: Store<State, Change>,
    token: string,
    private readonly cameUp: () => void,
  ) {
    this.received = this.receipts();
    this.sender = createSender({
      box: () => this.store.state.box,
      up: () => this.maySend(),
      say: (item) => this.carry(item),
      apply: (change) => this.store.apply(change),
    });
    for (const { ref } of store.state.box) this.sender.watch(ref); // kept from before a reload
    this.link = connect<VisitorCommands, VisitorEvents>({
      namespace: "/visitor",
      token,
      hear: this.hear(),
      changed: (state, code) => {
        this.synced = false;
        this.store.apply({ kind: "link", state, code });
        if (state !== "up") return;
        void this.sync();
        this.cameUp();
      },
    });
  }

  send(ref: string): void {
    this.sender.watch(ref);
    void this.sender.flush();
  }

  typing(on: boolean): void {
    this.about((conversation) => this.link.tell("typing", { conversation, on }));
  }

  private hear() {
    const { store } = this;
    const mine = (conversation: string) => conversation === store.state.view?.conversation;
    return {
      visit: ({ view }) => void this.renew(view),
      help: ({ card }) => store.apply({ kind: "help", card }),
      heard: ({ conversation, line }) => {
        if (!mine(conversation)) return;
        store.apply({ kind: "heard", lines: [line] });
        void this.catchUp(line.seq);
      },
      retracted: ({ conversation, seq }) => {
        if (mine(conversation)) store.apply({ kind: "retracted", seq });
      },
      typing: ({ conversation, name, on }) => {
        if (mine(conversation)) store.apply({ kind: "writing", name, on });
      },
      delivered: ({ conversation, seq }) => {
        if (mine(conversation)) store.apply({ kind: "delivered", seq });
      },
    } satisfies Omit<VisitorEvents, "displaced" | "moved">;
  }

  private async sync(): Promise<void> {
    const answer = await this.link.ask("sync", {});
    if (!this.isUp()) return;
    if (!answer.ok) {
      setTimeout(() => void (this.isUp() && !this.synced && this.sync()), SYNC_AGAIN);
      return;
    }
    this.synced = true;
    await this.renew(answer.body);
  }

  private async renew(view: VisitView): Promise<void> {
    if (view.conversation !== this.store.state.view?.conversation) this.received = this.receipts();
    this.store.apply({ kind: "view", view });
    await this.catchUp(view.last_seq);
    void this.sender.flush();
  }

  /** Ask for what is missing up to `last`, until nothing is. */
  private async catchUp(last: number): Promise<void> {
    const conversation = this.store.state.view?.conversation;
    if (this.catching === conversation || !conversation) return;
    this.catching = conversation;
    await this.fill(conversation, last);
    if (this.catching === conversation) this.catching = null;
  }

  private async fill(conversation: string, last: number): Promise<void> {
    let more = this.complete() < last;
    while (more) {
      const after = this.complete();
      const answer = await this.link.ask("catch_up", { conversation, after });
      if (conversation !== this.store.state.view?.conversation) return; // we have gone elsewhere
      if (answer.ok) this.store.apply({ kind: "heard", lines: answer.body.lines });
      more = answer.ok && answer.body.more && this.complete() > after;
    }
    this.received(this.complete());
  }

  private complete(): number {
    const { lines, view } = this.store.state;
    return complete(lines, view?.from_seq);
  }

  private receipts(): (seq: number) => void {
    return createReceipts((seq) => this.about((conversation) => this.link.tell("received", { conversation, seq })));
  }

  private carry(item: Unsent): Promise<Answer<Receipt>> {
    const { conversation, ref, text, careful = false } = item;
    return this.link.ask("say", { conversation, ref, text, careful });
  }

  /** While a conversation is held, words wait in the outbox. */
  private maySend(): boolean {
    return this.synced && this.isUp() && this.store.state.view?.phase !== "held";
  }

  private isUp(): boolean {
    const state: LinkState = this.store.state.link;
    return state === "up";
  }

  private about(act: (conversation: string) => void): void {
    const conversation = this.store.state.view?.conversation;
    if (conversation) act(conversation);
  }
}
