// What to do at this level. Once one hears the conversation its words need the room.
import type { WallConversation } from "../../contract";
import { levelName } from "../parts/level";
import type { Service } from "../service";
import { hears } from "./state";

export interface PaneChecklistProps {
  readonly card: WallConversation;
  readonly service: Service;
}

export function PaneChecklist({ card, service }: PaneChecklistProps) {
  const checklist = service.checklists[card.level] ?? [];
  return (
    <details class="sheet checklist" open={card.level >= 2 && !hears(card)}>
      <summary>What to do now ({levelName(card.level)})</summary>
      <ol>
        {checklist.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
    </details>
  );
}
