// Taking a flag from the colleague who has it. They are told, and why is kept in the audit.
import { useState } from "preact/hooks";
import type { FlagCard, TakenBecause } from "../../contract";
import { LevelMark } from "../parts/level";
import { Question } from "../parts/question";
import { Radios } from "../parts/radios";
import { BECAUSE } from "./flag_words";
import type { WallSession } from "./session";

const REASONS = Object.entries(BECAUSE) as readonly [TakenBecause, string][];

export interface TakeOverProps {
  readonly flag: FlagCard;
  readonly session: WallSession;
  readonly close: () => void;
}

export function TakeOver({ flag, session, close }: TakeOverProps) {
  const [because, setBecause] = useState<TakenBecause | null>(null);
  const now = session.wall.value.flags[flag.id] ?? flag; // it may become graver while one chooses
  const { id, graver } = now;
  const take = () => (because === null ? Promise.resolve(false) : session.act("take_over_flag", { flag: id, because, seen: graver }));
  return (
    <Question
      title={`Take over the flag of ${flag.pseudonym}?`}
      yes={because === null ? null : "Take it over"}
      run={take}
      trouble={session.wall.value.trouble}
      close={close}
    >
      <p class="row">
        <LevelMark level={now.level} />
        <span>{now.reasons[0] ?? ""}</span>
      </p>
      <p>{now.claimed_by ?? "A colleague"} has it and is told. From then on you are called to it.</p>
      <Radios legend="Why?" options={REASONS} value={because} change={setBecause} />
    </Question>
  );
}
