// A new peer, or a mentor, who would like to read along in this conversation, or does.
import type { DeskConversation, LearnerCard } from "../../contract";
import { Act } from "../parts/act";
import type { DeskSession } from "./session";

export interface LearnerPartProps {
  readonly conversation: DeskConversation;
  readonly session: DeskSession;
}

export function LearnerPart({ conversation, session }: LearnerPartProps) {
  const { learner } = conversation;
  if (learner === null) return null;
  const answer = (accept: boolean) => session.act("answer_learner", { conversation: conversation.id, accept });
  return (
    <section class="mentor" aria-label={learner.mentor ? "A mentor" : "A new peer"}>
      <p role="status">{inWords(learner)}</p>
      <p class="row">
        {learner.state === "asked" ? (
          <Act class="primary" run={() => answer(true)}>
            Yes, ask the visitor
          </Act>
        ) : null}
        <Act run={() => answer(false)}>{learner.state === "asked" ? "Not here" : "End it"}</Act>
      </p>
    </section>
  );
}

function inWords({ name, state, mentor }: LearnerCard): string {
  switch (state) {
    case "asked":
      if (mentor) return `${name} is a mentor and would like to read along here, from now on. They can then be your mentor and read your words before they go out. If you say yes, the visitor is asked as well. To say no has no consequence.`;
      return `${name} is new and would like to read along here, from now on. If you say yes, the visitor is asked as well. To say no has no consequence.`;
    case "agreed":
      return `The visitor is asked whether ${name} may read along.`;
    case "reading":
      return `${name} reads along. You and the visitor can end it at any time.`;
    case "declined":
    case "ended":
      return "";
  }
}
