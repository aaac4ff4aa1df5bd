// The practices on the training page: which there are, and the one that is open.
import { useEffect, useState } from "preact/hooks";
import type { ModuleCard, PracticeView } from "../../contract";
import { ask } from "../api";
import { stateOf } from "../training/module_words";

const PREFIX = "practice:";

export interface PracticeListProps {
  readonly practices: readonly ModuleCard[];
  /** Null: go on with the one that is open. */
  readonly open: (scenario: string | null) => void;
}

export function PracticeList({ practices, open }: PracticeListProps) {
  const [view, setView] = useState<PracticeView | null>(null);
  useEffect(() => void ask("/api/practice", {}).then((told) => told.ok && setView(told.body)), []);
  if (practices.length === 0) return null;
  return (
    <section class="sheet" aria-labelledby="practices">
      <h2 id="practices">Practice</h2>
      <p>Conversations in the real desk with a scripted visitor. Nobody is on the other side, and you may try as often as you like.</p>
      {view?.practice ? (
        <p class="row">
          <span class="grow">You are in the middle of “{view.title}”.</span>
          <button type="button" class="primary" onClick={() => open(null)}>
            Go on with it
          </button>
        </p>
      ) : null}
      <ul class="plain-list">
        {practices.map((one) => (
          <li key={one.id} class="row">
            <span class="grow">
              <strong>{one.title}</strong>, about {one.minutes} minutes
              <span class="quiet small"> {stateOf(one)}</span>
            </span>
            <button type="button" aria-label={`Practise: ${one.title}`} onClick={() => open(one.id.slice(PREFIX.length))}>
              Practise
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
