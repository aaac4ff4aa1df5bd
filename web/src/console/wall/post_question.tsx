// Words for everybody on shift, or for the moderators who come next when one goes off duty.
import { useState } from "preact/hooks";
import type { PostKind } from "../../contract";
import { ask } from "../api";
import { Field } from "../parts/field";
import { Question } from "../parts/question";
import type { Trouble } from "../trouble";
import type { WallSession } from "./session";

export interface PostQuestionProps {
  readonly what: "broadcast" | "go_off";
  readonly session: WallSession;
  readonly close: () => void;
}

export function PostQuestion({ what, session, close }: PostQuestionProps) {
  return what === "broadcast" ? <BroadcastQuestion close={close} /> : <GoOffQuestion session={session} close={close} />;
}

type Props = Omit<PostQuestionProps, "what">;

function BroadcastQuestion({ close }: Pick<Props, "close">) {
  const [text, setText] = useState("");
  const [trouble, put] = usePutUp();
  const run = () => put("broadcast", text);
  const yes = text.trim() === "" ? null : "Tell everybody";
  return (
    <Question title="Tell everybody on shift" yes={yes} run={run} trouble={trouble} close={close}>
      <Field label="Your words" hint="No names of visitors. It stands on every desk and wall for two hours." value={text} change={setText} lines={3} limit={1000} />
    </Question>
  );
}

function GoOffQuestion({ session, close }: Props) {
  const [text, setText] = useState("");
  const [trouble, put] = usePutUp();
  const run = async () => (text.trim() === "" || (await put("handover", text))) && session.act("go_off", {});
  return (
    <Question title="Go off duty" yes="Go off duty" run={run} trouble={trouble ?? session.wall.value.trouble} close={close}>
      <p>What you have claimed goes to somebody else.</p>
      <Field
        label="For whoever comes next (you may leave it empty)"
        hint="Who needs a second look, what is agreed, what you would do. It stands on the wall for 16 hours."
        value={text}
        change={setText}
        lines={4}
        limit={1000}
      />
    </Question>
  );
}

function usePutUp(): readonly [Trouble | null, (kind: PostKind, text: string) => Promise<boolean>] {
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const put = async (kind: PostKind, text: string) => {
    const answer = await ask("/api/board/put", { kind, text });
    setTrouble(answer.ok ? null : answer);
    return answer.ok;
  };
  return [trouble, put];
}
