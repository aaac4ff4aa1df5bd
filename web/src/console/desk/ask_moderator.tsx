// "I need a moderator": one press opens it, one more says how worried one is.
import { useState } from "preact/hooks";
import type { Level } from "../../contract";
import { Act } from "../parts/act";
import { Field } from "../parts/field";
import { Modal } from "../parts/modal";
import { TroubleNote } from "../parts/trouble_note";
import type { DeskSession } from "./session";

export interface AskModeratorProps {
  readonly conversation: string;
  readonly session: DeskSession;
  readonly close: () => void;
}

const WORRIES: readonly (readonly [Level, string])[] = [
  [1, "I would like advice, or a second pair of eyes"],
  [2, "There are thoughts of suicide, or somebody tells of abuse"],
  [3, "There is a plan, the means or the intent"],
  [4, "It is happening now, or within hours"],
];

export function AskModerator({ conversation, session, close }: AskModeratorProps) {
  const [reason, setReason] = useState("");
  const ask = async (level: Level) => {
    if (await session.act("ask_moderator", { conversation, level, reason })) close();
  };
  return (
    <Modal title="I need a moderator" close={close}>
      <p>
        How worried are you? The visitor does not see this. (<kbd>Alt+H</kbd> calls one at once, without this question.)
      </p>
      <ul class="worries">
        {WORRIES.map(([level, words]) => (
          <li key={level}>
            <Act run={() => ask(level)} class={`worry level-${level}`}>
              <strong>L{level}</strong> <span>{words}</span>
            </Act>
          </li>
        ))}
      </ul>
      <Field label="In a few words, if you like" value={reason} change={setReason} lines={2} limit={1000} />
      <TroubleNote trouble={session.desk.value.trouble} />
      <p class="row">
        <button type="button" onClick={close}>
          Cancel
        </button>
      </p>
    </Modal>
  );
}
