// The peer's page: the shift, offers, conversations, and what helps with the one in front.
import { useEffect } from "preact/hooks";
import { AskedToTakeOver } from "../parts/asked_to";
import { Elsewhere } from "../parts/elsewhere";
import { awayInWords, LineLost } from "../parts/line_lost";
import { Offline } from "../parts/offline";
import { TroubleNote } from "../parts/trouble_note";
import { onDuty } from "../duty";
import type { DeskView, ReadingCard } from "../../contract";
import type { Service } from "../service";
import { drafts } from "../talk/drafts";
import { BreakRoomPart } from "./break_room";
import { Conversations } from "./conversations";
import { Offers } from "./offers";
import type { DeskSession } from "./session";
import { ReadingAlong } from "./reading_along";
import { Shift } from "./shift";
import { RoomList } from "../rooms/room_list";
import { RoomTalk } from "../rooms/room_talk";
import { inFront, lastSeqs, roomInFront, toWrapUp } from "./state";
import { Talk } from "./talk";
import { WrapUp } from "./wrap_up";

export interface DeskPageProps {
  readonly session: DeskSession;
  readonly service: Service;
}

export function DeskPage({ session, service }: DeskPageProps) {
  const desk = session.desk.value;
  useWarning(session);
  return (
    <Elsewhere state={desk.link} connect={() => session.link.connect()}>
      <main class="desk" id="main">
        <h1 class="spoken">Desk</h1>
        <div class="desk-side">
          <Shift session={session} service={service} />
          <TroubleNote trouble={desk.trouble} dismiss={() => session.apply({ kind: "trouble", trouble: null })} />
          <Offline
            state={desk.link}
            means={awayInWords(
              "desk",
              `What you write is kept and sent as soon as the line is back. After ${service.away_seconds} seconds you are shown as away.`,
            )}
          />
          <LineLost place="desk" />
          <AskedToTakeOver
            asked={desk.view?.asked ?? null}
            service={service}
            answer={(body) => session.act("answer_transfer", body)}
          />
          <Offers session={session} service={service} />
          <RoomList session={session} service={service} />
          <Conversations session={session} service={service} />
          {onDuty(desk.view?.duty ?? null) ? <BreakRoomPart /> : null}
        </div>
        <Front session={session} service={service} />
      </main>
    </Elsewhere>
  );
}

/** On probation, or a mentor; on shift, and with nobody. */
function learns(view: DeskView | null): view is DeskView & { readonly reading: ReadingCard } {
  return view !== null && view.reading !== null && onDuty(view.duty) && view.conversations.length === 0;
}

function Front({ session, service }: DeskPageProps) {
  const desk = session.desk.value;
  const conversation = inFront(desk);
  const over = toWrapUp(desk);
  if (over !== null) return <WrapUp key={over} conversation={over} session={session} service={service} />;
  const room = roomInFront(desk);
  if (room) return <RoomTalk key={room.id} room={room} session={session} service={service} />;
  if (conversation) return <Talk key={conversation.id} conversation={conversation} session={session} service={service} />;
  if (learns(desk.view)) return <ReadingAlong session={session} card={desk.view.reading} />;
  return (
    <section class="desk-empty quiet" aria-label="Conversation">
      <p>{desk.view === null ? "One moment …" : "No conversation at the moment."}</p>
    </section>
  );
}

/** Leaving the page with words that nobody has yet is asked about by the browser. */
function useWarning(session: DeskSession): void {
  useEffect(() => {
    const ask = (event: BeforeUnloadEvent) => {
      const { words, ending, view } = session.desk.value;
      const written = view === null ? [] : [...lastSeqs(view).keys()].map((id) => drafts.value[id] ?? "");
      const unsaid = written.some((draft) => draft.trim() !== "");
      if (words.outbox.length > 0 || ending !== null || unsaid) event.preventDefault();
    };
    window.addEventListener("beforeunload", ask);
    return () => window.removeEventListener("beforeunload", ask);
  }, [session]);
}
