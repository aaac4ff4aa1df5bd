// What stands over a locked console: that conversations go on, what waits, and the way back in. No word of anybody.
import { ProofForm } from "../account/proof_form";
import { unread } from "../alert/alerts";
import { offers } from "../alert/wanted";
import type { DeskSession } from "../desk/session";
import { Act } from "../parts/act";
import { Modal } from "../parts/modal";
import { unlock } from "./lock";

export interface LockScreenProps {
  readonly name: string;
  readonly desk: DeskSession | null;
  readonly leave: () => Promise<void>;
}

export function LockScreen({ name, desk, leave }: LockScreenProps) {
  const waiting = offers(desk?.desk.value ?? null).length;
  return (
    <Modal title="Locked" close={stay}>
      <p>
        Nobody has moved here for a while, {name}. Your conversations go on, and what needs you still rings. Nothing that
        was written is lost.
      </p>
      <p role="status">{inWords(waiting, unread.value)}</p>
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

function inWords(waiting: number, fresh: number): string {
  const asked = waiting === 0 ? "" : waiting === 1 ? "Somebody waits for your answer. " : `${waiting} wait for your answer. `;
  return asked + (fresh === 0 ? "" : fresh === 1 ? "1 new message." : `${fresh} new messages.`);
}
