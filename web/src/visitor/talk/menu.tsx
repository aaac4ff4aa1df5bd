// Under the composer: help lines, ending, and what one may need to say about the other person.
import { useState } from "preact/hooks";
import type { BeforeProps } from "../before";
import { ForgetNow, More, Numbers, Sure, type Typing } from "../parts/dialogs";
import { isTalking } from "../shown";
import { WORDS } from "../words";
import { CalmDialog } from "./calm";
import { PlanBegun, PlanDialog } from "./plan_door";
import { Unsafe } from "./someone_else";
import { Unsay } from "./unsay";

export type MenuProps = BeforeProps & Typing;

type Open = "plan" | "numbers" | "end" | "more" | "else" | "unsafe" | "unsay" | "forget" | "calm" | null;

export function Menu(props: MenuProps) {
  const [open, show] = useState<Open>(null);
  const talking = isTalking(props.state.view);
  const openPlan = () => {
    props.visit.planSeen = true;
    show("plan");
  };
  return (
    <div class="menu">
      <PlanBegun {...props} open={openPlan} />
      <button type="button" class="plain" onClick={() => show("numbers")}>
        {WORDS.labels.help_lines}
      </button>
      {talking ? (
        <>
          <button type="button" class="plain" onClick={openPlan}>
            {WORDS.chat.plan.title}
          </button>
          <button type="button" class="plain" onClick={() => show("end")}>
            {WORDS.chat.ending.title}
          </button>
        </>
      ) : null}
      <button type="button" class="plain" onClick={() => show("more")}>
        {WORDS.chat.common.more}
      </button>
      <Opened {...props} open={open} show={show} />
    </div>
  );
}

type OpenedProps = MenuProps & {
  readonly open: Open;
  readonly show: (open: Open) => void;
};

function Opened(props: OpenedProps) {
  const { open, show, state, data, visit } = props;
  const close = () => show(null);
  switch (open) {
    case null:
      return null;
    case "plan":
      return <PlanDialog {...props} close={close} />;
    case "numbers":
      return <Numbers {...{ state, data, visit, close }} />;
    case "end":
      return (
        <Sure title={WORDS.chat.ending.sure} yes={WORDS.chat.ending.yes} act={() => void visit.end()} close={close}>
          {WORDS.chat.ending.what}
        </Sure>
      );
    case "calm":
      return <CalmDialog close={close} />;
    case "forget":
      return <ForgetNow visit={visit} close={close} />;
    case "unsay":
      return <Unsay state={state} visit={visit} close={close} />;
    case "unsafe":
      return <Unsafe visit={visit} close={close} />;
    case "else":
      return (
        <Sure title={WORDS.chat.other.sure} yes={WORDS.chat.other.yes} act={() => void visit.changePeer()} close={close}>
          {WORDS.chat.other.what}
        </Sure>
      );
    case "more":
      return <Else {...props} />;
  }
}

function Else({ state, quiet, setQuiet, show }: OpenedProps) {
  const talking = isTalking(state.view);
  return (
    <More quiet={quiet} setQuiet={setQuiet} close={() => show(null)}>
      <p>
        <button type="button" onClick={() => show("calm")}>
          {WORDS.chat.calm.title}
        </button>
      </p>
      {talking ? (
        <>
          <p>
            <button type="button" onClick={() => show("else")}>
              {WORDS.chat.other.title}
            </button>
          </p>
          <p>
            <button type="button" onClick={() => show("unsafe")}>
              {WORDS.chat.unsafe.title}
            </button>
          </p>
        </>
      ) : null}
      <p>
        <button type="button" onClick={() => show("unsay")}>
          {WORDS.chat.unsay.title}
        </button>
      </p>
      <p>
        <button type="button" onClick={() => show("forget")}>
          {WORDS.chat.forget.everything}
        </button>
      </p>
    </More>
  );
}
