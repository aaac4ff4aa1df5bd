// The administrator's page of the screen: words tried against every rule, and the house's own phrases.
import { useAsked } from "../care/use_asked";
import { TroubleNote } from "../parts/trouble_note";
import { TryRules } from "../review/try_rules";
import { NewPhrase } from "./new_phrase";
import { OwnPhraseList } from "./own_phrase_list";

export function RulesPage() {
  const { body, trouble, again, act } = useAsked("/api/rules/own", {});
  return (
    <main class="page" id="main">
      <h1>Rules</h1>
      <TryRules />
      <TroubleNote trouble={trouble} />
      {body === null ? null : (
        <>
          <OwnPhraseList phrases={body.phrases} takeOut={(phrase) => act("/api/rules/own/take-out", { phrase })} />
          <NewPhrase languages={body.languages} added={again} />
        </>
      )}
    </main>
  );
}
