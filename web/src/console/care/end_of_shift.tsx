// The end of a shift: how it was, which only this person sees again, and whether to talk to somebody.
import { useState } from "preact/hooks";
import type { DeskConversation } from "../../contract";
import { ask } from "../api";
import { HandOver } from "../desk/hand_over";
import { inDanger, LeftBehind } from "../desk/left_behind";
import type { DeskSession } from "../desk/session";
import { Choice, Field, Tick } from "../parts/field";
import { Question } from "../parts/question";
import type { Service } from "../service";
import type { Trouble } from "../trouble";

export const MOODS = [
  ["", "I'd rather not say"],
  ["1", "Heavy"],
  ["2", "Rather heavy"],
  ["3", "In between"],
  ["4", "Rather light"],
  ["5", "Light"],
] as const;

export interface EndOfShiftProps {
  readonly session: DeskSession;
  readonly service: Service;
  readonly close: () => void;
}

export function EndOfShift({ session, service, close }: EndOfShiftProps) {
  const [mood, setMood] = useState("");
  const [talk, setTalk] = useState(false);
  const [note, setNote] = useState("");
  const [handing, setHanding] = useState<DeskConversation | null>(null);
  const talks = session.desk.value.view?.conversations ?? [];
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const left = async () => {
    const answer = await ask("/api/board/shift-note", { text: note });
    setTrouble(answer.ok ? null : answer);
    if (answer.ok) setNote(""); // not twice, where going off is tried again
    return answer.ok;
  };
  const end = async () =>
    (note.trim() === "" || (await left())) &&
    session.act("go_off", { mood: mood === "" ? null : Number(mood), talk, at_once: talks.length > 0 });
  if (handing !== null) return <HandOver {...{ conversation: handing, session, service }} close={() => setHanding(null)} />;
  return (
    <Question title="End your shift" yes={inDanger(session).length > 0 ? null : "End my shift"} run={end} trouble={trouble ?? session.desk.value.trouble} close={close}>
      <p>Thank you for being here. All of this is up to you.</p>
      <LeftBehind session={session} handOver={setHanding} />
      <Choice label="How was this shift for you? Only you see this again." value={mood} options={MOODS} change={setMood} />
      <Tick checked={talk} change={setTalk}>
        I would like to talk to somebody: a supervisor is told, and books a time with me
      </Tick>
      <Field
        label="For whoever comes next (you may leave it empty)"
        hint="How the shift was, what to know. Nothing that tells who a visitor was. Peers and moderators read it for 16 hours."
        value={note}
        change={setNote}
        lines={3}
        limit={1000}
      />
    </Question>
  );
}
