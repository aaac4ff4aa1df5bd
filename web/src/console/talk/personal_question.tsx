// Asked before a way to be reached elsewhere goes out. Staff may still send it: the screen decides.
import { Modal } from "../parts/modal";

export interface PersonalQuestionProps {
  readonly found: string;
  readonly send: () => void;
  readonly close: () => void;
}

export function PersonalQuestion({ found, send, close }: PersonalQuestionProps) {
  return (
    <Modal title="Send this?" close={close}>
      <p>
        This looks like a way to reach somebody outside: <strong>{found}</strong>
      </p>
      <p>Everybody here stays anonymous. A peer’s own number or account is not delivered; a helpline’s is.</p>
      <p class="row">
        <button type="button" class="primary" onClick={close}>
          Change it
        </button>
        <button type="button" onClick={send}>
          Send it anyway
        </button>
      </p>
    </Modal>
  );
}
