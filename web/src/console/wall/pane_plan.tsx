// The safety plan as far as it is written, for a moderator who reads along or has joined.
import type { WallConversation } from "../../contract";
import { PLAN_STEPS } from "../../shared/plan_form";
import { entryAt } from "../../shared/plan_writer";
import type { Service } from "../service";

export interface PanePlanProps {
  readonly card: WallConversation;
  readonly service: Service;
}

export function PanePlan({ card, service }: PanePlanProps) {
  const { plan } = card;
  if (plan === null || service.plan === null) return null;
  const { steps, title } = service.plan;
  return (
    <details class="sheet">
      <summary>{title}</summary>
      <dl>
        {PLAN_STEPS.map((step) => {
          const entry = entryAt(plan.entries, step);
          if (entry === null || entry.text === "") return null;
          return (
            <div key={step}>
              <dt>{steps[step].title}</dt>
              <dd class="words">
                {entry.text} <span class="quiet small">({entry.name})</span>
              </dd>
            </div>
          );
        })}
      </dl>
    </details>
  );
}
