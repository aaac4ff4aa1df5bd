// What helps with this conversation: what to do at this level, asking about risk, and the directory.
import type { ComponentChildren } from "preact";
import type { DeskConversation } from "../../contract";
import { lineText } from "../../shared/line_text";
import { Assessment } from "../parts/assessment";
import { levelName } from "../parts/level";
import type { Service } from "../service";
import { Directory } from "../talk/directory";
import { lookingOf } from "../talk/looking";
import { NotesSheet } from "./notes_sheet";
import { PlanSheet } from "./plan_sheet";
import { Script } from "./script";
import type { DeskSession } from "./session";

export type Help = "script" | "assessment" | "plan" | "notes" | "directory";

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
  const sheet = { help, setHelp };
  return (
    <>
      <Sheet {...sheet} which="script" title={`What to do now (${levelName(conversation.level)})`} keys="Alt+S">
        <Script conversation={conversation} session={session} service={service} />
      </Sheet>
      <Sheet {...sheet} which="assessment" title="Ask about risk" keys="Alt+Q">
        <Assessment
          service={service}
          card={conversation.assessment}
          save={(answers) => session.act("assess", { conversation: conversation.id, ...answers })}
          use={insert}
        />
      </Sheet>
      <Sheet {...sheet} which="plan" title="Safety plan" keys="Alt+P">
        <PlanSheet conversation={conversation} session={session} service={service} />
      </Sheet>
      <Sheet {...sheet} which="notes" title="Notes: the visitor does not see them" keys="Alt+N">
        <NotesSheet key={conversation.id} conversation={conversation} session={session} />
      </Sheet>
      <Sheet {...sheet} which="directory" title="Helplines and services" keys="Alt+R">
        {help === "directory" ? (
          <Directory
            key={conversation.id}
            service={service}
            looking={lookingOf(conversation)}
            find={(asked) => session.link.ask("find_resources", asked)}
            choose={(resource) => insert(lineText(resource))}
            chooseLabel="Put into my message"
          />
        ) : null}
      </Sheet>
    </>
  );
}

interface SheetProps extends Pick<HelpsProps, "help" | "setHelp"> {
  readonly which: Help;
  readonly title: string;
  readonly keys: string;
  readonly children: ComponentChildren;
}

/** Opening one closes the other: two do not fit. */
function Sheet({ which, title, keys, help, setHelp, children }: SheetProps) {
  const toggled = (event: { readonly currentTarget: HTMLDetailsElement }) => {
    if (event.currentTarget.open) setHelp(which);
    else if (help === which) setHelp(null);
  };
  return (
    <details class="sheet" open={help === which} onToggle={toggled}>
      <summary id={helpId(which)}>
        {title} <kbd>{keys}</kbd>
      </summary>
      {children}
    </details>
  );
}
