// After the chat: a question that may be left alone, the lines, and "delete my chat now".
import { useState } from "preact/hooks";
import { REMARK_LIMIT, type Line } from "../contract";
import { wordsFor } from "../shared/known";
import type { BeforeProps } from "./before";
import { Blocked, useShut } from "./blocked";
import { Forget } from "./parts/forget";
import { HelpHere } from "./parts/help_here";
import { Keeping, SaveCopy } from "./parts/keeping";
import { Scale } from "./parts/scale";
import { lastWords } from "./lines";
import { Screen } from "./parts/screen";
import type { State } from "./state";
import { HelpCardView } from "./talk/help_card";
import { LaterCode } from "./talk/later_code";
import { Log } from "./talk/log";
import { NotRight } from "./talk/someone_else";
import { PlanDialog } from "./talk/plan_door";
import { WORDS } from "./words";

export function After(props: BeforeProps) {
  const { state, data, visit } = props;
  const shut = useShut(state.view?.block ?? null);
  if (shut === null && state.view?.state === "left" && !state.met) return <LeftLine {...props} />;
  if (shut === null) return <Goodbye {...props} />;
  return (
    <Blocked {...props} card={shut} again={<Again visit={visit} />}>
      <Forget {...props} />
      {state.lines.length > 0 ? <ReadAgain state={state} data={data} visit={visit} /> : null}
    </Blocked>
  );
}

function Goodbye({ state, data, visit }: BeforeProps) {
  const { title, body } = (state.view?.stopped ?? null) === null ? WORDS.goodbye : WORDS.stopped;
  const talked = state.lines.length > 0;
  return (
    <Screen title={title}>
      <p>{endInWords(state)}</p>
      <Told lines={state.lines} />
      {body.map((one) => (
        <p key={one}>{one}</p>
      ))}
      <Again visit={visit} />
      {state.view?.plan ? <KeepPlan state={state} data={data} visit={visit} /> : null}
      <div>
        <NotRight state={state} data={data} visit={visit} />
      </div>
      <LaterCode state={state} data={data} visit={visit} />
      {/* What they answer may bring it: where they are writing. */}
      <HelpCardView {...{ state, data, visit }} />
      {talked ? <Question state={state} data={data} visit={visit} /> : null}
      <Keeping />
      <Forget state={state} data={data} visit={visit} />
      {talked ? <SaveCopy state={state} /> : null}
      {talked ? <ReadAgain state={state} data={data} visit={visit} /> : null}
      <HelpHere {...{ state, data, visit }} />
    </Screen>
  );
}

function endInWords({ view, lines }: State): string {
  const { notices } = WORDS;
  const stopped = view?.stopped ?? null;
  if (stopped !== null) return wordsFor(notices, `stopped_${stopped}`, notices.ended);
  return noticed(lines, "quiet_ended") ? notices.quiet_ended : notices.ended;
}

function noticed(lines: readonly Line[], notice: Line["notice"]): boolean {
  return lines.some((line) => line.notice === notice);
}

/** What was said last where it was ended, and who has read it since. */
function Told({ lines }: Pick<State, "lines">) {
  const last = lastWords(lines);
  return (
    <>
      {last === null ? null : <blockquote class="sheet" dir="auto">{last}</blockquote>}
      {noticed(lines, "opened") ? <p class="sheet">{WORDS.notices.opened}</p> : null}
      {noticed(lines, "sampled") ? <p class="sheet">{WORDS.notices.sampled}</p> : null}
    </>
  );
}

/** Nobody has talked with them: they are not asked how it was. */
function LeftLine(props: BeforeProps) {
  const { title, body } = WORDS.left_line;
  return (
    <Screen title={title}>
      {body.map((one) => (
        <p key={one}>{one}</p>
      ))}
      <Again visit={props.visit} />
      <Forget {...props} />
      <HelpHere {...props} />
    </Screen>
  );
}

function ReadAgain(props: BeforeProps) {
  return (
    <details class="sheet">
      <summary>{WORDS.chat.after.read_again}</summary>
      <Log {...props} />
    </details>
  );
}

/** Before the chat is deleted: the plan is the visitor's to keep. */
function KeepPlan(props: BeforeProps) {
  const [open, show] = useState(false);
  return (
    <p>
      <button type="button" onClick={() => show(true)}>
        {WORDS.chat.plan.mine}
      </button>
      {open ? <PlanDialog {...props} close={() => show(false)} /> : null}
    </p>
  );
}

export function Forgotten({ state, data, visit }: BeforeProps) {
  const { forgotten } = WORDS;
  return (
    <Screen title={forgotten.title}>
      {forgotten.body.map((one) => (
        <p key={one}>{one}</p>
      ))}
      <Again visit={visit} />
      <HelpHere {...{ state, data, visit }} />
    </Screen>
  );
}

function Again({ visit }: Pick<BeforeProps, "visit">) {
  return (
    <p>
      <button type="button" class="primary" onClick={() => visit.talkAgain()}>
        {WORDS.chat.after.again}
      </button>
    </p>
  );
}

/** From 1 to 3. */
const HELPED = ["no", "little", "yes"] as const;

function Question({ state, data, visit }: BeforeProps) {
  const [helped, say] = useState<number | null>(null);
  const [distress, feel] = useState<number | null>(null);
  const [text, write] = useState("");
  const [share, allow] = useState(false);
  const submitted = (event: Event) => {
    event.preventDefault();
    void visit.feedback(helped, distress, text, share);
  };
  if (state.feedback) return <p class="sheet" role="status">{WORDS.chat.after.sent}</p>;
  return (
    <form class="sheet" onSubmit={submitted}>
      <fieldset>
        <legend>{WORDS.chat.after.helped}</legend>
        <div class="row">
          {HELPED.map((answer, index) => (
            <label key={answer} class="tick">
              <input type="radio" name="helped" checked={helped === index + 1} onChange={() => say(index + 1)} />
              <span>{WORDS.chat.after[answer]}</span>
            </label>
          ))}
        </div>
      </fieldset>
      <Scale
        question={WORDS.chat.after.distress}
        scale={data.distress}
        none={WORDS.questions.prefer_not_to_say}
        value={distress}
        choose={feel}
      />
      <label class="pick">
        <span>{WORDS.chat.after.say_more}</span>
        <textarea dir="auto" rows={3} maxLength={REMARK_LIMIT} value={text} onInput={(event) => write(event.currentTarget.value)} />
      </label>
      <p class="quiet small">{WORDS.chat.after.read_by}</p>
      {text.trim() === "" ? null : <Share share={share} allow={allow} />}
      <p class="quiet small">{WORDS.chat.common.optional}</p>
      <button type="submit" disabled={state.busy || state.link !== "up"}>
        {WORDS.chat.after.send}
      </button>
    </form>
  );
}

function Share({ share, allow }: { readonly share: boolean; readonly allow: (share: boolean) => void }) {
  return (
    <label class="tick">
      <input type="checkbox" checked={share} onChange={(event) => allow(event.currentTarget.checked)} />
      <span>{WORDS.chat.after.share}</span>
    </label>
  );
}
