// The house's own phrases that stand: each with what it means, who put it live, and the way out.
import type { OwnPhraseCard } from "../../contract";
import { day } from "../../shared/times";
import { Act } from "../parts/act";
import { Wide } from "../parts/wide";

interface OwnPhraseListProps {
  readonly phrases: readonly OwnPhraseCard[];
  readonly takeOut: (id: string) => Promise<boolean>;
}

export function OwnPhraseList({ phrases, takeOut }: OwnPhraseListProps) {
  return (
    <section class="sheet" aria-labelledby="own-phrases">
      <h2 id="own-phrases">Our own phrases</h2>
      <p class="quiet small">
        They are looked for beside the lexicons, in every message. They add to what is found; none of them switches a rule off.
      </p>
      {phrases.length === 0 ? <p>There are none.</p> : <Phrases phrases={phrases} takeOut={takeOut} />}
    </section>
  );
}

function Phrases({ phrases, takeOut }: OwnPhraseListProps) {
  return (
    <Wide label="Table of own phrases">
      <thead>
        <tr>
          <th scope="col">Phrase</th>
          <th scope="col">Means</th>
          <th scope="col">Source and note</th>
          <th scope="col">Live since</th>
          <th scope="col">Out</th>
        </tr>
      </thead>
      <tbody>
        {phrases.map((one) => (
          <Row key={one.id} one={one} takeOut={takeOut} />
        ))}
      </tbody>
    </Wide>
  );
}

function Row({ one, takeOut }: { readonly one: OwnPhraseCard } & Pick<OwnPhraseListProps, "takeOut">) {
  const { phrase, language, concern, severity, reason, source, note, wherever } = one.draft;
  return (
    <tr>
      <th scope="row">
        {phrase} ({language}){wherever ? ", wherever it stands" : ""}
        {one.wrong === "" ? null : <p class="wrong">Not looked for any more: {one.wrong}</p>}
      </th>
      <td>
        <strong>{concern.replaceAll("_", " ")}</strong>, {severity} of 4: {reason}
      </td>
      <td>
        {source} {note}
      </td>
      <td>
        {day(one.at)}, by {one.by}
      </td>
      <td>
        <Act run={() => takeOut(one.id)} label={`Take out: ${phrase}`}>
          Take out
        </Act>
      </td>
    </tr>
  );
}
