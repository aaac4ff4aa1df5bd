// Which question is open over the wall.
import type { FlagCard, ReferralCard, SecondLookCard, WallConversation } from "../../contract";
import type { Service } from "../service";
import { BlockQuestion } from "./block_question";
import { EndIt, JoinIt } from "./confirms";
import { GiveTo } from "./give_to";
import { HandTo } from "./hand_to";
import { HoldQuestion } from "./hold_question";
import { LevelQuestion } from "./level_question";
import { PostQuestion } from "./post_question";
import { Refer } from "./refer";
import { Resolve } from "./resolve";
import { SecondQuestion } from "./second_question";
import type { WallSession } from "./session";
import { TakeOver } from "./take_over";
import { Without } from "./without";
import { WordsQuestion } from "./words_question";

export type Asking =
  | { readonly what: "resolve" | "take_over"; readonly flag: FlagCard }
  | { readonly what: "refer" | "without" | "level" | "join" | "end" | "transfer" | "block" | "hold" | "give"; readonly card: WallConversation }
  | { readonly what: "second"; readonly card: WallConversation; readonly look: SecondLookCard }
  | { readonly what: "broadcast" | "go_off" }
  | { readonly what: "hand_over" | "confirm" | "fail"; readonly referral: ReferralCard };

export type Ask = (asking: Asking) => void;

export interface AskedProps {
  readonly asking: Asking;
  readonly session: WallSession;
  readonly service: Service;
  readonly close: () => void;
}

export function Asked({ asking, session, service, close }: AskedProps) {
  const common = { session, close };
  switch (asking.what) {
    case "resolve":
      return <Resolve flag={asking.flag} {...common} />;
    case "take_over":
      return <TakeOver flag={asking.flag} {...common} />;
    case "refer":
      return <Refer card={asking.card} service={service} {...common} />;
    case "without":
      return <Without card={asking.card} service={service} {...common} />;
    case "second":
      return <SecondQuestion card={asking.card} look={asking.look} service={service} close={close} />;
    case "level":
      return <LevelQuestion card={asking.card} {...common} />;
    case "join":
      return <JoinIt card={asking.card} {...common} />;
    case "transfer":
      return <HandTo card={asking.card} service={service} {...common} />;
    case "end":
      return <EndIt card={asking.card} {...common} />;
    case "give":
      return <GiveTo card={asking.card} service={service} {...common} />;
    case "block":
      return <BlockQuestion card={asking.card} {...common} />;
    case "hold":
      return <HoldQuestion card={asking.card} {...common} />;
    case "broadcast":
    case "go_off":
      return <PostQuestion what={asking.what} {...common} />;
    default:
      return <WordsQuestion what={asking.what} referral={asking.referral} {...common} />;
  }
}
