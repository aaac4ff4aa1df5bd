// The end of a shift: how it was, which only this person sees again, and whether to talk to somebody.
import { useState } from "preact/hooks";
import type { DeskSession } from "../desk/session";
import { Choice, Tick } from "../parts/field";
import { Question } from "../parts/question";

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
  const end = () => session.act("go_off", { mood: mood === "" ? null : Number(mood), talk });
  return (
    <Question title="End your shift" yes="End my shift" run={end} trouble={session.desk.value.trouble} close={close}>
      <p>Thank you for being here. Both answers are up to you.</p>
      <Choice label="How was this shift for you? Only you see this again." value={mood} options={MOODS} change={setMood} />
      <Tick checked={talk} change={setTalk}>
        I would like to talk to somebody: a supervisor is told, and books a time with me
      </Tick>
    </Question>
  );
}
