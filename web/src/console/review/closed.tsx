// Conversations that have ended, without a word of them.
import { useState } from "preact/hooks";
import type { ClosedCard, Review } from "../../contract";
import { clock, day } from "../../shared/times";
import { ask } from "../api";
import { LevelMark } from "../parts/level";
import { Field } from "../parts/field";
import { Question } from "../parts/question";
import { Wide } from "../parts/wide";
import { topicLabel, type Service } from "../service";
import type { Trouble } from "../trouble";
import { Incident } from "./incident";
import { LegalHold } from "./legal_hold";
import { Pages, LookingBar, type LookingProps } from "./looking_bar";
import { isLive } from "./openings";

const SHORTEST = 10; // characters of a reason

export interface ClosedProps extends LookingProps {
  readonly review: Review;
  readonly service: Service;
  readonly moderates: boolean;
  readonly changed: () => Promise<void>;
}

export function Closed({ review, looking, change, service, moderates, changed }: ClosedProps) {
  const { closed, more, openings } = review;
  const [wanted, want] = useState<ClosedCard | null>(null);
  const [incident, look] = useState<ClosedCard | null>(null);
  const live = new Set(openings.filter((one) => one.mine && isLive(one)).map((one) => one.conversation));
  return (
    <section class="sheet" aria-labelledby="closed">
      <h2 id="closed">
        Ended <span class="quiet small">{closed.length === 0 ? "none is kept" : closed.length}</span>
      </h2>
      <LookingBar looking={looking} change={change} />
      {closed.length === 0 ? null : (
        <Wide label="Table of conversations that have ended">
          <thead>
            <tr>
              <th scope="col">Highest risk</th>
              <th scope="col">Who</th>
              <th scope="col">Ended</th>
              <th scope="col">Topic</th>
              <th scope="col">Flags</th>
              <th scope="col">Forgotten on</th>
              <th scope="col">Words</th>
              {moderates ? <th scope="col">What was done</th> : null}
            </tr>
          </thead>
          <tbody>
            {closed.map((card) => (
              <Row key={card.id} card={card} asked={live.has(card.id)} want={want} look={moderates ? look : null} service={service} />
            ))}
          </tbody>
        </Wide>
      )}
      <Pages closed={closed} more={more} looking={looking} change={change} />
      {wanted === null ? null : <AskToOpen card={wanted} changed={changed} close={() => want(null)} />}
      {incident?.readable ? <LegalHold key={`hold ${incident.id}`} conversation={incident.id} rules={service.legal_hold} /> : null}
      {incident === null ? null : <Incident key={incident.id} card={incident} close={() => look(null)} />}
    </section>
  );
}

interface WordsProps {
  readonly card: ClosedCard;
  readonly asked: boolean;
  readonly want: (card: ClosedCard) => void;
}

interface RowProps extends WordsProps {
  readonly look: ((card: ClosedCard) => void) | null;
  readonly service: Service;
}

function Row({ service, look, ...words }: RowProps) {
  const { card } = words;
  return (
    <tr>
      <td>
        <LevelMark level={card.top_level} />
      </td>
      <th scope="row">
        {card.pseudonym} {card.signed ? <span class="quiet small">signed off</span> : null}{" "}
        {card.look ? <strong class="small">The peer wishes for a second look.</strong> : null}
        {card.answered ? <span class="small">The visitor wrote something after the end.</span> : null}
      </th>
      <td>
        {day(card.closed_at)}, {clock(card.closed_at)}
      </td>
      <td>{topicLabel(service, card.topic)}</td>
      <td>{card.flags}</td>
      <td>{day(card.forget_at)}</td>
      <td>
        <Words {...words} />
      </td>
      {look === null ? null : (
        <td>
          <button type="button" aria-label={`Incident: ${card.pseudonym}`} onClick={() => look(card)}>
            Incident
          </button>
        </td>
      )}
    </tr>
  );
}

function Words({ card, asked, want }: WordsProps) {
  if (!card.readable) return <>deleted by the visitor</>;
  if (asked) return <>asked, see above</>;
  return (
    <button type="button" aria-label={`Ask to open: ${card.pseudonym}`} onClick={() => want(card)}>
      Ask to open
    </button>
  );
}

interface AskToOpenProps {
  readonly card: ClosedCard;
  readonly changed: () => Promise<void>;
  readonly close: () => void;
}

function AskToOpen({ card, changed, close }: AskToOpenProps) {
  const [reason, setReason] = useState("");
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const short = reason.trim().length < SHORTEST;
  const run = async () => {
    const answer = await ask("/api/review/ask", { conversation: card.id, reason });
    setTrouble(answer.ok ? null : answer);
    if (answer.ok) await changed();
    return answer.ok;
  };
  return (
    <Question title={`Open the conversation with ${card.pseudonym}`} yes={short ? null : "Ask"} run={run} trouble={trouble} close={close}>
      <p>It is sealed. A second moderator must say yes. Then you alone can read it, for a short time, and each look is written down.</p>
      <Field
        label="Why must you read it?"
        hint="One sentence. The second person reads it. It is kept as long as the conversation is."
        value={reason}
        change={setReason}
        lines={3}
        limit={1000}
      />
    </Question>
  );
}
