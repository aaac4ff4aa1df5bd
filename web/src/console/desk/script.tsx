// What to do now: the hints and the sentences of the path and of the level, and which path it is.
import type { DeskConversation } from "../../contract";
import { PathPart } from "../parts/path_part";
import type { Service } from "../service";
import { scriptOf } from "./phrasing";
import type { DeskSession } from "./session";

export interface ScriptProps {
  readonly conversation: DeskConversation;
  readonly session: DeskSession;
  readonly service: Service;
}

/** That of the path comes first: it says with whom one talks. */
export function Script({ conversation, session, service }: ScriptProps) {
  const { hint, path } = conversation;
  const words = path === null ? undefined : service.paths[path];
  const script = scriptOf(conversation, service);
  return (
    <>
      {hint === "" && script.length === 0 ? <p class="quiet">Listen, and take your time.</p> : null}
      {words ? (
        <p class="hint">
          <strong>{words.name}.</strong> {words.peer_hint}
        </p>
      ) : null}
      {hint === "" ? null : <p class={`hint level-${conversation.level}`}>{hint}</p>}
      <ol class="script">
        {script.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
      <PathPart
        service={service}
        path={path}
        take={(taken) => session.act("take_path", { conversation: conversation.id, path: taken })}
      />
    </>
  );
}
