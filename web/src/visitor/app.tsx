// Which screen is shown: before the visit our own steps, then what the server's view says.
import { Unbroken } from "../shared/unbroken";
import { useStore } from "../shared/use_store";
import { After, Forgotten } from "./after";
import { Consent, Distress, Topic, type BeforeProps } from "./before";
import type { PageData } from "./data";
import { LostLine } from "./lost_line";
import { ClosedNow } from "./parts/closed";
import { HelpHere } from "./parts/help_here";
import { Screen } from "./parts/screen";
import { AtDoor } from "./room/at_door";
import { InRoom } from "./room/in_room";
import { RoomDoor } from "./room/room_door";
import { OutOfDate, Trouble } from "./parts/trouble";
import { placeOf } from "./shown";
import { Talk } from "./talk/talk";
import type { Visit } from "./visit";
import { WORDS } from "./words";

export interface AppProps {
  readonly visit: Visit;
  readonly data: PageData;
}

export function App({ visit, data }: AppProps) {
  const state = useStore(visit.store);
  return (
    <Unbroken instead={<Broken state={state} data={data} visit={visit} />}>
      {docked(state) ? null : <Trouble state={state} data={data} visit={visit} />}
      <Shown state={state} data={data} visit={visit} />
    </Unbroken>
  );
}

/** A screen that cannot be drawn: who is in danger still has the numbers. */
function Broken({ state, data, visit }: BeforeProps) {
  return (
    <Screen title={WORDS.emergency.title}>
      <OutOfDate home={data.home} words={WORDS.chat.trouble.newer} />
      <HelpHere {...{ state, data, visit }} />
    </Screen>
  );
}

/** Where one talks the page scrolls: trouble is told where one writes, or nobody sees it. */
function docked({ step, forgotten, view }: BeforeProps["state"]): boolean {
  const place = placeOf(view);
  return !forgotten && step === "visit" && (place === "talk" || place === "in_room");
}

function Shown(props: BeforeProps) {
  const { state } = props;
  if (state.forgotten) return <Forgotten {...props} />;
  if (state.step === "visit") return <Visited {...props} />;
  if (state.step === "room") return <RoomDoor {...props} />;
  if (state.view?.closed) return <ClosedNow {...props} view={state.view} />;
  switch (state.step) {
    case "consent":
      return <Consent {...props} />;
    case "topic":
      return <Topic {...props} />;
    case "distress":
      return <Distress {...props} />;
  }
}

function Visited(props: BeforeProps) {
  switch (placeOf(props.state.view)) {
    case "connecting":
      return <Connecting {...props} />;
    case "at_door":
      return <AtDoor {...props} />;
    case "in_room":
      return <InRoom {...props} />;
    case "talk":
      return <Talk {...props} />;
    case "lapsed":
      return <LostLine {...props} />;
    case "after":
      return <After {...props} />;
  }
}

function Connecting({ state, data, visit }: BeforeProps) {
  return (
    <Screen title={WORDS.chat.common.connecting}>
      <HelpHere {...{ state, data, visit }} />
    </Screen>
  );
}
