// Going ready: languages, topics, and what only the matchmaker knows. Kept in this browser for the next time.
import { useState } from "preact/hooks";
import type { GoReady } from "../../contract";
import { Tick, toggled } from "../parts/field";
import { AtOnce } from "./at_once";
import { Question } from "../parts/question";
import type { Service, Topic } from "../service";
import type { DeskSession } from "./session";

const STORED = "warmline.ready";

export interface ReadyProps {
  readonly session: DeskSession;
  readonly service: Service;
  readonly close: () => void;
}

export function Ready({ session, service, close }: ReadyProps) {
  const [choice, setChoice] = useState(() => keptChoice(service));
  const go = async () => {
    localStorage.setItem(STORED, JSON.stringify(choice));
    return session.act("go_ready", choice);
  };
  const { trouble } = session.desk.value;
  const yes = choice.languages.length === 0 ? null : "I'm ready";
  return (
    <Question title="Ready for visitors" {...{ yes, run: go, trouble, close }}>
      <fieldset>
        <legend>I can talk in</legend>
        {service.languages.map(({ code, name }) => (
          <Tick
            key={code}
            checked={choice.languages.includes(code)}
            change={() => setChoice({ ...choice, languages: toggled(choice.languages, code) })}
          >
            {name}
          </Tick>
        ))}
      </fieldset>
      <Several
        legend="Topics I know something about (you are asked first for these)"
        {...{ from: service.topics, chosen: choice.topics }}
        change={(topics) => setChoice({ ...choice, topics })}
      />
      <AtOnce most={session.desk.value.view?.places.most ?? 1} wished={choice.at_once} change={(at_once) => setChoice({ ...choice, at_once })} />
      <Private {...{ choice, service }} change={setChoice} />
      <p role="status" class="wrong">
        {yes === null ? "Choose at least one language." : ""}
      </p>
    </Question>
  );
}

interface PrivateProps {
  readonly choice: Choice;
  readonly service: Service;
  readonly change: (choice: Choice) => void;
}

function Private({ choice, service, change }: PrivateProps) {
  return (
    <details>
      <summary>For the matchmaker alone</summary>
      <p class="small">Nobody is shown this: no visitor, no other peer and no moderator. You may leave it all empty.</p>
      <Several
        legend="I am somebody who … (for visitors who wish for it, and not for those who would rather not)"
        {...{ from: service.experiences, chosen: choice.experiences }}
        change={(experiences) => change({ ...choice, experiences })}
      />
      <Several
        legend="Topics that I would rather not have now (you are not asked for these)"
        {...{ from: service.topics, chosen: choice.avoids }}
        change={(avoids) => change({ ...choice, avoids })}
      />
    </details>
  );
}

interface SeveralProps {
  readonly legend: string;
  readonly from: readonly Topic[];
  readonly chosen: readonly string[];
  readonly change: (chosen: readonly string[]) => void;
}

function Several({ legend, from, chosen, change }: SeveralProps) {
  if (from.length === 0) return null;
  return (
    <fieldset>
      <legend>{legend}</legend>
      {from.map(({ id, label }) => (
        <Tick key={id} checked={chosen.includes(id)} change={() => change(toggled(chosen, id))}>
          {label}
        </Tick>
      ))}
    </fieldset>
  );
}

type Choice = Required<GoReady>;

/** What was chosen last, as far as the service still has it. */
export function keptChoice(service: Service): Choice {
  const kept = JSON.parse(localStorage.getItem(STORED) ?? "{}") as Partial<Choice>;
  const codes = service.languages.map((language) => language.code);
  const languages = (kept.languages ?? []).filter((code) => codes.includes(code));
  const still = (ids: readonly string[] | undefined, from: readonly Topic[]) =>
    (ids ?? []).filter((id) => from.some((one) => one.id === id));
  return {
    at_once: kept.at_once ?? 1,
    languages: languages.length > 0 ? languages : codes.slice(0, 1),
    topics: still(kept.topics, service.topics),
    experiences: still(kept.experiences, service.experiences),
    avoids: still(kept.avoids, service.topics),
  };
}
