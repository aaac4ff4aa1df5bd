// The socket, and nothing but the socket: commands with an answer in bounded time, and events.
import type { Socket } from "socket.io-client";
import type { Code, Moved } from "../contract";
import { NO_ANSWER, type Answer, type Link, type LinkNeeds, type LinkState } from "./link";

const PATIENCE = 10_000; // DESIGN.md D2: a sender knows within 10 s
const FINAL: ReadonlySet<unknown> = new Set<Code>(["sign_in", "not_found", "bad_payload"]);

interface Refusal {
  readonly code?: Code;
  readonly retry_after?: number | null;
}

/** Some tenths more or less, so that a thousand pages do not come back in the same moment. */
export function jitter(seconds: number, random: () => number = Math.random): number {
  return seconds * 1000 * (0.75 + random() / 2);
}

/** Socket.IO itself is fetched only now. */
export function connect<Commands, Events>(needs: LinkNeeds<Events>): Link<Commands> {
  const wire = new Wire(needs);
  void wire.open();
  return wire as unknown as Link<Commands>;
}

class Wire {
  private socket: Socket | null = null;
  private state: LinkState = "connecting";
  private timer: ReturnType<typeof setTimeout> | undefined;
  private closed = false;

  constructor(private readonly needs: LinkNeeds<unknown>) {}

  async open(): Promise<void> {
    try {
      const { io } = await import("socket.io-client");
      if (!this.closed) this.begin(io(this.needs.namespace, this.options()));
    } catch {
      // The chunk did not come: the network is gone, or a new release took its place.
      this.become("down", null);
      if (!this.closed) this.later(3, () => void this.open());
    }
  }

  async ask(name: string, body: unknown): Promise<Answer<unknown>> {
    if (!this.socket?.connected) return NO_ANSWER;
    try {
      return (await this.socket.timeout(PATIENCE).emitWithAck(name, body)) as Answer<unknown>;
    } catch {
      return NO_ANSWER;
    }
  }

  tell(name: string, body: unknown): void {
    // An acknowledgement comes for every command; nobody waits for this one.
    if (this.socket?.connected) this.socket.volatile.emit(name, body);
  }

  connect(): void {
    clearTimeout(this.timer);
    this.become("connecting", null);
    this.socket?.disconnect().connect();
  }

  close(): void {
    this.closed = true;
    clearTimeout(this.timer);
    window.removeEventListener("online", this.wake);
    this.socket?.disconnect();
  }

  private options() {
    return {
      transports: ["websocket"],
      auth: this.needs.token === undefined ? {} : { token: this.needs.token },
      reconnectionDelay: 500,
      reconnectionDelayMax: 8000,
      timeout: PATIENCE,
    };
  }

  private begin(socket: Socket): void {
    this.socket = socket;
    socket.on("connect", () => this.become("up", null));
    socket.on("disconnect", () => this.dropped());
    socket.on("connect_error", (error: Error & { data?: Refusal }) => this.denied(error.data ?? {}));
    socket.on("displaced", () => this.rest("elsewhere", null));
    socket.on("moved", (body: Moved) => this.move(body.after));
    for (const [name, heard] of Object.entries(this.needs.hear)) {
      socket.on(name, heard as (body: unknown) => void);
    }
    window.addEventListener("online", this.wake);
  }

  private dropped(): void {
    // Closed by ourselves: to come back would take the line from whoever has begun anew in this tab.
    if (this.closed || this.state !== "up") return;
    this.become("down", null);
    // After a disconnect by the server Socket.IO does not come back by itself.
    if (this.socket?.active === false) this.later(1, () => this.connect());
  }

  private denied({ code, retry_after }: Refusal): void {
    if (FINAL.has(code)) {
      this.rest("refused", code ?? null);
      return;
    }
    this.become("down", code ?? null);
    // Where Socket.IO has given up by itself (the server refused), we try again later.
    if (!this.socket?.active) this.later(retry_after ?? 3, () => this.connect());
  }

  private move(after: number): void {
    this.rest("down", null);
    this.later(Math.max(after, 0.2), () => this.connect());
  }

  /** The state first: the disconnect that follows is then known to be ours. */
  private rest(state: LinkState, code: Code | null): void {
    this.become(state, code);
    this.socket?.disconnect();
  }

  private readonly wake = (): void => {
    if (this.state === "down") this.connect();
  };

  private later(seconds: number, then: () => void): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(then, jitter(seconds));
  }

  private become(state: LinkState, code: Code | null): void {
    if (this.closed) return;
    this.state = state;
    this.needs.changed(state, code);
  }
}
