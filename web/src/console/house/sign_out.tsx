// The way out. A shift is ended by its own act: leaving in the middle of one is asked about.
import { useState } from "preact/hooks";
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
  return (
    <>
      <Act run={() => (onShift ? setAsking(true) : leave())} class="plain">
        Sign out
      </Act>
      {asking ? (
        <Modal title="You are still on shift" close={() => setAsking(false)}>
          <p>If you sign out now, people who count on you will wait until the service notices. End your shift first.</p>
          <p class="row">
            <button type="button" class="primary" onClick={() => setAsking(false)}>
              Stay
            </button>
            <Act run={leave}>Sign out all the same</Act>
          </p>
        </Modal>
      ) : null}
    </>
  );
}
