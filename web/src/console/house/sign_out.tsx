// The way out. A shift is ended by its own act: leaving in the middle of one is asked about.
import { useState } from "preact/hooks";
import { inDanger, LeftBehind } from "../desk/left_behind";
import type { DeskSession } from "../desk/session";
import { onDuty } from "../duty";
import { Act } from "../parts/act";
import { Modal } from "../parts/modal";
import type { WallSession } from "../wall/session";

export interface SignOutProps {
  readonly desk: DeskSession | null;
  readonly wall: WallSession | null;
  readonly leave: () => Promise<void>;
}

export function SignOut({ desk, wall, leave }: SignOutProps) {
  const [asking, setAsking] = useState(false);
  const onShift = onDuty(desk?.desk.value.view?.duty ?? null) || onDuty(wall?.wall.value.duty ?? null);
  /** To whom is in danger moderators are called before. */
  const go = async () => {
    for (const one of inDanger(desk)) await desk?.act("step_aside", { conversation: one.id });
    await leave();
  };
  return (
    <>
      <Act run={() => (onShift ? setAsking(true) : leave())} class="plain">
        Sign out
      </Act>
      {asking ? (
        <Modal title="You are still on shift" close={() => setAsking(false)}>
          <p>If you sign out now, your shift ends at once. To hand anybody to somebody else first, stay.</p>
          {desk === null ? null : <LeftBehind session={desk} handOver={null} />}
          <p class="row">
            <button type="button" class="primary" onClick={() => setAsking(false)}>
              Stay
            </button>
            <Act run={go}>Sign out all the same</Act>
          </p>
        </Modal>
      ) : null}
    </>
  );
}
