// Beside a conversation: what the peer notes down for themselves and for whoever goes on.
import { useEffect, useMemo, useState } from "preact/hooks";
import type { DeskConversation } from "../../contract";
import { Field } from "../parts/field";
import { NoteWriter, noteOf, noteUnkept } from "./note_writer";
import type { DeskSession } from "./session";

export const LONGEST = 1000;

export interface NotesSheetProps {
  readonly conversation: DeskConversation;
  readonly session: DeskSession;
}

export function NotesSheet({ conversation, session }: NotesSheetProps) {
  const { id } = conversation;
  const writer = useMemo(() => new NoteWriter(id, session.link), [id, session]);
  const [text, setText] = useState(() => noteOf(conversation));
  useEffect(() => () => writer.left(), [writer]);
  const change = (words: string) => {
    setText(words);
    writer.typed(words);
  };
  const fate = noteUnkept(id) ? "Not kept yet." : "Kept.";
  return (
    <>
      <Field
        label="Your notes"
        hint="The visitor does not see them. Whoever goes on with this visitor does, and moderators in this conversation. No names, no addresses. They wait for you in the wrap-up, and are forgotten with the conversation."
        value={text}
        change={change}
        leave={() => writer.left()}
        lines={4}
        limit={LONGEST}
      />
      <p role="status" class="quiet small">
        {text === "" && !noteUnkept(id) ? "" : fate}
      </p>
    </>
  );
}
