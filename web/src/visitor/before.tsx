// Before the queue: what is agreed to, and two questions that nobody has to answer.
import { useState } from "preact/hooks";
import type { PageData } from "./data";
import { Pick } from "./parts/pick";
import { Scale } from "./parts/scale";
import { Screen } from "./parts/screen";
import type { State, Step } from "./state";
import type { Visit } from "./visit";
import { Who } from "./who";
import { WORDS } from "./words";

export interface BeforeProps {
  readonly state: State;
  readonly data: PageData;
  readonly visit: Visit;
}

export function Consent({ data, visit }: BeforeProps) {
  const [agreed, agree] = useState(false);
  const [asked, ask] = useState(false);
  const { consent } = WORDS;
  return (
    <Screen title={consent.title}>
      <ul>
        {consent.body.map((one) => (
          <li key={one}>{one}</li>
        ))}
      </ul>
      {data.chat_in === "" ? null : <p class="trouble">{data.chat_in}</p>}
      <Private />
      <Agree label={WORDS.chat.start.agree} agreed={agreed} missing={asked && !agreed} agree={agree} />
      <div class="row">
        <button type="button" class="primary" onClick={() => (agreed ? go(visit, "topic") : ask(true))}>
          {WORDS.chat.common.next}
        </button>
        <a class="button plain" href={data.home} onClick={() => visit.unstarted()}>
          {WORDS.chat.common.back}
        </a>
      </div>
    </Screen>
  );
}

/** What stays private and what may not, and how long it is kept. */
export function Private() {
  const { confidentiality, keeping } = WORDS;
  return (
    <>
      <h2>{confidentiality.title}</h2>
      <ul>
        {confidentiality.body.map((one) => (
          <li key={one}>{one}</li>
        ))}
      </ul>
      <h2>{keeping.title}</h2>
      <p>{keeping.body[0]}</p>
    </>
  );
}

export interface AgreeProps {
  readonly label: string;
  readonly agreed: boolean;
  /** It was asked for and is not there. */
  readonly missing: boolean;
  readonly agree: (agreed: boolean) => void;
}

export function Agree({ label, agreed, missing, agree }: AgreeProps) {
  return (
    <>
      <label class="tick sheet">
        <input type="checkbox" checked={agreed} onChange={(event) => agree(event.currentTarget.checked)} />
        <span>{label}</span>
      </label>
      <p role="alert" class={missing ? "trouble" : "spoken"}>
        {missing ? WORDS.chat.start.agree_first : ""}
      </p>
    </>
  );
}

export function Topic({ state, data, visit }: BeforeProps) {
  const { questions } = WORDS;
  const { answers } = state;
  return (
    <Screen title={questions.topic}>
      <p class="quiet">{WORDS.chat.common.optional}</p>
      <Pick
        label={questions.topic}
        titled
        choices={data.topics}
        value={answers.topic ?? ""}
        none={questions.prefer_not_to_say}
        choose={(id) => answer(visit, { topic: id === "" ? null : id })}
      />
      {data.languages.length > 1 ? (
        <Pick
          label={questions.language}
          choices={data.languages}
          value={answers.language}
          choose={(language) => answer(visit, { language })}
        />
      ) : null}
      <Pick
        label={questions.country}
        choices={WORDS.countries}
        value={answers.region ?? ""}
        none={questions.prefer_not_to_say}
        hint={questions.country_seen}
        choose={(region) => answer(visit, { region: region === "" ? null : region })}
      />
      <Who {...{ state, data, visit }} />
      <Onward visit={visit} back="consent" label={WORDS.chat.common.next} busy={false} next={() => go(visit, "distress")} />
    </Screen>
  );
}

export function Distress({ state, data, visit }: BeforeProps) {
  const { questions } = WORDS;
  return (
    <Screen title={questions.distress}>
      <p class="quiet">{WORDS.chat.common.optional}</p>
      <Scale
        question={questions.distress}
        titled
        scale={data.distress}
        none={questions.prefer_not_to_say}
        value={state.answers.distress}
        choose={(distress) => answer(visit, { distress })}
      />
      <Onward
        visit={visit}
        back="topic"
        label={state.busy || state.link !== "up" ? WORDS.chat.start.joining : WORDS.chat.start.join}
        busy={state.busy || state.link !== "up"}
        next={() => void visit.begin()}
      />
    </Screen>
  );
}

interface OnwardProps {
  readonly visit: Visit;
  readonly back: Step;
  readonly label: string;
  readonly busy: boolean;
  readonly next: () => void;
}

function Onward({ visit, back, label, busy, next }: OnwardProps) {
  return (
    <div class="row onward">
      <button type="button" class="primary" disabled={busy} onClick={next}>
        {label}
      </button>
      <button type="button" class="plain" onClick={() => go(visit, back)}>
        {WORDS.chat.common.back}
      </button>
    </div>
  );
}

function go(visit: Visit, step: Step): void {
  visit.store.apply({ kind: "step", step });
}

export function answer(visit: Visit, answers: Partial<State["answers"]>): void {
  visit.store.apply({ kind: "answered", answers });
}
