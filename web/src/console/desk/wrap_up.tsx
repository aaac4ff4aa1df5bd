// After a conversation: what it was about, and whether one needs somebody. Then ready, or a break.
import { useEffect, useState } from "preact/hooks";
import { Act } from "../parts/act";
import { Field, Tick, toggled } from "../parts/field";
import type { Service } from "../service";
import { setDraft } from "../talk/drafts";
import type { DeskSession } from "./session";

export interface WrapUpProps {
  readonly conversation: string;
  readonly session: DeskSession;
  readonly service: Service;
}

export function WrapUp({ conversation, session, service }: WrapUpProps) {
  const [topics, setTopics] = useState<readonly string[]>([]);
  const [note, setNote] = useState("");
  const hard = session.desk.value.view?.debrief_asked ?? false;
  const [debrief, setDebrief] = useState(hard);
  useEffect(() => setDraft(conversation, ""), [conversation]); // nobody is there to read it
  const written = { conversation, topics, note, debrief };
  return (
    <section class="wrap-up sheet" aria-labelledby="wrap-up">
      <h2 id="wrap-up">Wrap up</h2>
      <p>This conversation has ended for you. No offers come until you are done here. Take the time you need.</p>
      <fieldset class="ticks">
        <legend>What was it about?</legend>
        {service.topics.map(({ id, label }) => (
          <Tick key={id} checked={topics.includes(id)} change={() => setTopics(toggled(topics, id))}>
            {label}
          </Tick>
        ))}
      </fieldset>
      <Field
        label="A note for the record"
        hint="No names, no addresses, nothing that tells who it was."
        value={note}
        change={setNote}
        lines={3}
        limit={1000}
      />
      {hard ? (
        <p class="hint">
          This was a hard one. Talking it over with a supervisor belongs to the work, so we have ticked it for you. You can
          take the tick away.
        </p>
      ) : null}
      <Tick checked={debrief} change={setDebrief}>
        I would like to talk about this with somebody
      </Tick>
      <p class="row">
        <Act run={() => session.act("wrap_up", { ...written, rest: false })} class="primary">
          Done, I'm ready
        </Act>
        <Act run={() => session.act("wrap_up", { ...written, rest: true })}>Done, I take a break</Act>
      </p>
    </section>
  );
}
