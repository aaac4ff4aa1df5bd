// After a long time at work a break is suggested: quietly, between conversations, and to nobody else.
import type { ComponentChildren } from "preact";
import type { BreakCard, DeskView, DutyState } from "../../contract";
import { inWords, now, secondsSince, serverNow } from "../clock";
import { breakIsDue, later } from "./break_due";
import { useMeter } from "./use_meter";

export interface TakeABreakProps {
  readonly card: BreakCard | null;
  readonly between: boolean;
  /** How to begin one here, in words and presses. */
  readonly children: ComponentChildren;
}

export function TakeABreak({ card, between, children }: TakeABreakProps) {
  if (!breakIsDue(card, between, now.value)) return <div role="status" />;
  return (
    <div role="status" class="resting">
      <p>
        <strong>You have been at work for {inWords(secondsSince(card.since, now.value))} without a break.</strong> Stand up, drink
        something, look far away: ten minutes help. Only you see this.
      </p>
      <div class="row">
        {children}
        <button type="button" onClick={() => later(card, serverNow())}>
          Later
        </button>
      </div>
    </div>
  );
}

const AT_WORK: readonly DutyState[] = ["ready", "offered", "talking", "hosting", "wrap_up", "away"];

/** One's time is counted anew after a break: asked again whenever the shift begins, rests or ends. */
export function DeskBreak({ view, children }: { readonly view: DeskView; readonly children: ComponentChildren }) {
  const works = AT_WORK.includes(view.duty);
  return works ? <AtDesk key="works" view={view}>{children}</AtDesk> : null;
}

function AtDesk({ view, children }: { readonly view: DeskView; readonly children: ComponentChildren }) {
  const meter = useMeter();
  return (
    <TakeABreak card={meter?.at_work ?? null} between={betweenTwo(view)}>
      {children}
    </TakeABreak>
  );
}

function betweenTwo({ duty, conversations, offers, rooms, asked, rest }: DeskView): boolean {
  const alone = conversations.length + offers.length === 0 && asked === null && !rooms.some((room) => room.inside);
  return alone && rest === null && (duty === "ready" || duty === "wrap_up");
}
