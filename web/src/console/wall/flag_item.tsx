// One flag: how grave, who, the words, the reasons, its clock and its owner.
import type { EarlierReports, FlagCard } from "../../contract";
import { dueInWords, inWords, now, secondsSince } from "../clock";
import { Act } from "../parts/act";
import { LevelMark } from "../parts/level";
import { pagedInWords } from "../parts/paged_words";
import type { Ask } from "./asked";
import { Causes } from "./causes";
import { FlagWords } from "./flag_words";
import { unclaimed } from "./order";
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
        {flag.kind === "report" ? <strong class={`level level-${flag.level}`}>Report</strong> : <LevelMark level={flag.level} />}
        <button type="button" class="opener" data-card={flag.id} aria-current={current} onClick={open}>
          {flag.pseudonym}
        </button>
        <Clock flag={flag} />
      </p>
      {flag.kind === "report" ? <Report flag={flag} /> : null}
      <Why flag={flag} />
      <Paged flag={flag} />
      <p class="row">
        <Owner flag={flag} />
        <Acts flag={flag} session={session} ask={ask} />
      </p>
    </li>
  );
}

function Clock({ flag }: { readonly flag: FlagCard }) {
  const age = `raised ${inWords(secondsSince(flag.raised_at, now.value))} ago`;
  if (flag.due_at === null || !unclaimed(flag)) return <span class="quiet small">{age}</span>;
  const due = dueInWords(flag.due_at, now.value);
  const late = flag.state === "overdue" || due.endsWith("late");
  return (
    <span class="small">
      <strong class={late ? "wrong" : ""}>{late ? `overdue, ${againInWords(due)}` : `to be claimed ${due}`}</strong>
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

function Why({ flag }: { readonly flag: FlagCard }) {
  return (
    <>
      {flag.words === "" ? null : <FlagWords words={flag.words} before={flag.before} />}
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
  const called = calledInWords(flag);
  const lapses = flag.lapses === 0 ? "" : ` The clock ran out ${flag.lapses === 1 ? "once" : `${flag.lapses} times`}.`;
  const owner = flag.mine ? "Yours." : `Claimed by ${flag.claimed_by ?? "somebody"}.`;
  return <span class="small grow">{unclaimed(flag) ? `Nobody has it.${called}${lapses}` : owner}</span>;
}

function calledInWords(flag: FlagCard): string {
  if (flag.calls_everyone) return " Everyone on duty is called.";
  if (flag.calls_you) return " It is your turn.";
  return flag.alerting === null ? "" : ` It is ${flag.alerting}'s turn.`;
}

type ActsProps = Pick<FlagItemProps, "flag" | "session" | "ask">;

function Acts({ flag, session, ask }: ActsProps) {
  const claim = () => session.act("claim_flag", { flag: flag.id });
  if (unclaimed(flag)) {
    return (
      <Act run={claim} class="primary" label={`Claim: ${flag.pseudonym}`} keys="a">
        Claim
      </Act>
    );
  }
  if (!flag.mine) return null;
  return (
    <button type="button" aria-label={`Resolve: ${flag.pseudonym}`} onClick={() => ask({ what: "resolve", flag })}>
      Resolve
    </button>
  );
}
