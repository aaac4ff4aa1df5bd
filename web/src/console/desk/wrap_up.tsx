// After a conversation: how it went, what comes after, and whether one needs somebody. Then ready, or a break.
import { useEffect } from "preact/hooks";
import { inWords, now, secondsSince } from "../clock";
import { Act } from "../parts/act";
import { Field, Tick, toggled } from "../parts/field";
import { Radios } from "../parts/radios";
import type { Service } from "../service";
import { setDraft } from "../talk/drafts";
import { forgetMark } from "./mark";
import type { DeskSession } from "./session";
import { FOLLOW_UPS, LEVELS, WENT, type Written } from "./wrap_up_words";
import { useWritten } from "./written";

export interface WrapUpProps {
  readonly conversation: string;
  readonly session: DeskSession;
  readonly service: Service;
}

export function WrapUp({ conversation, session, service }: WrapUpProps) {
  const hard = session.desk.value.view?.debrief_asked ?? false;
  const noted = session.desk.value.view?.wrap_up_note ?? "";
  const { written, change, done } = useWritten(conversation, hard, noted);
  useEffect(() => {
    setDraft(conversation, ""); // nobody is there to read it
    forgetMark(conversation);
  }, [conversation]);
  const send = async (rest: boolean) => {
    const { topics, note, debrief, went, level, follow_ups, travels } = written;
    const how = went === null ? null : { went, level, follow_ups, travels };
    if (await session.act("wrap_up", { conversation, topics, note, debrief, rest, how })) done();
  };
  return (
    <section class="wrap-up sheet" aria-labelledby="wrap-up">
      <h2 id="wrap-up">Wrap up</h2>
      <p>
        This conversation has ended for you. No offers come until you are done here. Only the first question needs an
        answer. What you write is kept if you reload.
      </p>
      <Time session={session} service={service} />
      <Radios legend="How did it go? (needed)" options={WENT} value={written.went} change={(went) => change({ went })} />
      <Topics {...{ written, change, service }} />
      <After {...{ written, change }} />
      <Note {...{ written, change }} />
      <Debrief {...{ written, change, hard }} />
      <Ends ready={written.went !== null} send={send} />
    </section>
  );
}

/** It is planned short, so that the next one is answered; after the longest time one is away. */
function Time({ session, service }: Pick<WrapUpProps, "session" | "service">) {
  const { view } = session.desk.value;
  const [planned, longest] = service.wrap_up;
  const since = view?.duty === "wrap_up" ? view.since : null;
  if (since === null) return null;
  const seconds = secondsSince(since, now.value);
  const late = seconds >= planned * 60;
  return (
    <>
      <p class="quiet small">
        You have been wrapping up for {inWords(seconds)}. {planned} minutes are planned; after {longest} you are shown as away.
      </p>
      <p role="status">{late ? "If you need longer, take a break: then nobody waits for you." : ""}</p>
    </>
  );
}

interface PartProps {
  readonly written: Written;
  readonly change: (part: Partial<Written>) => void;
}

function Topics({ written, change, service }: PartProps & { readonly service: Service }) {
  return (
    <fieldset class="ticks">
      <legend>What was it about?</legend>
      {service.topics.map(({ id, label }) => (
        <Tick key={id} checked={written.topics.includes(id)} change={() => change({ topics: toggled(written.topics, id) })}>
          {label}
        </Tick>
      ))}
    </fieldset>
  );
}

function After({ written, change }: PartProps) {
  return (
    <>
      <Radios
        legend="How worried are you about them now?"
        options={LEVELS}
        value={written.level}
        change={(level) => change({ level })}
      />
      <fieldset class="ticks">
        <legend>What comes after?</legend>
        {FOLLOW_UPS.map(([step, words]) => (
          <Tick
            key={step}
            checked={written.follow_ups.includes(step)}
            change={() => change({ follow_ups: FOLLOW_UPS.map(([one]) => one).filter((one) => (one === step) !== written.follow_ups.includes(one)) })}
          >
            {words}
          </Tick>
        ))}
      </fieldset>
    </>
  );
}

function Note({ written, change }: PartProps) {
  return (
    <>
      <Field
        label="A note for the record"
        hint="No names, no addresses, nothing that tells who it was."
        value={written.note}
        change={(note) => change({ note })}
        lines={3}
        limit={1000}
      />
      <Tick checked={written.travels} change={(travels) => change({ travels })}>
        If somebody else goes on with this visitor, they may read the note
      </Tick>
    </>
  );
}

function Debrief({ written, change, hard }: PartProps & { readonly hard: boolean }) {
  return (
    <>
      {hard ? (
        <p class="hint">
          This was a hard one. Talking it over with a supervisor belongs to the work, so we have ticked it for you. You can
          take the tick away.
        </p>
      ) : null}
      <Tick checked={written.debrief} change={(debrief) => change({ debrief })}>
        I would like to talk about this with somebody
      </Tick>
    </>
  );
}

interface EndsProps {
  readonly ready: boolean;
  readonly send: (rest: boolean) => Promise<void>;
}

/** Somebody who waits is more urgent than a form: it can be left as it is. */
function Ends({ ready, send }: EndsProps) {
  if (ready) {
    return (
      <p class="row">
        <Act run={() => send(false)} class="primary">
          Done, I'm ready
        </Act>
        <Act run={() => send(true)}>Done, I take a break</Act>
      </p>
    );
  }
  return (
    <p class="row">
      <Act run={() => send(false)}>Skip it: somebody needs me now</Act>
      <Act run={() => send(true)}>Skip it, I need a break</Act>
    </p>
  );
}
