// What is asked to be opened and what is open: a yes or no of somebody else, and reading until then.
import { useEffect, useState } from "preact/hooks";
import type { CompetencyCard, GlassState, Line, OpeningCard } from "../../contract";
import { inPlain } from "../../shared/known";
import { clock } from "../../shared/times";
import { ask, type Told } from "../api";
import { inWords, now, secondsUntil } from "../clock";
import { Act } from "../parts/act";
import { TroubleNote } from "../parts/trouble_note";
import { Said } from "../talk/said";
import type { Trouble } from "../trouble";
import { CoachingForm } from "./coaching_form";
import { Labelling } from "./labelling";

export interface OpeningsProps {
  readonly openings: readonly OpeningCard[];
  readonly competencies: readonly CompetencyCard[];
  readonly coaches: boolean;
  readonly changed: () => Promise<void>;
}

export function Openings({ openings, ...more }: OpeningsProps) {
  if (openings.length === 0) return null;
  return (
    <section aria-labelledby="openings">
      <h2 id="openings">Opening what is sealed</h2>
      {openings.map((one) => (
        <Opening key={one.id} opening={one} {...more} />
      ))}
    </section>
  );
}

interface OpeningProps {
  readonly opening: OpeningCard;
  readonly competencies: readonly CompetencyCard[];
  readonly coaches: boolean;
  readonly changed: () => Promise<void>;
}

const STATES: Readonly<Record<GlassState, string>> = {
  asked: "waits for a second person",
  open: "is open",
  refused: "was refused",
  ended: "is closed again",
};

function Opening({ opening, competencies, coaches, changed }: OpeningProps) {
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const settled = async (answer: Told<null>) => {
    setTrouble(answer.ok ? null : answer);
    await changed();
  };
  return (
    <article class="sheet" aria-label={`Opening: ${whose(opening)}`}>
      <p>
        <strong>
          {opening.mine ? "You" : opening.asked_by}, about {whose(opening)}: it {inPlain(STATES, opening.state)}
        </strong>
        {opening.answered_by === null ? "" : ` (${opening.answered_by})`}
        {isLive(opening) ? `, until ${clock(opening.until)}.` : "."}
      </p>
      <p class="words">{opening.reason}</p>
      <TroubleNote trouble={trouble} dismiss={() => setTrouble(null)} />
      <Acts opening={opening} settled={settled} />
      {opening.state === "open" && opening.mine ? <Reading opening={opening} /> : null}
      {opening.state === "open" && opening.mine && coaches ? <CoachingForm opening={opening.id} competencies={competencies} changed={changed} /> : null}
      {opening.state === "open" && opening.mine && opening.sample ? <Labelling opening={opening} changed={changed} /> : null}
    </article>
  );
}

/** Of what chance has drawn nobody is told whose it is. */
function whose(opening: OpeningCard): string {
  return opening.sample ? "a conversation drawn by chance" : opening.pseudonym;
}

export function isLive(opening: OpeningCard): boolean {
  return opening.state === "asked" || opening.state === "open";
}

interface ActsProps {
  readonly opening: OpeningCard;
  readonly settled: (answer: Told<null>) => Promise<void>;
}

function Acts({ opening, settled }: ActsProps) {
  const answer = async (approve: boolean) => settled(await ask("/api/review/answer", { opening: opening.id, approve }));
  const end = async () => settled(await ask("/api/review/end", { opening: opening.id }));
  if (!isLive(opening)) return null;
  if (opening.state === "open" || opening.mine) {
    return (
      <p class="row">
        <Act run={end}>{opening.state === "open" ? "Close it now" : "Take it back"}</Act>
      </p>
    );
  }
  return (
    <p class="row">
      <Act run={() => answer(true)} class="primary">
        Yes, open it
      </Act>
      <Act run={() => answer(false)}>No</Act>
    </p>
  );
}

/** The words, on the page only while it is open. */
function Reading({ opening }: { readonly opening: OpeningCard }) {
  const [lines, setLines] = useState<readonly Line[]>([]);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const left = secondsUntil(opening.until, now.value);
  const read = async () => {
    const answer = await ask("/api/review/read", { opening: opening.id, after: lines.at(-1)?.seq ?? 0 });
    setTrouble(answer.ok ? null : answer);
    if (answer.ok) setLines([...lines, ...answer.body.lines]);
  };
  useEffect(() => () => setLines([]), [opening.id]);
  if (left <= 0) return <p role="status">The time is over. It is closed again.</p>;
  return (
    <>
      <TroubleNote trouble={trouble} dismiss={() => setTrouble(null)} />
      {lines.length === 0 ? null : (
        // A reader of long talks must be able to scroll with the keyboard.
        // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        <div class="log" role="log" aria-label={opening.sample ? "The conversation" : `Conversation with ${opening.pseudonym}`} tabIndex={0}>
          <ol>
            {lines.map((line) => (
              <Said key={line.seq} line={line} mark="" />
            ))}
          </ol>
        </div>
      )}
      <p class="row">
        <Act run={read} class="primary">
          {lines.length === 0 ? "Read it" : "Read on"}
        </Act>
        <span class="quiet small">Closes by itself in {inWords(left)}.</span>
      </p>
    </>
  );
}
