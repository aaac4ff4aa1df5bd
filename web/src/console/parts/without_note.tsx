// That somebody went ahead without the visitor's yes: who, when, why.
import type { ReferralCard } from "../../contract";
import { clock } from "../../shared/times";

export function WithoutNote({ referral }: { readonly referral: ReferralCard }) {
  const { without } = referral;
  if (without === null) return null;
  const by = without.by === "" ? "" : ` by ${without.by}`;
  return (
    <div class="trouble">
      <p>
        <strong>Without the visitor's yes</strong>, decided{by} at {clock(without.at)}: {without.reason}.{" "}
        {without.told ? "The visitor was told." : "The visitor is not told."}
      </p>
      {without.words === "" ? null : <p class="small">{without.words}</p>}
    </div>
  );
}
