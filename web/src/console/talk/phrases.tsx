// The list of phrases and services, searched by keyboard. One is put into the box; nothing is sent by it.
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import type { FindResources, Found, PhraseTeam } from "../../contract";
import { lineText } from "../../shared/line_text";
import type { Answer } from "../../shared/link";
import { type Entries, phrasesFor, withWords } from "./phrase_book";
import { ANY } from "./looking";
import { countryName } from "./resource_text";

export interface Phrasing {
  readonly team: PhraseTeam;
  readonly language: string;
  readonly topic: string | null;
  /** In which lines are looked for; `ANY` for every one. */
  readonly country: string;
  /** What can be said now, at this level of risk and on this path. */
  readonly now: readonly string[];
  readonly find: (asked: FindResources) => Promise<Answer<Found>>;
}

export interface PhrasesProps {
  readonly phrasing: Phrasing;
  readonly take: (words: string) => void;
  readonly close: () => void;
  readonly left: () => void;
}

const NOW = "What to say now";
const SHORTEST = 2; // letters from which the directory is asked
const WAIT = 250; // milliseconds after the last letter
const MOST = 8; // services at once

export function Phrases({ phrasing, take, close, left }: PhrasesProps) {
  const [question, setQuestion] = useState("");
  const [at, setAt] = useState(0);
  const groups = [...useGroups(phrasing, question), ...useServices(phrasing, question)];
  const entries = groups.flatMap((one) => one.entries);
  const chosen = Math.min(at, entries.length - 1);
  const keys = (event: KeyboardEvent) => {
    const act = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (act !== undefined && entries.length > 0) setAt((chosen + act + entries.length) % entries.length);
    const words = entries[chosen];
    if (event.key === "Enter" && words !== undefined) take(words);
    if (event.key === "Escape") close();
    if (act !== undefined || event.key === "Enter" || event.key === "Escape") event.preventDefault();
  };
  const asked = (words: string) => {
    setQuestion(words);
    setAt(0);
  };
  return (
    <Frame left={left}>
      <Search {...{ question, asked, keys, chosen }} count={entries.length} />
      <List {...{ groups, chosen, take }} />
      <p class="quiet small" role="status">
        {count(entries.length)}
      </p>
    </Frame>
  );
}

/** Whoever goes on elsewhere has done with it. */
function Frame({ left, children }: { readonly left: () => void; readonly children: preact.ComponentChildren }) {
  const out = (event: FocusEvent & { readonly currentTarget: HTMLElement }) => {
    if (event.relatedTarget instanceof Node && !event.currentTarget.contains(event.relatedTarget)) left();
  };
  return (
    <div class="phrases" role="group" aria-label="Phrases" onFocusOut={out}>
      {children}
    </div>
  );
}

const LIST = "phrase-list";

interface SearchProps {
  readonly question: string;
  readonly asked: (words: string) => void;
  readonly keys: (event: KeyboardEvent) => void;
  readonly chosen: number;
  readonly count: number;
}

function Search({ question, asked, keys, chosen, count }: SearchProps) {
  const box = useRef<HTMLInputElement>(null);
  useLayoutEffect(() => box.current?.focus(), []);
  return (
    <label class="field">
      <span>Search phrases, helplines and services</span>
      <input
        ref={box}
        type="text"
        role="combobox"
        autocomplete="off"
        aria-autocomplete="list"
        aria-expanded={count > 0}
        aria-controls={LIST}
        aria-activedescendant={count > 0 ? `${LIST}-${chosen}` : undefined}
        value={question}
        onInput={(event) => asked(event.currentTarget.value)}
        onKeyDown={keys}
      />
    </label>
  );
}

interface ListProps {
  readonly groups: readonly Entries[];
  readonly chosen: number;
  readonly take: (words: string) => void;
}

function List({ groups, chosen, take }: ListProps) {
  useEffect(() => document.getElementById(`${LIST}-${chosen}`)?.scrollIntoView({ block: "nearest" }), [chosen, groups]);
  const starts = groups.map((_, index) => groups.slice(0, index).reduce((sum, one) => sum + one.entries.length, 0));
  return (
    <div id={LIST} role="listbox" aria-label="Phrases" hidden={groups.length === 0}>
      {groups.map(({ title, entries }, index) => (
        <div key={title} role="group" aria-label={title}>
          <p class="title small quiet" aria-hidden="true">
            {title}
          </p>
          {entries.map((entry, within) => (
            <Option key={entry} number={(starts[index] ?? 0) + within} {...{ chosen, take, entry }} />
          ))}
        </div>
      ))}
    </div>
  );
}

interface OptionProps {
  readonly entry: string;
  readonly number: number;
  readonly chosen: number;
  readonly take: (words: string) => void;
}

function Option({ entry, number, chosen, take }: OptionProps) {
  return (
    // The keys are the search box's: it keeps the focus, as a combobox does.
    // eslint-disable-next-line jsx-a11y/click-events-have-key-events
    <div
      id={`${LIST}-${number}`}
      role="option"
      tabIndex={-1}
      aria-selected={number === chosen}
      onMouseDown={(event) => event.preventDefault()}
      onClick={() => take(entry)}
    >
      {entry}
    </div>
  );
}

function useGroups({ team, language, topic, now }: Phrasing, question: string): readonly Entries[] {
  const [stored, setStored] = useState<readonly Entries[]>([]);
  useEffect(() => void phrasesFor(team, language, topic).then(setStored), [team, language, topic]);
  return withWords([{ title: NOW, entries: now }, ...stored], question);
}

function useServices({ find, country, language }: Phrasing, question: string): readonly Entries[] {
  const [found, setFound] = useState<readonly string[]>([]);
  useEffect(() => {
    let current = true;
    const ask = async () => {
      const answer = await find({ text: question.trim(), country: country || null, language });
      if (current) setFound(answer.ok ? answer.body.resources.map(lineText).filter((line) => line !== "").slice(0, MOST) : []);
    };
    const timer = setTimeout(() => void ask(), WAIT);
    if (question.trim().length < SHORTEST) clearTimeout(timer);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [question, country]);
  const asked = question.trim().length >= SHORTEST && found.length > 0;
  return asked ? [{ title: servicesIn(country), entries: found }] : [];
}

function servicesIn(country: string): string {
  return country === ANY ? "Helplines and services of any country: none is chosen" : `Helplines and services: ${countryName(country)}`;
}

function count(entries: number): string {
  if (entries === 0) return "Nothing has these words. Esc takes you back to your message.";
  return `${entries} to choose from. Arrow keys move, Enter puts it into your message, Esc closes.`;
}
