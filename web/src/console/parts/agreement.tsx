// The agreement: what one promises, which version, and since when.
import type { Agreement } from "../../contract";
import { day } from "../../shared/times";
import { Act } from "./act";

export interface AgreementPartProps {
  readonly agreement: Agreement;
  readonly agree: () => Promise<boolean>;
}

export function AgreementPart({ agreement, agree }: AgreementPartProps) {
  return (
    <section aria-labelledby="agreement">
      <h3 id="agreement">Our agreement (version {agreement.version})</h3>
      <ul>
        {agreement.paragraphs.map((words) => (
          <li key={words}>{words}</li>
        ))}
      </ul>
      {agreement.agreed_at === null ? (
        <p>
          <Act class="primary" run={agree}>
            I have read this and agree
          </Act>
        </p>
      ) : (
        <p role="status">You agreed on {day(agreement.agreed_at)}.</p>
      )}
    </section>
  );
}
