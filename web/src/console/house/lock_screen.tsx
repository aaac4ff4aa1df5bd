// What stands over a locked console: that conversations go on, what waits, and the way back in. No word of anybody.
import { ProofForm } from "../account/proof_form";
import type { LockedView } from "../../contract";
import { behind } from "../alert/wanted";
import type { DeskSession } from "../desk/session";
import { Act } from "../parts/act";
import { Modal } from "../parts/modal";
import type { WallSession } from "../wall/session";
import { unlock } from "./lock";

export interface LockScreenProps {
  readonly name: string;
  readonly desk: DeskSession | null;
  readonly wall: WallSession | null;
  readonly leave: () => Promise<void>;
}

export function LockScreen({ name, desk, wall, leave }: LockScreenProps) {
  const waits = behind({ desk: desk?.desk.value ?? null, wall: wall?.wall.value ?? null });
  return (
    <Modal title="Locked" close={stay}>
      <p>
        This console is locked, {name}. Your conversations go on, and what needs you still rings. No message is lost, and
        what you were writing in a conversation is kept. A form that you had not sent is empty again. If you sign
        out, your shift ends, and whom you talk with comes first in line.
      </p>
      <p role="status">{inWords(waits)}</p>
      <ProofForm go="Unlock" proven={unlock}>
        <Act run={leave}>Sign out instead</Act>
      </ProofForm>
    </Modal>
  );
}

/** Escape does not open a lock. */
function stay(): void {
  // It stays as it is.
}

function inWords({ asks, flags, words }: LockedView): string {
  return [
    counted(asks, "Somebody waits for you.", (n) => `${n} wait for you.`),
    counted(flags, "1 flag that nobody has answered.", (n) => `${n} flags that nobody has answered.`),
    counted(words, "1 new message.", (n) => `${n} new messages.`),
  ].join(" ").trim();
}

function counted(count: number, one: string, more: (count: number) => string): string {
  if (count === 0) return "";
  return count === 1 ? one : more(count);
}
