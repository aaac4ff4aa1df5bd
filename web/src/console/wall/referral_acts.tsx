// The next steps of a referral, as its state allows them.
import type { ReferralCard, WallConversation } from "../../contract";
import type { Service } from "../service";
import type { Ask } from "./asked";
import { mayDecide } from "./order";

export interface ReferralActsProps {
  readonly card: WallConversation;
  readonly service: Service;
  readonly ask: Ask;
}

export function ReferralActs(props: ReferralActsProps) {
  const { card, service, ask } = props;
  return (
    <>
      <Next {...props} />
      {mayDecide(card, service.without_consent.from_level) ? (
        <button type="button" onClick={() => ask({ what: "without", card })}>
          Get help without their yes
        </button>
      ) : null}
    </>
  );
}

function Next({ card, ask }: ReferralActsProps) {
  const { referral } = card;
  if (referral?.state === "offered") return null; // the visitor's turn
  if (referral?.state === "accepted" || referral?.state === "decided")
    return <Steps what="hand_over" referral={referral} ask={ask} />;
  if (referral?.state === "handed_over") return <Steps what="confirm" referral={referral} ask={ask} />;
  return (
    <button type="button" aria-keyshortcuts="r" onClick={() => ask({ what: "refer", card })}>
      {referral === null ? "Offer a referral" : "Offer another referral"}
    </button>
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
