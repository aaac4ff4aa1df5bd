// One conversation of the peer: the words, the box to write in, and its helps beside it.
import { useState } from "preact/hooks";
import type { DeskConversation } from "../../contract";
import { useKeys } from "../parts/keys";
import type { Service } from "../service";
import { Composer, focusComposer } from "../talk/composer";
import { addToDraft } from "../talk/drafts";
import { Log } from "../talk/log";
import { lasting } from "../talk/waiting";
import { talkOf } from "../talk/words";
import { AskModerator } from "./ask_moderator";
import { Backstage } from "./backstage";
import { EndAndReport } from "./end_and_report";
import { Ending } from "./ending";
import { HandOver } from "./hand_over";
import { helpId, Helps, type Help } from "./helps";
import type { DeskSession } from "./session";
import { phrasingOf } from "./phrasing";
import { LullNote, SilenceNote } from "./silence";
import { LearnerPart } from "./learner_part";
import { MentorPart } from "./mentor_part";
import { StepAside } from "./step_aside";
import { type Asked, TalkHead } from "./talk_head";
import { UnsafeEnd } from "./unsafe_end";

export interface TalkProps {
  readonly conversation: DeskConversation;
  readonly session: DeskSession;
  readonly service: Service;
}

export function Talk({ conversation, session, service }: TalkProps) {
  const [asking, setAsking] = useState<Asked | null>(null);
  const [help, setHelp] = useState<Help | null>("script");
  const { id } = conversation;
  const openHelp = (which: Help) => {
    setHelp(which);
    document.getElementById(helpId(which))?.focus();
  };
  useKeys({
    "Alt+m": () => setAsking("moderator"),
    "Alt+h": () => void helpNow(conversation, session),
    "Alt+s": () => openHelp("script"),
    "Alt+q": () => openHelp("assessment"),
    "Alt+p": () => openHelp("plan"),
    "Alt+n": () => openHelp("notes"),
    "Alt+r": () => openHelp("directory"),
    "/": () => void focusComposer("visitor"),
    "Ctrl+z": () => session.keepOn(),
  });
  const insert = (words: string) => {
    addToDraft(id, words);
    focusComposer("visitor");
  };
  return (
    <>
      <section class="talk" aria-label={`Conversation with ${conversation.pseudonym}`}>
        <TalkHead {...{ conversation, service, session }} ask={setAsking} />
        <Words conversation={conversation} session={session} />
        <Quiet conversation={conversation} session={session} />
        <Closing {...{ conversation, session, service }} />
      </section>
      <aside class="helps" aria-label="Beside the conversation">
        <Backstage conversation={conversation} session={session} />
        <Helps {...{ conversation, session, service, help, setHelp, insert }} />
      </aside>
      <Asking {...{ asking, conversation, session, service }} ask={setAsking} />
    </>
  );
}

type AskingProps = TalkProps & { readonly asking: Asked | null; readonly ask: (what: Asked | null) => void };

/** One key, and no question: how grave it is can be said when somebody is there. */
function helpNow({ id, level }: DeskConversation, session: DeskSession): Promise<boolean> {
  return session.act("ask_moderator", { conversation: id, level: level === 0 ? 1 : level });
}

function Asking({ asking, conversation, session, service, ask }: AskingProps) {
  const close = () => ask(null);
  if (asking === null) return null;
  if (asking === "moderator") return <AskModerator conversation={conversation.id} session={session} close={close} />;
  if (asking === "report") return <EndAndReport {...{ conversation, session, close }} />;
  if (asking === "aside") return <StepAside {...{ conversation, session, close }} />;
  if (asking === "end") {
    return <UnsafeEnd {...{ conversation, session, close }} handOver={() => ask("peer")} stepAside={() => ask("aside")} />;
  }
  return <HandOver {...{ conversation, session, service, close }} />;
}

type PartProps = Pick<TalkProps, "conversation" | "session">;

function Words({ conversation, session }: PartProps) {
  const { words } = session.desk.value;
  return (
    <>
      <Log
        label={`Messages with ${conversation.pseudonym}`}
        talk={talkOf(words, conversation.id)}
        unsent={words.outbox.filter((item) => item.conversation === conversation.id)}
        courier={session.courier}
        to="visitor"
        labelling={{ conversation: conversation.id, moderates: false }}
      />
      <MentorPart conversation={conversation} session={session} />
      <LearnerPart conversation={conversation} session={session} />
    </>
  );
}

function Quiet({ conversation, session }: PartProps) {
  const { silence, lull } = conversation;
  if (silence) return <SilenceNote card={silence} conversation={conversation.id} session={session} />;
  const lasts = lasting(lull, talkOf(session.desk.value.words, conversation.id).lines);
  return lasts ? <LullNote lull={lasts} conversation={conversation} /> : null;
}

function Closing({ conversation, session, service }: TalkProps) {
  const { ending } = session.desk.value;
  if (ending?.conversation === conversation.id) return <Ending at={ending.at} keepOn={() => session.keepOn()} />;
  if (conversation.phase === "closed") return <p class="quiet">This conversation has ended.</p>;
  return (
    <Composer
      to={conversation.id}
      name="visitor"
      label={`Write to ${conversation.pseudonym}`}
      courier={session.courier}
      phrasing={phrasingOf(conversation, session, service)}
    />
  );
}
