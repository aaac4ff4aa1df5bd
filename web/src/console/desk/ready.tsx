// Going ready: in which languages, and which topics one knows. The choice is kept for the next time.
import { useState } from "preact/hooks";
import type { GoReady } from "../../contract";
import { Tick, toggled } from "../parts/field";
import { Question } from "../parts/question";
import type { Service } from "../service";
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
      <Topics service={service} choice={choice} change={setChoice} />
      <p role="status" class="wrong">
        {yes === null ? "Choose at least one language." : ""}
      </p>
    </Question>
  );
}

interface TopicsProps {
  readonly service: Service;
  readonly choice: Choice;
  readonly change: (choice: Choice) => void;
}

function Topics({ service, choice, change }: TopicsProps) {
  if (service.topics.length === 0) return null;
  return (
    <fieldset>
      <legend>Topics I know something about (you are asked first for these)</legend>
      {service.topics.map(({ id, label }) => (
        <Tick
          key={id}
          checked={choice.topics.includes(id)}
          change={() => change({ ...choice, topics: toggled(choice.topics, id) })}
        >
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
  const ids = service.topics.map((topic) => topic.id);
  return {
    languages: languages.length > 0 ? languages : codes.slice(0, 1),
    topics: (kept.topics ?? []).filter((id) => ids.includes(id)),
  };
}
