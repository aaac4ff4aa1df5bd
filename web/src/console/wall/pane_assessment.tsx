// What the peer has asked about risk and was told; for a moderator who speaks here, to go on with it.
import type { AssessmentCard, WallConversation } from "../../contract";
import { inWords, now, secondsSince } from "../clock";
import { Assessment } from "../parts/assessment";
import { answerInWords } from "../parts/assessment_words";
import { LevelMark } from "../parts/level";
import type { Service } from "../service";
import { addToDraft } from "../talk/drafts";
import { focusComposer } from "../talk/composer";
import type { WallSession } from "./session";

export interface PaneAssessmentProps {
  readonly card: WallConversation;
  readonly session: WallSession;
  readonly service: Service;
}

export function PaneAssessment({ card, session, service }: PaneAssessmentProps) {
  const use = (sentence: string) => {
    addToDraft(card.id, sentence);
    focusComposer("visitor");
  };
  if (card.assessment === null && !card.joined) return null;
  return (
    <section class="sheet" aria-labelledby="assessment">
      <h3 id="assessment">Asked about risk</h3>
      {card.assessment === null ? null : <Answered answered={card.assessment} service={service} />}
      {card.joined ? (
        <details>
          <summary>Ask about risk</summary>
          <Assessment
            service={service}
            card={card.assessment}
            save={(answers) => session.act("assess", { conversation: card.id, ...answers })}
            use={use}
          />
        </details>
      ) : null}
    </section>
  );
}

interface AnsweredProps {
  readonly answered: AssessmentCard;
  readonly service: Service;
}

function Answered({ answered, service }: AnsweredProps) {
  return (
    <>
      <dl class="answered">
        {service.questions.map(({ about, title }) =>
          about === "protects" ? null : (
            <div key={about}>
              <dt>{title}</dt>
              <dd>{answerInWords(answered[about])}</dd>
            </div>
          ),
        )}
      </dl>
      {answered.protects === "" ? null : <p>What keeps them going: {answered.protects}</p>}
      <p class="small quiet">
        Calls for <LevelMark level={answered.level} /> · asked by {answered.by}, {inWords(secondsSince(answered.at, now.value))}{" "}
        ago
      </p>
    </>
  );
}
