// Training: what there is to read, how far you are, and what you may do with it.
import { useEffect, useState } from "preact/hooks";
import type { CertificateCard, Me, TrainingView } from "../../contract";
import { day } from "../../shared/times";
import { ask } from "../api";
import type { DeskSession } from "../desk/session";
import { TroubleNote } from "../parts/trouble_note";
import { PracticeList } from "../practice/practice_list";
import { PracticePage } from "../practice/practice_page";
import type { Service } from "../service";
import type { Trouble } from "../trouble";
import { Holders } from "./holders";
import { ModulePage } from "./module_page";
import { stateOf } from "./module_words";

export interface TrainingPageProps {
  readonly me: Me;
  readonly service: Service;
  readonly desk: DeskSession | null;
}

type Open = { readonly module: string } | { readonly practice: string | null };

export function TrainingPage({ me, service, desk }: TrainingPageProps) {
  const [training, setTraining] = useState<TrainingView | null>(null);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const [open, setOpen] = useState<Open | null>(null);
  const load = async () => {
    const answer = await ask("/api/training", {});
    setTrouble(answer.ok ? null : answer);
    if (answer.ok) setTraining(answer.body);
  };
  useEffect(() => void load(), []);
  const back = () => {
    setOpen(null);
    void load();
  };
  if (open !== null && "module" in open) return <ModulePage module={open.module} back={back} />;
  if (open !== null) return <PracticePage scenario={open.practice} {...{ me, service, desk, back }} />;
  return (
    <main class="page" id="main">
      <h1>Training</h1>
      <TroubleNote trouble={trouble} dismiss={() => setTrouble(null)} />
      {training === null ? <p role="status">One moment …</p> : <Shown training={training} open={(module) => setOpen({ module })} />}
      {training !== null && me.roles.includes("peer") ? (
        <PracticeList practices={training.practices} open={(practice) => setOpen({ practice })} />
      ) : null}
      {me.roles.includes("moderator") ? <Holders me={me} /> : null}
    </main>
  );
}

interface ShownProps {
  readonly training: TrainingView;
  readonly open: (module: string) => void;
}

function Shown({ training, open }: ShownProps) {
  const titles = new Map([...training.modules, ...training.practices].map((one) => [one.id, one.title]));
  return (
    <>
      <section class="sheet" aria-labelledby="certificates">
        <h2 id="certificates">Your certificates</h2>
        {training.required ? <p>You are offered visitors as soon as you hold the first one.</p> : null}
        <ul class="plain-list">
          {training.certificates.map((one) => (
            <Certificate key={one.id} one={one} titles={titles} />
          ))}
        </ul>
      </section>
      <section class="sheet" aria-labelledby="modules">
        <h2 id="modules">Modules</h2>
        <ul class="plain-list">
          {training.modules.map((one) => (
            <li key={one.id} class="row">
              <span class="grow">
                <strong>{one.title}</strong>, about {one.minutes} minutes
                <span class="quiet small"> {stateOf(one)}</span>
              </span>
              <button type="button" aria-label={`Read: ${one.title}`} onClick={() => open(one.id)}>
                {one.passed_at === null ? "Read" : "Read again"}
              </button>
            </li>
          ))}
        </ul>
      </section>
    </>
  );
}

interface CertificateProps {
  readonly one: CertificateCard;
  readonly titles: ReadonlyMap<string, string>;
}

function Certificate({ one, titles }: CertificateProps) {
  const missing = one.missing.map((id) => titles.get(id) ?? id);
  const several = `Still to pass: ${one.missing.length} of ${one.modules.length}.`;
  const few = `Still to pass: ${missing.join("; ")}.`;
  return (
    <li>
      <p>
        <strong>{one.name}</strong>: {workOf(one)}.{" "}
        {one.withdrawn !== null ? (
          <Withdrawn reason={one.withdrawn} />
        ) : one.expires_at === null ? (
          <span>
            {missing.length === 0 ? "It has ended: pass its modules again." : missing.length > 2 ? several : few}
          </span>
        ) : (
          <strong>Yours until {day(one.expires_at)}.</strong>
        )}
      </p>
    </li>
  );
}

function Withdrawn({ reason }: { readonly reason: string }) {
  return (
    <span>
      <strong>An administrator has withdrawn it for now.</strong> Their reason: “{reason}” Nobody is brought to you with it
      until they give it back. Talk to them.
    </span>
  );
}

function workOf(one: CertificateCard): string {
  return one.work === "room" ? "for leading a room" : `for conversations, up to level ${one.up_to}`;
}
