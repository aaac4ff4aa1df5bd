// A peer's own title and colour for a conversation: in this browser alone, behind a lock in memory, gone with the wrap-up.
import { drafts, forgetDraft, putDraft } from "../talk/drafts";

export const COLOURS = ["blue", "green", "amber", "violet", "grey"] as const;

export type Colour = (typeof COLOURS)[number];

export interface Mark {
  readonly title: string;
  readonly colour: Colour | null;
}

export const TITLE_LIMIT = 40;

const NONE: Mark = { title: "", colour: null };

function nameOf(conversation: string): string {
  return `mark ${conversation}`;
}

export function markOf(conversation: string): Mark {
  const kept = drafts.value[nameOf(conversation)];
  return kept === undefined ? NONE : { ...NONE, ...(JSON.parse(kept) as Partial<Mark>) };
}

export function setMark(conversation: string, mark: Mark): void {
  if (mark.title.trim() === "" && mark.colour === null) forgetMark(conversation);
  else putDraft(nameOf(conversation), JSON.stringify(mark));
}

export function forgetMark(conversation: string): void {
  forgetDraft(nameOf(conversation));
}

/** Never the colour alone: its name stands where there is no title. */
export function markInWords({ title, colour }: Mark): string {
  return title.trim() === "" ? (colour ?? "") : title.trim();
}
