// What the server has written into the page for this script: choices, numbers, and the first words.
import type { ResourceCard } from "../contract";
import type { Leaving } from "./texts";

export interface Choice {
  readonly id: string;
  readonly label: string;
}

/** A line as it is shown here; what is not shown is not sent. */
export type LineCard = Omit<ResourceCard, "languages" | "website">;

/** For who waits for a chat that did not come. `again` and `reload` are buttons. */
export interface NotHere {
  readonly no_answer: string;
  readonly again: string;
  readonly out_of_date: string;
  readonly reload: string;
}

export interface PageData {
  readonly service: string;
  readonly language: string;
  /** Where this browser seems to be, or what was chosen before; null: nobody knows. */
  readonly region: string | null;
  /** The country of the service. */
  readonly own: string;
  readonly leave_to: string;
  /** This page, in this language. */
  readonly home: string;
  readonly leaving: Leaving;
  /** The address of the words of the chat, of this release. */
  readonly words: string;
  readonly not_here: NotHere;
  /** Which languages peers chat in, where that of this page is none of them. */
  readonly chat_in: string;
  readonly languages: readonly Choice[];
  readonly topics: readonly Choice[];
  /** Each ends the sentence "someone who …". */
  readonly experiences: readonly Choice[];
  readonly resources: readonly LineCard[];
  readonly longest: number;
  readonly note_from: number;
  readonly distress: {
    readonly least: number;
    readonly most: number;
    readonly ends: { readonly least: string; readonly most: string };
  };
}

/** The block is ours: rendered by server/transport/pages, whose test holds the two together. */
export function readData(): PageData {
  const block = document.getElementById("data");
  return JSON.parse(block?.textContent ?? "{}") as PageData;
}
