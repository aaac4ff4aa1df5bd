// What to do at this level. Once one hears the conversation its words need the room.
import type { WallConversation } from "../../contract";
import { withEmergency } from "../parts/country";
import { levelName } from "../parts/level";
import { PathPart } from "../parts/path_part";
import type { Service } from "../service";
import type { WallSession } from "./session";
import { hears } from "./state";

export interface PaneChecklistProps {
  readonly card: WallConversation;
  readonly session: WallSession;
  readonly service: Service;
}

export function PaneChecklist({ card, session, service }: PaneChecklistProps) {
  const checklist = (service.checklists[card.level] ?? []).map((step) => withEmergency(step, card.country));
  const words = card.path === null ? undefined : service.paths[card.path];
  return (
    <details class="sheet checklist" open={(card.level >= 2 || words !== undefined) && !hears(card)}>
      <summary>What to do now ({levelName(card.level)})</summary>
      <Steps steps={checklist} />
      {words ? (
        <>
          <h3>{words.name}</h3>
          <Steps steps={words.checklist} />
        </>
      ) : null}
      {card.kind === "room" ? null : (
        <PathPart
          service={service}
          path={card.path}
          take={(path) => session.act("take_path", { conversation: card.id, path })}
        />
      )}
    </details>
  );
}

function Steps({ steps }: { readonly steps: readonly string[] }) {
  return (
    <ol>
      {steps.map((step) => (
        <li key={step}>{step}</li>
      ))}
    </ol>
  );
}
