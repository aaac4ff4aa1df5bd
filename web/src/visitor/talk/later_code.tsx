// A code by which the visitor can tell, some weeks later, how a referral went: taken by choice.
import { useState } from "preact/hooks";
import type { ReferralState } from "../../contract";
import { day } from "../../shared/times";
import type { BeforeProps } from "../before";
import { WORDS } from "../words";

const TO_TELL_OF: readonly ReferralState[] = ["accepted", "decided", "sent", "handed_over", "confirmed", "failed"];

export function LaterCode({ state, data, visit }: BeforeProps) {
  const [code, show] = useState(visit.laterCode);
  const { title, body } = data.words.referral.later;
  const card = state.view?.referral;
  if (!card || !TO_TELL_OF.includes(card.state)) return null;
  const take = () => void visit.takeCode(card.id).then(() => show(visit.laterCode));
  return (
    <details class="sheet">
      <summary>{title}</summary>
      <p>{body}</p>
      {code === null ? (
        <button type="button" disabled={state.busy || state.link !== "up"} onClick={take}>
          {WORDS.take_code}
        </button>
      ) : (
        <p role="status">
          <strong class="code">{code.code}</strong> <br />
          {WORDS.code_where} <strong>{`${location.host}/later`}</strong> <br />
          {WORDS.code_until} {day(code.until)}
        </p>
      )}
    </details>
  );
}
