// One incident, for its review: all that was done, in order. It can be saved, printed and signed off.
import { useEffect, useRef, useState } from "preact/hooks";
import type { ClosedCard, HappeningCard, IncidentPack, IncidentReferral } from "../../contract";
import { inPlain } from "../../shared/known";
import { ask } from "../api";
import { LevelMark } from "../parts/level";
import { TroubleNote } from "../parts/trouble_note";
import { Wide } from "../parts/wide";
import type { Trouble } from "../trouble";
import { atInWords as at, factsInWords, KINDS } from "./incident_words";
import { SignOff } from "./sign_off";

export interface IncidentProps {
  readonly card: Pick<ClosedCard, "id" | "pseudonym" | "top_level">;
  readonly close: () => void;
}

export function Incident({ card, close }: IncidentProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  const [pack, setPack] = useState<IncidentPack | null>(null);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const load = async () => {
    const answer = await ask("/api/incident", { conversation: card.id });
    setTrouble(answer.ok ? null : answer);
    if (answer.ok) setPack(answer.body);
  };
  useEffect(() => {
    heading.current?.focus();
    void load();
  }, []);
  return (
    <article class="sheet printed" aria-labelledby="incident">
      <h3 id="incident" ref={heading} tabIndex={-1}>
        Incident: {card.pseudonym} <LevelMark level={card.top_level} />
      </h3>
      <TroubleNote trouble={trouble} dismiss={() => setTrouble(null)} />
      {pack === null ? <p role="status">One moment …</p> : <Pack pack={pack} changed={load} />}
      <p class="row unprinted">
        {pack === null ? null : (
          <>
            <button type="button" onClick={() => save(pack)}>
              Save as JSON
            </button>
            <button type="button" onClick={() => window.print()}>
              Print
            </button>
          </>
        )}
        <button type="button" onClick={close}>
          Close
        </button>
      </p>
    </article>
  );
}

interface PackProps {
  readonly pack: IncidentPack;
  readonly changed: () => Promise<void>;
}

function Pack({ pack, changed }: PackProps) {
  return (
    <>
      <p class="small">
        {pack.with_words
          ? "With words: it is opened for you. Keep this to yourself."
          : "Without anybody's words. They are here while the conversation is opened for you."}{" "}
        Made by {pack.made_by}, {at(pack.made_at)}. This look is written down.
      </p>
      {pack.referrals.map((one) => (
        <ReferralPart key={one.id} referral={one} />
      ))}
      <SignOff pack={pack} changed={changed} />
      <Wide label="What was done, in order">
        <thead>
          <tr>
            <th scope="col">When</th>
            <th scope="col">What</th>
            <th scope="col">Who</th>
            <th scope="col">More</th>
          </tr>
        </thead>
        <tbody>
          {pack.happenings.map((one, index) => (
            <Happened key={`${one.at} ${index}`} one={one} />
          ))}
        </tbody>
      </Wide>
    </>
  );
}

function Happened({ one }: { readonly one: HappeningCard }) {
  return (
    <tr>
      <td>{at(one.at)}</td>
      <th scope="row">{inPlain(KINDS, one.kind)}</th>
      <td>{one.who}</td>
      <td>
        {factsInWords(one)}
        {one.words === "" ? null : <blockquote>{one.words}</blockquote>}
      </td>
    </tr>
  );
}

function ReferralPart({ referral }: { readonly referral: IncidentReferral }) {
  return (
    <section aria-label={`Referral to ${referral.resource}`}>
      <p>
        <strong>Referral to {referral.resource}</strong>: {referral.state.replace("_", " ")}
        {referral.ended_at === null ? "" : `, ${at(referral.ended_at)}`}
        {referral.confirmed_by === "" ? "" : `, confirmed by ${referral.confirmed_by}`}. Offered by {referral.offered_by},{" "}
        {at(referral.offered_at)}.
      </p>
      {referral.without === "" ? null : (
        <p>
          Without the visitor's yes, decided by {referral.decided_by}: {referral.without}. {secondInWords(referral)}
        </p>
      )}
      {[referral.reference, referral.words, referral.summary].filter(Boolean).map((words) => (
        <blockquote key={words}>{words}</blockquote>
      ))}
    </section>
  );
}

function secondInWords({ second_person, second_said }: IncidentReferral): string {
  if (second_said === null || second_said === "asked") return "No second person has looked at it yet.";
  return `Second person: ${second_person}, who ${second_said === "approved" ? "said yes" : "said no"}.`;
}

/** Into a file on this machine; nothing is sent anywhere. */
function save(pack: IncidentPack): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([JSON.stringify(pack, null, 2)], { type: "application/json" }));
  link.download = `incident-${pack.conversation}.json`;
  link.click();
  URL.revokeObjectURL(link.href);
}
