// What to do at this level: beside the conversation, where it is decided.
import type { WallConversation } from "../../contract";
import { levelName } from "../parts/level";
import type { Service } from "../service";

export interface PaneChecklistProps {
  readonly card: WallConversation;
  readonly service: Service;
}

export function PaneChecklist({ card, service }: PaneChecklistProps) {
  const checklist = service.checklists[card.level] ?? [];
  return (
    <details class="sheet checklist" open={card.level >= 3}>
      <summary>What to do now ({levelName(card.level)})</summary>
      <ol>
        {checklist.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
    </details>
  );
}
