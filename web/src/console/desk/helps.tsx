// What helps with this conversation: what to do at this level, asking about risk, and the directory.
import type { DeskConversation } from "../../contract";
import { Assessment } from "../parts/assessment";
import { levelName } from "../parts/level";
import type { Service } from "../service";
import { Directory } from "../talk/directory";
import { resourceText } from "../talk/resource_text";
import { PlanSheet } from "./plan_sheet";
import { Script } from "./script";
import type { DeskSession } from "./session";

export type Help = "script" | "assessment" | "plan" | "directory";

export function helpId(help: Help): string {
  return `help-${help}`;
}

export interface HelpsProps {
  readonly conversation: DeskConversation;
  readonly session: DeskSession;
  readonly service: Service;
  readonly help: Help | null;
  readonly setHelp: (help: Help | null) => void;
  readonly insert: (words: string) => void;
}

export function Helps({ conversation, session, service, help, setHelp, insert }: HelpsProps) {
  // Opening one closes the other: two do not fit.
  const toggled = (which: Help) => (event: { readonly currentTarget: HTMLDetailsElement }) => {
    if (event.currentTarget.open) setHelp(which);
    else if (help === which) setHelp(null);
  };
  return (
    <>
      <details class="sheet" open={help === "script"} onToggle={toggled("script")}>
        <summary id={helpId("script")}>
          What to do now ({levelName(conversation.level)}) <kbd>Alt+S</kbd>
        </summary>
        <Script conversation={conversation} session={session} service={service} />
      </details>
      <details class="sheet" open={help === "assessment"} onToggle={toggled("assessment")}>
        <summary id={helpId("assessment")}>
          Ask about risk <kbd>Alt+Q</kbd>
        </summary>
        <Assessment
          service={service}
          card={conversation.assessment}
          save={(answers) => session.act("assess", { conversation: conversation.id, ...answers })}
          use={insert}
        />
      </details>
      <details class="sheet" open={help === "plan"} onToggle={toggled("plan")}>
        <summary id={helpId("plan")}>
          Safety plan <kbd>Alt+P</kbd>
        </summary>
        <PlanSheet conversation={conversation} session={session} service={service} />
      </details>
      <details class="sheet" open={help === "directory"} onToggle={toggled("directory")}>
        <summary id={helpId("directory")}>
          Helplines and services <kbd>Alt+R</kbd>
        </summary>
        <Directory
          service={service}
          find={(asked) => session.link.ask("find_resources", asked)}
          choose={(resource) => insert(resourceText(resource))}
          chooseLabel="Put into my message"
        />
      </details>
    </>
  );
}
