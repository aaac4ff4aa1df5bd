// A practice: the desk with a scripted visitor, and then how it went.
import { useEffect, useRef, useState } from "preact/hooks";
import type { Me, PracticeView } from "../../contract";
import { ask } from "../api";
import { Talk } from "../desk/talk";
import type { DeskSession } from "../desk/session";
import { inFront } from "../desk/state";
import { Act } from "../parts/act";
import { TroubleNote } from "../parts/trouble_note";
import type { Service } from "../service";
import type { Trouble } from "../trouble";
import { PracticeResult } from "./practice_result";
import { openPractice } from "./session";

export interface PracticePageProps {
  /** Null: go on with the one that is open. */
  readonly scenario: string | null;
  readonly me: Me;
  readonly service: Service;
  readonly desk: DeskSession | null;
  readonly back: () => void;
}

export function PracticePage({ scenario, me, service, desk, back }: PracticePageProps) {
  const [view, setView] = useState<PracticeView | null>(null);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const begin = async (which: string | null) => {
    const told = which === null ? await ask("/api/practice", {}) : await ask("/api/practice/begin", { scenario: which });
    setTrouble(told.ok ? null : told);
    if (told.ok) setView(told.body);
  };
  const end = async (practice: string) => {
    const told = await ask("/api/practice/end", { practice });
    setTrouble(told.ok ? null : told);
    if (told.ok) setView(told.body);
  };
  useEffect(() => void begin(scenario), [scenario]);
  if (view?.practice)
    return (
      <Running key={view.practice} {...{ view, me, service, desk, back, trouble }} end={() => end(view.practice ?? "")} />
    );
  return (
    <main class="page" id="main">
      <TroubleNote trouble={trouble} />
      {view?.result ? <PracticeResult result={view.result} again={(which) => void begin(which)} back={back} /> : null}
      {view?.result ? null : (
        <p>
          <button type="button" onClick={back}>
            Back to the training
          </button>
        </p>
      )}
    </main>
  );
}

interface RunningProps extends Omit<PracticePageProps, "scenario"> {
  readonly view: PracticeView;
  readonly trouble: Trouble | null;
  readonly end: () => Promise<void>;
}

function Running({ view, me, service, desk, back, trouble, end }: RunningProps) {
  const [session] = useState(() => openPractice(me, view, desk, () => void end()));
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => title.current?.focus(), []);
  const conversation = inFront(session.desk.value);
  return (
    <main class="desk" id="main">
      <div class="desk-side">
        <section class="sheet" aria-labelledby="practice">
          <h1 id="practice" ref={title} tabIndex={-1}>
            Practice: {view.title}
          </h1>
          <p>
            <strong>Nobody is on the other side.</strong> {view.about}
          </p>
          <p class="quiet small">
            Write as you would on a shift, and use what stands beside the conversation. It answers by a script, so it may
            now and then miss what you mean. Nothing of this is a visitor's, and your words are deleted at the end.
          </p>
          <TroubleNote trouble={trouble ?? session.desk.value.trouble} />
          <p class="row">
            <Act class="primary" run={end}>
              End and see how it went
            </Act>
            <button type="button" onClick={back}>
              Leave it for now
            </button>
          </p>
        </section>
      </div>
      {conversation ? <Talk conversation={conversation} session={session} service={service} /> : null}
    </main>
  );
}
