// The conversation in question: who is in it, its flags, and, once one reads it, its words.
import { useEffect, useRef } from "preact/hooks";
import type { WallConversation } from "../../contract";
import { LevelMark } from "../parts/level";
import type { Service } from "../service";
import type { Ask } from "./asked";
import { cardName } from "./conversations";
import { CaseNotes } from "./case_notes";
import { FlagItem } from "./flag_item";
import { worstFirst } from "./order";
import { History } from "./history";
import { MentorPart } from "./mentor_part";
import { Facts } from "./pane_facts";
import { PaneActs } from "./pane_acts";
import { PaneAssessment } from "./pane_assessment";
import { PaneChecklist } from "./pane_checklist";
import { PaneNotes } from "./pane_notes";
import { PanePlan } from "./pane_plan";
import { PaneTalk } from "./pane_talk";
import type { WallSession } from "./session";
import { WhisperPart } from "./whisper_part";

export interface PaneProps {
  readonly card: WallConversation | undefined;
  readonly session: WallSession;
  readonly service: Service;
  readonly ask: Ask;
}

export function Pane({ card, session, service, ask }: PaneProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const close = () => session.apply({ kind: "chosen", conversation: null });
  return (
    <section class="wall-pane" aria-labelledby="pane">
      <p class="row">
        <h2 id="pane" ref={heading} tabIndex={-1} class="grow">
          {card ? cardName(card, service) : "This conversation is no longer on the wall"} {card ? <LevelMark level={card.level} /> : null}
        </h2>
        <button type="button" onClick={close}>
          Back to the wall
        </button>
      </p>
      {card ? <Inside card={card} session={session} service={service} ask={ask} /> : null}
    </section>
  );
}

type InsideProps = PaneProps & { readonly card: WallConversation };

function Inside({ card, session, service, ask }: InsideProps) {
  const flags = worstFirst(Object.values(session.wall.value.flags)).filter(
    (flag) => flag.conversation === card.id && flag.state !== "resolved",
  );
  return (
    <>
      <Facts card={card} service={service} />
      {flags.length === 0 ? null : (
        <ol class="flags" aria-label="Flags of this conversation">
          {flags.map((flag) => (
            <FlagItem key={flag.id} flag={flag} current={false} session={session} ask={ask} />
          ))}
        </ol>
      )}
      <PaneActs card={card} session={session} service={service} ask={ask} />
      <PaneChecklist card={card} session={session} service={service} />
      <PaneAssessment card={card} session={session} service={service} />
      <PanePlan card={card} service={service} />
      <PaneNotes card={card} />
      <PaneTalk card={card} session={session} />
      <MentorPart card={card} session={session} />
      <WhisperPart card={card} session={session} />
      <History card={card} />
      <CaseNotes card={card} />
    </>
  );
}
