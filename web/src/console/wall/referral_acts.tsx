// The next steps of a referral, as its state allows them.
import type { ReferralCard, ReferralState, WallConversation } from "../../contract";
import { Act } from "../parts/act";
import type { Service } from "../service";
import type { Ask } from "./asked";
import { mayBeSent, mayDecide } from "./order";
import { othersQuestion } from "./second";
import type { WallSession } from "./session";

export interface ReferralActsProps {
  readonly card: WallConversation;
  readonly session: WallSession;
  readonly service: Service;
  readonly ask: Ask;
}

export function ReferralActs(props: ReferralActsProps) {
  const { card, service, ask } = props;
  return (
    <>
      <Next {...props} />
      {mayDecide(card, service.without_consent.from_level) && othersQuestion(card) === null ? (
        <button type="button" onClick={() => ask({ what: "without", card })}>
          Get help without their yes
        </button>
      ) : null}
    </>
  );
}

function Next({ card, session, ask }: ReferralActsProps) {
  const { referral } = card;
  if (referral?.state === "offered") return null; // the visitor's turn
  if (referral !== null && mayBeSent(referral)) return <Send referral={referral} session={session} ask={ask} />;
  const what = referral === null ? null : NEXT[referral.state];
  if (referral !== null && what) return <Steps what={what} referral={referral} ask={ask} />;
  return (
    <button type="button" class={stepDue(card) ? "primary" : ""} aria-keyshortcuts="r" onClick={() => ask({ what: "refer", card })}>
      {referral === null ? "Offer a referral" : "Offer another referral"}
    </button>
  );
}

const NEXT: Readonly<Partial<Record<ReferralState, StepsProps["what"]>>> = {
  accepted: "hand_over",
  decided: "hand_over",
  sent: "hand_over",
  handed_over: "confirm",
};

/** The referral waits for a moderator: that is what is to be done first. */
export function stepDue({ referral }: WallConversation): boolean {
  return referral !== null && (mayBeSent(referral) || referral.state === "failed" || NEXT[referral.state] !== undefined);
}

interface SendProps {
  readonly referral: ReferralCard;
  readonly session: WallSession;
  readonly ask: Ask;
}

/** What may be passed on stands above it. */
function Send({ referral, session, ask }: SendProps) {
  return (
    <>
      <Act run={() => session.act("send_referral", { referral: referral.id })} class="primary">
        Send it to {referral.resource.name}
      </Act>
      <button type="button" onClick={() => ask({ what: "fail", referral })}>
        It did not work
      </button>
    </>
  );
}

interface StepsProps {
  readonly what: "hand_over" | "confirm";
  readonly referral: ReferralCard;
  readonly ask: Ask;
}

function Steps({ what, referral, ask }: StepsProps) {
  return (
    <>
      <button type="button" class="primary" onClick={() => ask({ what, referral })}>
        {what === "hand_over" ? "Handed over" : "Contact confirmed"}
      </button>
      <button type="button" onClick={() => ask({ what: "fail", referral })}>
        It did not work
      </button>
    </>
  );
}
