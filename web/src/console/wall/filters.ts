// Which conversations the wall shows, and in which order. The address holds it: it can be kept and sent.
// Flags are never filtered: whoever may be in danger is on everybody's wall. Nor is who can't wait.
import type { FlagCard, WallConversation } from "../../contract";
import { flagWaits, longestFirst, riskFirst } from "./order";

export interface Filters {
  /** From this level on. */
  readonly risk: number;
  readonly language: string;
  readonly topic: string;
  readonly peer: string;
  /** Of children, or of who worries about somebody else. */
  readonly path: string;
  /** Here for so many minutes or longer. */
  readonly age: number;
  readonly sort: "risk" | "age";
}

export const ALL: Filters = { risk: 0, language: "", topic: "", peer: "", path: "", age: 0, sort: "risk" };

/** From "#wall?risk=2&peer=Pat". What can't be read is as if it were not there. */
export function filtersOf(hash: string): Filters {
  const said = new URLSearchParams(hash.split("?")[1] ?? "");
  return {
    risk: whole(said.get("risk"), 4),
    language: said.get("language") ?? "",
    topic: said.get("topic") ?? "",
    peer: said.get("peer") ?? "",
    path: said.get("path") ?? "",
    age: whole(said.get("age"), 24 * 60),
    sort: said.get("sort") === "age" ? "age" : "risk",
  };
}

export function hashOf(filters: Filters): string {
  const said = new URLSearchParams();
  for (const [name, value] of Object.entries(filters)) {
    if (value !== ALL[name as keyof Filters]) said.set(name, String(value));
  }
  const query = said.toString();
  return query === "" ? "#wall" : `#wall?${query}`;
}

/** How many of them narrow what is shown. */
export function narrowing(filters: Filters): number {
  return Object.keys(ALL).filter((name) => name !== "sort" && differs(filters, name as keyof Filters)).length;
}

export interface Shown {
  readonly cards: readonly WallConversation[];
  /** Those that are here in spite of the filters. */
  readonly through: ReadonlySet<string>;
}

export function shown(all: readonly WallConversation[], flags: readonly FlagCard[], filters: Filters, at: number): Shown {
  const within = narrowing(filters) === 0 ? all : all.filter((card) => keeps(card, filters, at));
  const through = new Set(within.length === all.length ? [] : pressing(all, flags));
  for (const card of within) through.delete(card.id);
  const kept = through.size === 0 ? within : [...within, ...all.filter((card) => through.has(card.id))];
  return { cards: filters.sort === "age" ? longestFirst(kept) : riskFirst(kept), through };
}

/** Nobody answers them, a flag of theirs waits for somebody, or a clock is about to end it. */
function pressing(all: readonly WallConversation[], flags: readonly FlagCard[]): readonly string[] {
  const waits = new Set(flags.filter(flagWaits).map((flag) => flag.conversation));
  const presses = ({ id, lull, ends_at }: WallConversation) => lull?.late === true || lull?.calls_you === true || ends_at !== null || waits.has(id);
  return all.filter(presses).map((card) => card.id);
}

function differs(filters: Filters, name: keyof Filters): boolean {
  return filters[name] !== ALL[name];
}

function keeps(card: WallConversation, filters: Filters, at: number): boolean {
  return (
    card.level >= filters.risk &&
    (filters.language === "" || card.language === filters.language) &&
    (filters.topic === "" || card.topic === filters.topic) &&
    (filters.path === "" || card.path === filters.path) &&
    (filters.peer === "" || card.company.some((one) => one.name === filters.peer)) &&
    at - Date.parse(card.since) >= filters.age * 60_000
  );
}

function whole(said: string | null, most: number): number {
  const read = Number(said ?? 0);
  return Number.isInteger(read) && read >= 0 && read <= most ? read : 0;
}
