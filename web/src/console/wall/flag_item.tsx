// One flag: how grave, who, the words, the reasons, its clock and its owner.
import type { EarlierReports, FlagCard } from "../../contract";
import { inPlain } from "../../shared/known";
import { dueInWords, inWords, now, secondsSince } from "../clock";
import { LevelMark } from "../parts/level";
import { pagedInWords } from "../parts/paged_words";
import type { Ask } from "./asked";
import { Causes } from "./causes";
import { FlagActs } from "./flag_acts";
import { BECAUSE, FlagWords } from "./flag_words";
import type { WallSession } from "./session";

export interface FlagItemProps {
  readonly flag: FlagCard;
  readonly current: boolean;
  readonly session: WallSession;
  readonly ask: Ask;
}

/** Those who are no people. */
const RAISERS: Readonly<Record<string, string>> = {
  visitor: "the visitor",
  screen: "the automatic check",
  "second opinion": "the second automatic check",
  clock: "the clock",
  service: "the service",
};

export function FlagItem({ flag, current, session, ask }: FlagItemProps) {
  const open = () => session.apply({ kind: "chosen", conversation: flag.conversation });
  return (
    <li
      class={`flag flag-${flag.state} edge-${flag.level}`}
      data-flag={flag.id}
      data-conversation={flag.conversation}
    >
      <p class="row">
        <Mark flag={flag} />
        <button type="button" class="opener" data-card={flag.id} aria-current={current} onClick={open}>
          {flag.pseudonym}
        </button>
        <Clock flag={flag} />
      </p>
      {flag.kind === "report" ? <Report flag={flag} /> : null}
      {flag.kind === "second" ? <Second flag={flag} /> : null}
      <Why flag={flag} />
      <Paged flag={flag} />
      <p class="row">
        <Owner flag={flag} />
        <FlagActs flag={flag} session={session} ask={ask} />
      </p>
    </li>
  );
}

function Mark({ flag }: { readonly flag: FlagCard }) {
  if (flag.kind === "worry") return <LevelMark level={flag.level} />;
  return <strong class={`level level-${flag.level}`}>{flag.kind === "report" ? "Report" : "Second person"}</strong>;
}

/** Nobody who asks sees it here: they have the card of the conversation. */
function Second({ flag }: { readonly flag: FlagCard }) {
  return (
    <p>
      <strong>{flag.asked_by ?? "A moderator"} asks for a second person.</strong> Say yes or no, with a word.
    </p>
  );
}

function Clock({ flag }: { readonly flag: FlagCard }) {
  const age = `raised ${inWords(secondsSince(flag.raised_at, now.value))} ago`;
  if (flag.due_at === null) return <span class="quiet small">{age}</span>;
  const due = dueInWords(flag.due_at, now.value);
  const late = flag.state === "overdue" || due.endsWith("late");
  return (
    <span class="small">
      <strong class={late ? "wrong" : ""}>{late ? `overdue, ${againInWords(due)}` : `to be ${flag.claimed_by === null ? "claimed" : "answered"} ${due}`}</strong>
      <span class="quiet">, {age}</span>
    </span>
  );
}

/** Once its time is over, `due` is when the next ones are called. */
function againInWords(due: string): string {
  return due.endsWith("late") ? due : `called again ${due}`;
}

/** Who is meant, and what it means for them until somebody has looked. */
function Report({ flag }: { readonly flag: FlagCard }) {
  return (
    <p>
      <strong>Report about {flag.reported ?? "a peer"}.</strong> Nobody new is brought to them until this is resolved.
      {flag.earlier === null ? null : <strong> {earlierInWords(flag.earlier)}</strong>}
    </p>
  );
}

function earlierInWords({ reports, confirmed }: EarlierReports): string {
  const before = reports === 1 ? "One report about them came before" : `${reports} reports about them came before`;
  return `${before}; confirmed: ${confirmed}.`;
}

const UNSAID = "The visitor took this message back. The flag stays; its words stay here until the end is signed off (below L2 they are gone).";

function Why({ flag }: { readonly flag: FlagCard }) {
  return (
    <>
      {flag.words === "" ? null : <FlagWords words={flag.words} before={flag.before} />}
      {flag.unsaid ? <p class="small">{UNSAID}</p> : null}
      <ul class="reasons small">
        {flag.reasons.map((reason) => (
          <li key={reason}>{reason}</li>
        ))}
        {flag.complete ? null : <li>Not every check could finish.</li>}
      </ul>
      <Causes causes={flag.causes} />
      <p class="quiet small">
        {flag.concerns.map((concern) => concern.replaceAll("_", " ")).join(", ")}
        {flag.concerns.length > 0 ? " · " : ""}raised by {RAISERS[flag.raised_by] ?? flag.raised_by}
        {flag.seq > 0 ? `, message ${flag.seq}` : ""}
      </p>
    </>
  );
}

/** Whether anybody outside was reached: nobody may think so who does not know it. */
function Paged({ flag }: { readonly flag: FlagCard }) {
  if (flag.paged.length === 0) return null;
  return (
    <ul class="paged small">
      {flag.paged.map((card) => (
        <li key={card.way} class={card.at === null || card.answered ? "" : "wrong"}>
          {pagedInWords(card)}
        </li>
      ))}
    </ul>
  );
}

function Owner({ flag }: { readonly flag: FlagCard }) {
  if (flag.state === "claimed") return <span class="small grow">{flag.mine ? "Yours." : ownerInWords(flag)}</span>;
  const lapses = flag.lapses === 0 ? "" : ` The clock ran out ${flag.lapses === 1 ? "once" : `${flag.lapses} times`}.`;
  return (
    <span class="small grow">
      {waitsForInWords(flag)}
      {calledInWords(flag)}
      {lapses}
    </span>
  );
}

/** Whose it was reads there for as long as the flag is open that it is no more, and why. */
function ownerInWords({ claimed_by, was_yours, taken_because }: FlagCard): string {
  const owner = claimed_by ?? "somebody";
  if (!was_yours) return `Claimed by ${owner}.`;
  const why = taken_because === null ? "You had not answered in time." : inPlain(BECAUSE, taken_because);
  return `It was yours. ${owner} has taken it over. ${why}`;
}

function waitsForInWords({ mine, claimed_by }: FlagCard): string {
  if (mine) return "Yours. It has become graver: look, and say that you have seen it.";
  return claimed_by === null ? "Nobody has it." : `Claimed by ${claimed_by}, who has not answered since it became graver.`;
}

function calledInWords(flag: FlagCard): string {
  if (flag.calls_everyone) return " Everyone on duty is called.";
  if (flag.mine) return flag.alerting === null ? "" : ` ${flag.alerting} is called too.`;
  if (flag.calls_you) return " It is your turn.";
  return flag.alerting === null ? "" : ` It is ${flag.alerting}'s turn.`;
}
