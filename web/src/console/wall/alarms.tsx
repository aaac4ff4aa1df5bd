// What nobody may miss: messages that could not be kept, and unclaimed flags that call this moderator.
import type { Wall } from "./state";
import { Act } from "../parts/act";
import { levelName } from "../parts/level";
import { calledOffDuty, NOBODY_ON_DUTY } from "./nobody";
import { sounding, soundOf } from "./order";
import type { WallSession } from "./session";

export function Alarms({ session }: { readonly session: WallSession }) {
  const wall = session.wall.value;
  const loud = sounding(Object.values(wall.flags), wall.silenced);
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
      {loud.length === 0 ? null : (
        <p class="alarm row">
          <strong class="grow">
            {calledOffDuty(wall) ? `${NOBODY_ON_DUTY} ` : ""}
            {loud.length === 1 ? "1 flag calls you: nobody has claimed it." : `${loud.length} flags call you: nobody has claimed them.`}
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
