// Who this is, how they are connected, how worried we are, who else is here, and the two big acts.
import type { Company, DeskConversation } from "../../contract";
import { clock } from "../../shared/times";
import { countryInWords, EmergencyThere } from "../parts/country";
import { LevelMark } from "../parts/level";
import { Carried, PassedOnNote } from "../parts/passed_on";
import { referralInWords } from "../parts/referral_words";
import { languageName, topicLabel, type Service } from "../service";
import { STEP_ASIDE_FROM } from "./left_behind";
import { calledInWords } from "./called_words";
import { MarkChoice, MarkShown } from "./mark_part";
import type { DeskSession } from "./session";

/** What a press here asks first. `end`: it is no plain press. */
export type Asked = "moderator" | "peer" | "aside" | "end" | "report";

export interface TalkHeadProps {
  readonly conversation: DeskConversation;
  readonly service: Service;
  readonly session: DeskSession;
  readonly ask: (what: Asked) => void;
}

export function TalkHead({ conversation, service, session, ask }: TalkHeadProps) {
  const visitor = conversation.company.find((one) => one.role === "visitor");
  const others = conversation.company.filter((one) => one.role !== "visitor");
  return (
    <header class="talk-head">
      <h2>
        {conversation.pseudonym} <LevelMark level={conversation.level} /> <MarkShown conversation={conversation.id} />
      </h2>
      {several(session) ? <MarkChoice conversation={conversation.id} /> : null}
      <p class="small">
        <span role="status">{presence(visitor)}</span> · {topicLabel(service, conversation.topic)} ·{" "}
        {languageName(service, conversation.language)} · {distress(conversation.distress)} · {countryInWords(conversation.country)}
      </p>
      <EmergencyThere country={conversation.country} level={conversation.level} />
      <Known conversation={conversation} others={others} />
      <PassedOnNote passedOn={conversation.passed_on} />
      <Carried notes={conversation.notes} />
      <BigActs conversation={conversation} leads={others.some((one) => one.leads)} session={session} ask={ask} />
    </header>
  );
}

interface BigActsProps extends Pick<TalkHeadProps, "conversation" | "session" | "ask"> {
  /** Somebody else does, and only they end it. */
  readonly leads: boolean;
}

function BigActs({ conversation, leads, session, ask }: BigActsProps) {
  const end = () => (conversation.ends === "simply" ? session.endSoon(conversation.id) : ask("end"));
  return (
    <p class="row">
      <button type="button" class="grave" aria-keyshortcuts="Alt+M" onClick={() => ask("moderator")}>
        I need a moderator
      </button>
      {conversation.passed_on?.state === "asked" ? null : (
        <button type="button" onClick={() => ask("peer")}>
          Hand to somebody else
        </button>
      )}
      {conversation.level < STEP_ASIDE_FROM ? null : (
        <button type="button" onClick={() => ask("aside")}>
          Step aside
        </button>
      )}
      {leads ? null : (
        <button type="button" onClick={end}>
          End conversation
        </button>
      )}
      {conversation.phase === "closed" ? null : (
        <button type="button" onClick={() => ask("report")}>
          {conversation.report_ends ? "End and report" : "Step out and report"}
        </button>
      )}
    </p>
  );
}

/** With one alone there is nothing to tell apart. */
function several(session: DeskSession): boolean {
  const { view } = session.desk.value;
  return view !== null && (view.conversations.length > 1 || view.places.wished > 1);
}

interface KnownProps {
  readonly conversation: DeskConversation;
  readonly others: readonly Company[];
}

function Known({ conversation, others }: KnownProps) {
  const { referral } = conversation;
  const facts = [
    ...calledInWords(conversation),
    ...others.map(companyInWords),
    referral === null ? "" : referralInWords(referral),
    conversation.held_until === null ? "" : `A moderator has paused this for a moment, until ${clock(conversation.held_until)} at most. What you both write is kept and heard then.`,
  ].filter((fact) => fact !== "");
  return (
    <div role="status">
      <ul class="known small">
        {facts.map((fact) => (
          <li key={fact}>{fact}</li>
        ))}
      </ul>
    </div>
  );
}

function presence(visitor: Company | undefined): string {
  if (visitor === undefined) return "The visitor has left.";
  return visitor.present ? "The visitor is here." : "The visitor's connection is away. They may come back.";
}

function companyInWords({ name, role, standing, leads }: Company): string {
  if (leads) return `${name} (${role}) leads now. You stay beside the visitor; only ${name} ends the conversation.`;
  return `${name} (${role}) ${standing === "reader" ? "reads along" : "has joined"}.`;
}

function distress(value: number | null): string {
  return value === null ? "distress not said" : `distress ${value} of 10`;
}
