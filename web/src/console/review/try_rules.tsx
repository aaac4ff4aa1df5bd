// Trying the rules: what the screen would make of some words, with whom they reach. Nothing is kept.
import { useState } from "preact/hooks";
import { TEXT_LIMIT, type Role, type Tried, type TriedFinding } from "../../contract";
import { ask } from "../api";
import { Act } from "../parts/act";
import { Choice, Field } from "../parts/field";
import { LevelMark } from "../parts/level";
import { TroubleNote } from "../parts/trouble_note";
import { marked } from "../talk/marked";
import type { Trouble } from "../trouble";

const SPEAKERS = [["visitor", "a visitor"], ["peer", "a peer"], ["moderator", "a moderator"]] as const;

/** By their names in config/policy.toml. */
export const ACTIONS: Readonly<Record<string, string>> = {
  hint: "The peer reads the reason beside the message.",
  help_card: "The visitor sees lines that are open now.",
  flag: "A flag goes to the moderators.",
  withhold: "It is held back, and who wrote it is told.",
  second_opinion: "The slower models are asked as well.",
  end: "The conversation ends, unless anybody in it is in danger.",
};

/** The check, its rule, and how sure a model was. */
function by({ check, rule, share }: TriedFinding): string {
  const parts = [check, rule === "" ? "" : `“${rule}”`, share === null ? "" : share.toFixed(2)];
  return parts.filter((part) => part !== "").join(" ");
}

interface Result {
  readonly text: string;
  readonly tried: Tried;
}

export function TryRules() {
  const [text, setText] = useState("");
  const [before, setBefore] = useState("");
  const [speaker, setSpeaker] = useState("visitor");
  const [result, setResult] = useState<Result | null>(null);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const run = async () => {
    const answer = await ask("/api/rules/try", { text, before, speaker: speaker as Role });
    setTrouble(answer.ok ? null : answer);
    setResult(answer.ok ? { text, tried: answer.body } : null);
  };
  return (
    <details class="sheet">
      <summary>Try the rules</summary>
      <p class="quiet small">
        The same lexicon, model and policy as every message goes through before it is delivered. Nothing is kept. Please do not paste
        what a visitor wrote.
      </p>
      <Choice label="If this were said by" value={speaker} options={SPEAKERS} change={setSpeaker} />
      <Field label="What was said before, if anything" value={before} change={setBefore} lines={2} limit={TEXT_LIMIT} />
      <Field label="The words to try" value={text} change={setText} lines={3} limit={TEXT_LIMIT} />
      <TroubleNote trouble={trouble} dismiss={() => setTrouble(null)} />
      {text.trim() === "" ? null : (
        <p>
          <Act run={run} class="primary">
            Try it
          </Act>
        </p>
      )}
      <div role="status">{result === null ? null : <Found {...result} />}</div>
    </details>
  );
}

export function Found({ text, tried, label = "What was found" }: Result & { readonly label?: string }) {
  return (
    <section aria-label={label}>
      <p>
        <LevelMark level={tried.level} />{" "}
        {tried.findings.length === 0 ? "Nothing was found." : `${tried.findings.length} found.`}
        {tried.complete ? "" : " A check failed, so a person would look."}
      </p>
      <p class="words">
        {marked(text, tried.findings).map((piece, at) =>
          piece.noticed ? <mark key={at}>{piece.text}</mark> : <span key={at}>{piece.text}</span>,
        )}
      </p>
      <ul class="known small">
        {tried.findings.map((one) => (
          <li key={`${one.check} ${one.concern} ${one.start} ${one.reason}`}>
            <strong>{one.concern.replaceAll("_", " ")}</strong>, {one.severity} of 4: {one.reason} ({by(one)})
          </li>
        ))}
        {tried.actions.map((one) => (
          <li key={one}>{ACTIONS[one] ?? one}</li>
        ))}
      </ul>
    </section>
  );
}
