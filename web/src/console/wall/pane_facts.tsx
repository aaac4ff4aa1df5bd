// What is known about a conversation without its words.
import type { Company, ReferralState, WallConversation } from "../../contract";
import { clock } from "../../shared/times";
import { inWords, now, secondsSince } from "../clock";
import { countryInWords, EmergencyThere, PINNED_FROM } from "../parts/country";
import { PassOn } from "../parts/pass_on";
import { PassedOnNote } from "../parts/passed_on";
import { referralInWords } from "../parts/referral_words";
import { SecondFacts, SecondSaid } from "../parts/second_look";
import { WithoutNote } from "../parts/without_note";
import { languageName, topicLabel, type Service } from "../service";
import { stateInWords } from "./conversations";
import { lullInWords } from "./lull_words";
import { ownQuestion, waitInWords } from "./second";
import { hears } from "./state";

/** Somebody still has to tell the other side. */
const PASSED_ON: readonly ReferralState[] = ["accepted", "decided", "sent"];

export interface FactsProps {
  readonly card: WallConversation;
  readonly service: Service;
}

export function Facts({ card, service }: FactsProps) {
  return (
    <>
      <p class="small">
        {stateInWords(card)}, here for {inWords(secondsSince(card.since, now.value))} · {topicLabel(service, card.topic)} ·{" "}
        {languageName(service, card.language)} ·{" "}
        {card.distress === null ? "distress not said" : `distress ${card.distress} of 10`}
        {hears(card) ? ` · ${card.last_seq} messages` : ""}
        {knowsCountry(card) ? ` · ${countryInWords(card.country)}` : ""}
      </p>
      {knowsCountry(card) ? <EmergencyThere country={card.country} level={card.level} /> : null}
      <KnownList card={card} />
      {card.referral === null ? null : <WithoutNote referral={card.referral} />}
      <SecondNote card={card} />
      {card.referral !== null && PASSED_ON.includes(card.referral.state) ? <PassOn referral={card.referral} /> : null}
      <PassedOnNote passedOn={card.passed_on} />
    </>
  );
}

function KnownList({ card }: Pick<FactsProps, "card">) {
  return (
    <ul class="known small">
      <Lull lull={card.lull} />
      {card.held_until === null ? null : (
        <li>Paused until {clock(card.held_until)} at most: you hear what is written, the pair hears it when it goes on.</li>
      )}
      {card.ends_at === null ? null : <li>Nobody writes: it ends at {clock(card.ends_at)}, or its visitor goes on with somebody else.</li>}
      {card.leading ? <li>You lead this conversation.</li> : null}
      {card.company.map((one) => (
        <li key={`${one.role} ${one.name}`}>{companyInWords(one)}</li>
      ))}
      {card.learner === null ? null : <li>{card.learner.name}, {card.learner.mentor ? "a mentor" : "a new peer"}, reads along: both said yes.</li>}
      {card.referral === null ? null : <li>{referralInWords(card.referral)}</li>}
    </ul>
  );
}

/** As the server tells it; a room is in no country. */
function knowsCountry(card: WallConversation): boolean {
  return card.kind !== "room" && (hears(card) || card.level >= PINNED_FROM);
}

/** Both names, and how long one's own question is waited for. */
function SecondNote({ card }: Pick<FactsProps, "card">) {
  if (card.second === null) return null;
  const own = ownQuestion(card);
  const told = card.second.acted_at !== null && card.referral !== null && card.referral.without !== null;
  return (
    <div class={card.second.state === "asked" ? "trouble" : ""}>
      {told ? <SecondSaid look={card.second} /> : <SecondFacts look={card.second} />}
      {own === null ? null : <p class="small">{waitInWords(own, now.value)}</p>}
    </div>
  );
}

function Lull({ lull }: Pick<WallConversation, "lull">) {
  return lull === null ? null : <li>The visitor {lullInWords(lull)}.</li>;
}

function companyInWords({ role, name, standing, present, leads }: Company): string {
  const reads = { reader: ", reads along", muted: ", muted", speaker: "" }[standing];
  const lead = leads ? ", leads" : "";
  return `${name} (${role}${reads}${lead}): ${present ? "here" : "connection away"}`;
}
