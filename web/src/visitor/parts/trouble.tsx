// When something does not work: said in words, above everything else, and nothing is taken away.
import type { ComponentChildren } from "preact";
import { refusal } from "../../shared/refusals";
import type { PageData } from "../data";
import type { State } from "../state";
import type { Visit } from "../visit";
import { WORDS } from "../words";

export interface TroubleProps {
  readonly state: State;
  readonly data: PageData;
  readonly visit: Visit;
  /** What else is said there. */
  readonly children?: ComponentChildren;
}

export function Trouble({ state, data, visit, children }: TroubleProps) {
  return (
    <div role="status">
      {state.link === "down" ? <p class="trouble">{data.words.troubles.offline}</p> : null}
      {state.link === "elsewhere" ? <Elsewhere visit={visit} /> : null}
      {state.link === "refused" ? <OutOfDate /> : null}
      {state.trouble && state.link !== "refused" ? (
        <p class="trouble">{refusal(state.trouble)}</p>
      ) : null}
      {children}
    </div>
  );
}

function Elsewhere({ visit }: { readonly visit: Visit }) {
  return (
    <p class="trouble">
      {WORDS.elsewhere}{" "}
      <button type="button" onClick={() => visit.useHere()}>
        {WORDS.use_here}
      </button>
    </p>
  );
}

function OutOfDate() {
  return (
    <p class="trouble">
      {refusal("unknown_event")}{" "}
      <a class="button" href="/">
        {WORDS.reload}
      </a>
    </p>
  );
}
