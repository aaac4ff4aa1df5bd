// When something does not work: said in words, above everything else, and nothing is taken away.
import type { ComponentChildren } from "preact";
import type { PageData } from "../data";
import { refusal } from "../refusal";
import { isNewer } from "../shown";
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
      {state.link === "down" ? <p class="trouble">{WORDS.troubles.offline}</p> : null}
      {state.link === "elsewhere" ? <Elsewhere visit={visit} /> : null}
      {state.link === "refused" ? <OutOfDate home={data.home} words={refusal("unknown_event")} /> : null}
      {state.link !== "refused" && isNewer(state.view) ? <OutOfDate home={data.home} words={WORDS.chat.trouble.newer} /> : null}
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
      {WORDS.chat.trouble.elsewhere}{" "}
      <button type="button" onClick={() => visit.useHere()}>
        {WORDS.chat.trouble.use_here}
      </button>
    </p>
  );
}

export function OutOfDate({ home, words }: { readonly home: string; readonly words: string }) {
  return (
    <p class="trouble">
      {words}{" "}
      <a class="button" href={home}>
        {WORDS.chat.trouble.reload}
      </a>
    </p>
  );
}
