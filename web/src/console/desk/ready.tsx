// Going ready: languages and topics, kept in this browser for the next time; and what only the matchmaker knows, which is kept nowhere here.
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
  const [told, tell] = useState<Told | null>(null);
  const go = async () => {
    localStorage.setItem(STORED, JSON.stringify(choice));
    return session.act("go_ready", { ...choice, ...(told ?? AS_BEFORE) });
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
      <Private {...{ told, tell, service }} />
      <p role="status" class="wrong">
        {yes === null ? "Choose at least one language." : ""}
      </p>
    </Question>
  );
}

interface PrivateProps {
  readonly told: Told | null;
  readonly service: Service;
  readonly tell: (told: Told | null) => void;
}

function Private({ told, service, tell }: PrivateProps) {
  const { experiences, avoids } = told ?? NOTHING;
  return (
    <details>
      <summary>For the matchmaker alone</summary>
      <p class="small">
        Nobody is shown this: no visitor, no other peer and no moderator, and it is not kept in this browser. What you said last
        time stands until you say it anew.
      </p>
      <Tick checked={told !== null} change={() => tell(told === null ? NOTHING : null)}>
        Say it anew: what is ticked below counts, and nothing else
      </Tick>
      <Several
        legend="I am somebody who … (for visitors who wish for it, and not for those who would rather not)"
        {...{ from: service.experiences, chosen: experiences }}
        change={(now) => tell({ avoids, experiences: now })}
      />
      <Several
        legend="Topics that I would rather not have now (you are not asked for these)"
        {...{ from: service.topics, chosen: avoids }}
        change={(now) => tell({ experiences, avoids: now })}
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

interface Told {
  readonly experiences: readonly string[];
  readonly avoids: readonly string[];
}

const NOTHING: Told = { experiences: [], avoids: [] };
const AS_BEFORE = { experiences: null, avoids: null };

type Choice = Omit<Required<GoReady>, keyof Told>;

/** What was chosen last, as far as the service still has it. */
export function keptChoice(service: Service): Choice {
  const kept = openly();
  const codes = service.languages.map((language) => language.code);
  const languages = (kept.languages ?? []).filter((code) => codes.includes(code));
  const still = (ids: readonly string[] | undefined, from: readonly Topic[]) =>
    (ids ?? []).filter((id) => from.some((one) => one.id === id));
  return {
    at_once: kept.at_once ?? 1,
    languages: languages.length > 0 ? languages : codes.slice(0, 1),
    topics: still(kept.topics, service.topics),
  };
}

/** An older page left here what a peer has lived through, for whoever came to this browser next: that goes. */
function openly(): Partial<Choice> {
  const { experiences, avoids, ...open } = JSON.parse(localStorage.getItem(STORED) ?? "{}") as Partial<Choice & Told>;
  if (experiences !== undefined || avoids !== undefined) localStorage.setItem(STORED, JSON.stringify(open));
  return open;
}
