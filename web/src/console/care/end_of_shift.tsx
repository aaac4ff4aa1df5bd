// The end of a shift: how it was, which only this person sees again, and whether to talk to somebody.
import { useState } from "preact/hooks";
import { ask } from "../api";
import type { DeskSession } from "../desk/session";
import { Choice, Field, Tick } from "../parts/field";
import { Question } from "../parts/question";
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
  readonly close: () => void;
}

export function EndOfShift({ session, close }: EndOfShiftProps) {
  const [mood, setMood] = useState("");
  const [talk, setTalk] = useState(false);
  const [note, setNote] = useState("");
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const left = async () => {
    const answer = await ask("/api/board/shift-note", { text: note });
    setTrouble(answer.ok ? null : answer);
    if (answer.ok) setNote(""); // not twice, where going off is tried again
    return answer.ok;
  };
  const end = async () =>
    (note.trim() === "" || (await left())) && session.act("go_off", { mood: mood === "" ? null : Number(mood), talk });
  return (
    <Question title="End your shift" yes="End my shift" run={end} trouble={trouble ?? session.desk.value.trouble} close={close}>
      <p>Thank you for being here. All of this is up to you.</p>
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
