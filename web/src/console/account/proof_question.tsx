// "Is it you?": before something dangerous, a code where there is a second step, else the password.
import { Modal } from "../parts/modal";
import { waiting } from "../proof";
import { ProofForm } from "./proof_form";

export function ProofQuestion() {
  const asked = waiting.value;
  if (asked === null) return null;
  return (
    <Modal title="Is it you?" close={() => asked.settle(false)}>
      <p>What you are about to do matters, so please show again that it is you.</p>
      <ProofForm go="Go on" proven={() => asked.settle(true)}>
        <button type="button" onClick={() => asked.settle(false)}>
          Cancel
        </button>
      </ProofForm>
    </Modal>
  );
}
