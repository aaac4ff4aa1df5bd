// One conversation of the peer: the words, the box to write in, and its helps beside it.
import { useState } from "preact/hooks";
import type { DeskConversation, ResourceCard } from "../../contract";
import { useKeys } from "../parts/keys";
import type { Service } from "../service";
import { Composer, focusComposer } from "../talk/composer";
import { addToDraft } from "../talk/drafts";
import { Log } from "../talk/log";
import { resourceText } from "../talk/resource_text";
import { talkOf } from "../talk/words";
import { AskModerator } from "./ask_moderator";
import { Backstage } from "./backstage";
import { Ending } from "./ending";
import { helpId, Helps, type Help } from "./helps";
import type { DeskSession } from "./session";
import { TalkHead } from "./talk_head";

export interface TalkProps {
  readonly conversation: DeskConversation;
  readonly session: DeskSession;
  readonly service: Service;
}

export function Talk({ conversation, session, service }: TalkProps) {
  const [asking, setAsking] = useState(false);
  const [help, setHelp] = useState<Help | null>("script");
  const { id } = conversation;
  const openHelp = (which: Help) => {
    setHelp(which);
    document.getElementById(helpId(which))?.focus();
  };
  useKeys({
    "Alt+m": () => setAsking(true),
    "Alt+s": () => openHelp("script"),
    "Alt+r": () => openHelp("directory"),
    "/": () => void focusComposer("visitor"),
    "Ctrl+z": () => session.keepOn(),
  });
  const insert = (resource: ResourceCard) => {
    addToDraft(id, resourceText(resource));
    focusComposer("visitor");
  };
  return (
    <>
      <section class="talk" aria-label={`Conversation with ${conversation.pseudonym}`}>
        <TalkHead conversation={conversation} service={service} ask={() => setAsking(true)} session={session} />
        <Words conversation={conversation} session={session} />
        <Closing conversation={conversation} session={session} />
      </section>
      <aside class="helps" aria-label="Beside the conversation">
        <Backstage conversation={conversation} session={session} />
        <Helps {...{ conversation, session, service, help, setHelp, insert }} />
      </aside>
      {asking ? <AskModerator conversation={id} session={session} close={() => setAsking(false)} /> : null}
    </>
  );
}

type PartProps = Pick<TalkProps, "conversation" | "session">;

function Words({ conversation, session }: PartProps) {
  const { words } = session.desk.value;
  return (
    <Log
      label={`Messages with ${conversation.pseudonym}`}
      talk={talkOf(words, conversation.id)}
      unsent={words.outbox.filter((item) => item.conversation === conversation.id)}
      courier={session.courier}
      to="visitor"
    />
  );
}

function Closing({ conversation, session }: PartProps) {
  const { ending } = session.desk.value;
  if (ending?.conversation === conversation.id) return <Ending at={ending.at} keepOn={() => session.keepOn()} />;
  if (conversation.phase === "closed") return <p class="quiet">This conversation has ended.</p>;
  return (
    <Composer
      to={conversation.id}
      name="visitor"
      label={`Write to ${conversation.pseudonym}`}
      courier={session.courier}
    />
  );
}
