// The safety plan from the peer's side: what stands there, who wrote it, and the box to write in.
import { useMemo } from "preact/hooks";
import type { DeskConversation, Found } from "../../contract";
import { lineText } from "../../shared/line_text";
import { PlanForm } from "../../shared/plan_form";
import { fateOf, PlanWriter } from "../../shared/plan_writer";
import type { Service } from "../service";
import { CountryChoice } from "../talk/country_choice";
import { ANY, countryOf, lookingOf } from "../talk/looking";
import { countryName } from "../talk/resource_text";
import type { DeskSession } from "./session";

const MOST = 3; // lines put in at once
const NUMBERS = 2; // for an emergency: of many one does not know which to dial

export interface PlanSheetProps {
  readonly conversation: DeskConversation;
  readonly session: DeskSession;
  readonly service: Service;
}

export function PlanSheet({ conversation, session, service }: PlanSheetProps) {
  const { id, language } = conversation;
  const writer = useMemo(
    () => new PlanWriter(async (step, ref, text) => fateOf(await session.link.ask("write_plan", { conversation: id, step, ref, text }))),
    [id, session],
  );
  const country = countryOf(lookingOf(conversation));
  const lines = async () => {
    const answer = await session.link.ask("find_resources", { country, language });
    return answer.ok ? asText(answer.body, countryName(country, language)) : "";
  };
  if (service.plan === null) return null;
  return (
    <>
      <p class="quiet small">Written together: {conversation.pseudonym} sees every word, and can write too.</p>
      <PlanForm
        words={service.plan}
        plan={conversation.plan}
        writer={writer}
        by={(name) => `Written by ${name}`}
        waiting="Not kept yet."
        {...(country === ANY ? {} : { putLines: { label: `Put in lines of ${countryName(country)}`, lines } })}
        closed={conversation.phase === "closed"}
      />
      {country === ANY ? (
        <>
          <p class="small">No country is chosen here. Choose one to put in its lines.</p>
          <CountryChoice service={service} looking={lookingOf(conversation)} />
        </>
      ) : null}
    </>
  );
}

/** As the visitor's own page puts them in: what is dialled in an emergency, then lines, the open ones first. */
function asText({ emergency, resources }: Found, country: string): string {
  const numbers = emergency.length === 0 ? "" : `${country}: ${emergency.slice(0, NUMBERS).join(", ")}`;
  const lines = resources.map(lineText).filter((line) => line !== "");
  return [numbers, ...lines.slice(0, MOST)].filter((line) => line !== "").join("\n");
}
