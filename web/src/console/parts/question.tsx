// A dialog that asks for one act: what it is about, what stood in its way, yes and no.
import type { ComponentChildren } from "preact";
import type { Trouble } from "../trouble";
import { Act } from "./act";
import { Modal } from "./modal";
import { TroubleNote } from "./trouble_note";

export interface QuestionProps {
  readonly title: string;
  readonly children: ComponentChildren;
  /** The words on the button that does it; null while something is missing for it. */
  readonly yes: string | null;
  readonly grave?: boolean;
  /** Resolves to whether it was done; then the dialog closes. */
  readonly run: () => Promise<boolean>;
  readonly trouble: Trouble | null;
  readonly close: () => void;
}

export function Question({ title, children, yes, grave = false, run, trouble, close }: QuestionProps) {
  const press = async () => {
    if (await run()) close();
  };
  return (
    <Modal title={title} close={close}>
      {children}
      <TroubleNote trouble={trouble} />
      <p class="row">
        {yes === null ? null : (
          <Act run={press} class={grave ? "grave" : "primary"}>
            {yes}
          </Act>
        )}
        <button type="button" onClick={close}>
          Cancel
        </button>
      </p>
    </Modal>
  );
}
