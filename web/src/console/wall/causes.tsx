// What a flag was found by: the part of the screen, its rule, and what a model's number means beside them.
import type { FlagCause } from "../../contract";

/** The parts of the screen by their names in a finding. What is not here is shown by its own name. */
const PARTS: Readonly<Record<string, string>> = {
  lexicon: "Phrase",
  context: "Answer to the question",
  inline: "Fast model",
  encoder: "Model of the second opinion",
  together: "All parts together",
  contact_details: "Contact details",
  spam: "Spam",
  detoxify: "Detoxify",
};
const COURSE = "course.";

export function Causes({ causes }: { readonly causes: readonly FlagCause[] }) {
  if (causes.length === 0) return null;
  return (
    <details class="small">
      <summary>What found it</summary>
      <ul class="reasons">
        {causes.map((one) => (
          <li key={`${one.check} ${one.concern} ${one.rule}`}>{causeInWords(one)}</li>
        ))}
      </ul>
    </details>
  );
}

export function causeInWords({ concern, check, rule, share }: FlagCause): string {
  const part = check.startsWith(COURSE) ? "Course of the conversation" : (PARTS[check] ?? check);
  const by = rule === "" ? "" : ` “${rule}”`;
  const sure = share === null ? "" : `, score ${Math.round(share * 100)} of 100`;
  return `${part}${by}: ${concern.replaceAll("_", " ")}${sure}`;
}
