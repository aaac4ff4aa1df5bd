// This page is not the one that counts: it was opened in another tab, or it was not let in.
import type { LinkState } from "../../shared/link";

export interface ElsewhereProps {
  readonly state: LinkState;
  readonly connect: () => void;
  readonly children: preact.ComponentChildren;
}

export function Elsewhere({ state, connect, children }: ElsewhereProps) {
  if (state !== "elsewhere" && state !== "refused") return <>{children}</>;
  return (
    <main class="page" id="main">
      <div class="sheet" role="alert">
        <h1>{state === "elsewhere" ? "The console is open in another tab" : "You were not let in"}</h1>
        <p>
          {state === "elsewhere"
            ? "Only one tab at a time is connected, so that nothing is answered twice. This one is quiet."
            : "The server did not accept this page. Your role may have changed."}
        </p>
        <button type="button" class="primary" onClick={connect}>
          {state === "elsewhere" ? "Use it here" : "Try again"}
        </button>
      </div>
    </main>
  );
}
