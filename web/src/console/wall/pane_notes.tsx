// What peers noted down in this conversation, for a moderator who reads along or has joined.
import type { WallConversation } from "../../contract";

export function PaneNotes({ card }: { readonly card: WallConversation }) {
  if (card.notes.length === 0) return null;
  return (
    <section class="sheet" aria-labelledby="peer-notes">
      <h3 id="peer-notes">Notes of the peer: the visitor does not see them</h3>
      {card.notes.map((note) => (
        <blockquote key={`${note.by} ${note.text}`} class="flag-words" aria-label={`Note of ${note.by}`}>
          {note.text} <span class="quiet small">({note.by})</span>
        </blockquote>
      ))}
    </section>
  );
}
