// The safety plan from the peer's side: what stands there, who wrote it, and the box to write in.
import { useMemo } from "preact/hooks";
import type { DeskConversation } from "../../contract";
import { PlanForm } from "../../shared/plan_form";
import { fateOf, PlanWriter } from "../../shared/plan_writer";
import type { Service } from "../service";
import { resourceText } from "../talk/resource_text";
import type { DeskSession } from "./session";

const MOST = 3; // lines put in at once

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
  const lines = async () => {
    const answer = await session.link.ask("find_resources", { language });
    return answer.ok ? answer.body.resources.slice(0, MOST).map(resourceText).join("\n") : "";
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
        putLines={{ label: "Put in lines that are open now", lines }}
        closed={conversation.phase === "closed"}
      />
    </>
  );
}
