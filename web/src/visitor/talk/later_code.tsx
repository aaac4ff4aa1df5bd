// A code by which the visitor can tell, some weeks later, how a referral went: taken by choice.
import { useState } from "preact/hooks";
import type { ReferralState } from "../../contract";
import type { BeforeProps } from "../before";
import { With, filled } from "../sentence";
import { day } from "../times";
import { WORDS } from "../words";

const TO_TELL_OF: readonly ReferralState[] = ["accepted", "decided", "sent", "handed_over", "confirmed", "failed"];

export function LaterCode({ state, visit }: BeforeProps) {
  const [code, show] = useState(visit.laterCode);
  const { title, body } = WORDS.referral.later;
  const words = WORDS.chat.cards;
  const card = state.view?.referral;
  if (!card || !TO_TELL_OF.includes(card.state)) return null;
  const take = () => void visit.takeCode(card.id).then(() => show(visit.laterCode));
  return (
    <details class="sheet">
      <summary>{title}</summary>
      <p>{body}</p>
      {code === null ? (
        <button type="button" disabled={state.busy || state.link !== "up"} onClick={take}>
          {words.take_code}
        </button>
      ) : (
        <p role="status">
          <strong class="code" dir="ltr">{code.code}</strong> <br />
          <With sentence={words.code_where} parts={{ place: <strong dir="ltr">{`${location.host}/later`}</strong> }} /> <br />
          {filled(words.code_until, { day: day(code.until) })}
        </p>
      )}
    </details>
  );
}
