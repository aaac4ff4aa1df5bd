// What everybody who works here has, and until when. No document is kept: only that somebody saw it.
import type { Holding, PaperCard, PaperKind } from "../../contract";
import { day } from "../../shared/times";
import { useAsked } from "../care/use_asked";
import { Act } from "../parts/act";
import { TroubleNote } from "../parts/trouble_note";
import { Wide } from "../parts/wide";

export function Papers() {
  const { body, trouble, act } = useAsked("/api/papers", {});
  if (body === null) return trouble === null || trouble.code === "not_found" ? null : <TroubleNote trouble={trouble} />;
  const note = (staff: string, kind: PaperKind) => act("/api/papers/note", { whose: staff, kind });
  return (
    <section class="sheet" aria-labelledby="papers">
      <h2 id="papers">Agreement, check, probation</h2>
      <TroubleNote trouble={trouble} />
      <Wide label="Table of papers">
        <thead>
          <tr>
            <th scope="col">Name</th>
            <th scope="col">Agreement</th>
            <th scope="col">Background check</th>
            <th scope="col">Probation</th>
            <th scope="col">Note</th>
          </tr>
        </thead>
        <tbody>
          {body.people.map((one) => (
            <Row key={one.staff} one={one} note={note} />
          ))}
        </tbody>
      </Wide>
    </section>
  );
}

interface RowProps {
  readonly one: Holding;
  readonly note: (staff: string, kind: PaperKind) => Promise<boolean>;
}

function Row({ one, note }: RowProps) {
  const of = (kind: PaperKind) => one.papers.find((paper) => paper.kind === kind);
  return (
    <tr>
      <th scope="row">{one.name}</th>
      <td>{until(of("agreement"))}</td>
      <td>{until(of("check"))}</td>
      <td>{until(of("probation"))}</td>
      <td>
        <span class="row">
          <Act run={() => note(one.staff, "check")} label={`Check seen today: ${one.name}`}>
            Check seen today
          </Act>
          <Act run={() => note(one.staff, "probation")} label={`Probation from today: ${one.name}`}>
            Probation from today
          </Act>
        </span>
      </td>
    </tr>
  );
}

function until(paper: PaperCard | undefined) {
  if (paper === undefined) return "–";
  const version = paper.version === "" ? "" : `${paper.version}, `;
  if (paper.over) return <strong>{version}over since {day(paper.expires_at)}</strong>;
  const words = `${version}until ${day(paper.expires_at)}`;
  return paper.soon ? <strong>{words} (soon)</strong> : words;
}
