// What nobody may miss: messages that could not be kept, and flags that call this moderator.
import type { Wall } from "./state";
import { Act } from "../parts/act";
import { levelName } from "../parts/level";
import { Claim } from "./flag_acts";
import { calledOffDuty, NOBODY_ON_DUTY } from "./nobody";
import { sounding, soundOf } from "./order";
import type { WallSession } from "./session";

export function Alarms({ session }: { readonly session: WallSession }) {
  const wall = session.wall.value;
  const calling = sounding(Object.values(wall.flags), wall.silenced);
  const loud = calling.filter((flag) => !flag.mine);
  const answer = () => session.apply({ kind: "silenced", sounds: loud.map(soundOf) });
  return (
    <div class="alarms" role="alert">
      {wall.alarms.map(({ conversation, level }) => (
        <p key={conversation} class="alarm row">
          <strong class="grow">
            {levelName(level)}: a message that worries could not be kept in the conversation with{" "}
            {nameOf(wall, conversation)}. Look at it now.
          </strong>
          <button type="button" onClick={() => open(session, conversation)}>
            Look at it
          </button>
        </p>
      ))}
      {calling.filter((flag) => flag.mine).map((flag) => (
        <p key={flag.id} class="alarm row">
          <strong class="grow">
            {levelName(flag.level)}: the flag of {flag.pseudonym} is yours, and it has become graver. Look at it now.
          </strong>
          <button type="button" onClick={() => session.apply({ kind: "chosen", conversation: flag.conversation })}>
            Look at it
          </button>
          <Claim flag={flag} session={session} class="" />
        </p>
      ))}
      {loud.length === 0 ? null : (
        <p class="alarm row">
          <strong class="grow">
            {calledOffDuty(wall) ? `${NOBODY_ON_DUTY} ` : ""}
            {loud.length === 1 ? "1 flag calls you: nobody answers it." : `${loud.length} flags call you: nobody answers them.`}
          </strong>
          {calledOffDuty(wall) ? <Act run={() => session.act("go_ready", {})}>I am on duty now</Act> : null}
          <button type="button" onClick={answer}>
            I have seen it: stop the sound
          </button>
        </p>
      )}
    </div>
  );
}

function nameOf(wall: Wall, conversation: string): string {
  return wall.conversations[conversation]?.pseudonym ?? "somebody";
}

function open(session: WallSession, conversation: string): void {
  session.apply({ kind: "chosen", conversation });
  session.apply({ kind: "alarm_seen", conversation });
}
