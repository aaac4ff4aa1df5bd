// A second person answers on the wall: who asks, why, what our policy says, and a yes or no with a word.
import type { SecondLookCard, WallConversation } from "../../contract";
import { Question } from "../parts/question";
import { useSecondAnswer } from "../parts/second_answer";
import { Policy, SecondFacts } from "../parts/second_look";
import type { Service } from "../service";

export interface SecondQuestionProps {
  readonly card: WallConversation;
  readonly look: SecondLookCard;
  readonly service: Service;
  readonly close: () => void;
}

export function SecondQuestion({ card, look, service, close }: SecondQuestionProps) {
  const { fields, trouble, run } = useSecondAnswer(look);
  return (
    <Question title={`Second person: ${card.pseudonym}`} yes="Answer" run={run} trouble={trouble} close={close}>
      <SecondFacts look={look} />
      <Policy policy={service.without_consent.second.policy} />
      {fields}
    </Question>
  );
}
