// Changing the risk level. Raising is free; lowering needs a reason, because a person answers for it.
import { useState } from "preact/hooks";
import type { Level, WallConversation } from "../../contract";
import { Field } from "../parts/field";
import { ALL_LEVELS, levelName } from "../parts/level";
import { Question } from "../parts/question";
import { Radios } from "../parts/radios";
import type { WallSession } from "./session";

const OPTIONS = ALL_LEVELS.map((level) => [level, levelName(level)] as const);

/** As the server has it: below this level nobody is called. */
const FLAGGED_FROM = 2;

export interface LevelQuestionProps {
  readonly card: WallConversation;
  readonly session: WallSession;
  readonly close: () => void;
}

export function LevelQuestion({ card, session, close }: LevelQuestionProps) {
  const [level, setLevel] = useState<Level>(card.level);
  const [reason, setReason] = useState("");
  const [tried, setTried] = useState(false);
  const { trouble } = session.wall.value;
  const missing = level < card.level && reason.trim() === "";
  const set = async () => {
    setTried(true);
    return !missing && session.act("set_level", { conversation: card.id, level, reason });
  };
  return (
    <Question title={`Risk level of ${card.pseudonym}`} yes="Set the level" run={set} trouble={trouble} close={close}>
      <Radios legend="Level" options={OPTIONS} value={level} change={setLevel} />
      {level > card.level && level >= FLAGGED_FROM ? (
        <p>A flag is raised with it. It is yours, unless this conversation has one already: then whoever has that is called.</p>
      ) : null}
      <Field
        label={level < card.level ? "Why it is lower now" : "Why, if you like"}
        value={reason}
        change={setReason}
        lines={2}
        limit={1000}
        wrong={tried && missing ? "Lowering a level needs a reason." : null}
      />
    </Question>
  );
}
