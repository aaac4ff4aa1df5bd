// What may be said of the visitor to the service that takes them over: their approved words, or nothing.
import type { ReferralCard } from "../../contract";

export function PassOn({ referral }: { readonly referral: ReferralCard }) {
  if (referral.without !== null) return <Decided summary={referral.summary} />;
  if (referral.summary === "") return <p>Nothing may be passed on: the visitor approved no words.</p>;
  return (
    <>
      <p>Pass on these words only. The visitor approved them:</p>
      <blockquote>{referral.summary}</blockquote>
    </>
  );
}

function Decided({ summary }: { readonly summary: string }) {
  if (summary === "") return <p>No words were written down. Pass on only what is needed to help.</p>;
  return (
    <>
      <p>Pass on only what is needed to help:</p>
      <blockquote>{summary}</blockquote>
    </>
  );
}
