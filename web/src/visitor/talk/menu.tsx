// Under the composer: help lines, ending, and what one may need to say about the other person.
import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { Dialog } from "../../shared/dialog";
import type { BeforeProps } from "../before";
import { HelpHere } from "../parts/numbers";
import { WORDS } from "../words";
import { PlanBegun, PlanDialog } from "./plan_door";
import { Unsafe } from "./someone_else";

export interface MenuProps extends BeforeProps {
  readonly quiet: boolean;
  readonly setQuiet: (on: boolean) => void;
}

type Open = "plan" | "numbers" | "end" | "more" | "else" | "unsafe" | null;

export function Menu(props: MenuProps) {
  const [open, show] = useState<Open>(null);
  const talking = props.state.view?.state === "talking";
  const openPlan = () => {
    props.visit.planSeen = true;
    show("plan");
  };
  return (
    <div class="menu">
      <PlanBegun {...props} open={openPlan} />
      <button type="button" class="plain" onClick={() => show("numbers")}>
        {WORDS.numbers}
      </button>
      {talking ? (
        <>
          <button type="button" class="plain" onClick={openPlan}>
            {WORDS.plan}
          </button>
          <button type="button" class="plain" onClick={() => show("end")}>
            {WORDS.end}
          </button>
          <button type="button" class="plain" onClick={() => show("more")}>
            {WORDS.more}
          </button>
        </>
      ) : null}
      <Opened {...props} open={open} show={show} />
    </div>
  );
}

interface OpenedProps extends MenuProps {
  readonly open: Open;
  readonly show: (open: Open) => void;
}

function Opened(props: OpenedProps) {
  const { open, show, state, data, visit } = props;
  const close = () => show(null);
  switch (open) {
    case null:
      return null;
    case "plan":
      return <PlanDialog {...props} close={close} />;
    case "numbers":
      return (
        <Dialog title={WORDS.numbers} close={close}>
          <HelpHere data={data} region={state.answers.region} />
          <button type="button" onClick={close}>
            {WORDS.close}
          </button>
        </Dialog>
      );
    case "end":
      return (
        <Sure title={WORDS.end_sure} yes={WORDS.end_yes} act={() => void visit.end()} close={close}>
          {WORDS.end_what}
        </Sure>
      );
    case "unsafe":
      return <Unsafe visit={visit} close={close} />;
    case "else":
      return (
        <Sure title={WORDS.else_sure} yes={WORDS.else_yes} act={() => void visit.changePeer()} close={close}>
          {WORDS.else_what}
        </Sure>
      );
    case "more":
      return <More {...props} />;
  }
}

function More({ quiet, setQuiet, show }: OpenedProps) {
  return (
    <Dialog title={WORDS.more} close={() => show(null)}>
      <p>
        <button type="button" onClick={() => show("else")}>
          {WORDS.someone_else}
        </button>
      </p>
      <p>
        <button type="button" onClick={() => show("unsafe")}>
          {WORDS.unsafe}
        </button>
      </p>
      <label class="tick">
        <input type="checkbox" checked={quiet} onChange={(event) => setQuiet(event.currentTarget.checked)} />
        <span>{WORDS.hide_typing}</span>
      </label>
      <p>
        <button type="button" onClick={() => show(null)}>
          {WORDS.close}
        </button>
      </p>
    </Dialog>
  );
}

export interface SureProps {
  readonly title: string;
  readonly children: ComponentChildren;
  readonly yes: string;
  readonly act: () => void;
  readonly close: () => void;
}

export function Sure({ title, children, yes, act, close }: SureProps) {
  const doIt = () => {
    close();
    act();
  };
  return (
    <Dialog title={title} close={close}>
      <p>{children}</p>
      <div class="row">
        <button type="button" class="primary" onClick={doIt}>
          {yes}
        </button>
        <button type="button" onClick={close}>
          {WORDS.end_no}
        </button>
      </div>
    </Dialog>
  );
}
