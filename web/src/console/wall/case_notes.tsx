// Notes beside a conversation, for moderators only. Read on opening, since each look is written down.
import { useState } from "preact/hooks";
import type { NoteCard, WallConversation } from "../../contract";
import { clock } from "../../shared/times";
import { ask } from "../api";
import { Act } from "../parts/act";
import { Field } from "../parts/field";
import { TroubleNote } from "../parts/trouble_note";
import type { Trouble } from "../trouble";

export function CaseNotes({ card }: { readonly card: WallConversation }) {
  const [notes, setNotes] = useState<readonly NoteCard[] | null>(null);
  const [text, setText] = useState("");
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const read = async () => {
    const answer = await ask("/api/notes", { conversation: card.id });
    setTrouble(answer.ok ? null : answer);
    if (answer.ok) setNotes(answer.body.notes);
  };
  const write = async () => {
    if (text.trim() === "") return;
    const answer = await ask("/api/notes/write", { conversation: card.id, text });
    setTrouble(answer.ok ? null : answer);
    if (!answer.ok) return;
    setText("");
    await read();
  };
  const opened = (event: { currentTarget: HTMLDetailsElement }) => {
    if (event.currentTarget.open && notes === null) void read();
  };
  return (
    <details class="sheet" onToggle={opened}>
      <summary>Notes of moderators</summary>
      {notes === null ? null : <List notes={notes} />}
      <Field label="A note" hint="Moderators alone read it. It is forgotten with the conversation." value={text} change={setText} lines={2} limit={1000} />
      <TroubleNote trouble={trouble} dismiss={() => setTrouble(null)} />
      <p class="row">
        <Act run={write}>Keep the note</Act>
      </p>
    </details>
  );
}

function List({ notes }: { readonly notes: readonly NoteCard[] }) {
  if (notes.length === 0) return <p class="quiet small">There are none yet.</p>;
  return (
    <ol class="plain-list">
      {notes.map((note) => (
        <li key={note.id}>
          <strong>
            {note.by}, {clock(note.at)}:
          </strong>{" "}
          <span class="words">{note.text}</span>
        </li>
      ))}
    </ol>
  );
}
