// In a room: who is here, what is said, and a note for words that may be hard to read.
import { useState } from "preact/hooks";
import { Announcer } from "../../shared/announcer";
import type { BeforeProps } from "../before";
import { Trouble } from "../parts/trouble";
import { HelpCardView } from "../talk/help_card";
import { ReferralView } from "../talk/referral";
import { Composer } from "../talk/composer";
import { Log } from "../talk/log";
import { useQuiet } from "../talk/quiet";
import { writingWords } from "../talk/writing";
import { spoken } from "../talk/spoken";
import { WORDS } from "../words";
import { Careful } from "./careful";
import { RoomHead } from "./room_head";
import { RoomMenu } from "./room_menu";

export function InRoom(props: BeforeProps) {
  const { state, data, visit } = props;
  const [careful, setCareful] = useState(false);
  const quiet = useQuiet();
  const room = state.view?.room;
  if (!room) return null;
  const say = (text: string) => {
    visit.say(text, careful);
    setCareful(false);
  };
  const typed = (text: string) => (text === "" || quiet.quiet ? visit.typing.stopped() : visit.typing.pressed());
  return (
    <section class="talk">
      <RoomHead {...props} room={room} />
      <Log {...props} />
      <Announcer text={spoken(props)} />
      <div class="dock">
        <Trouble {...props}>{room.muted ? <p class="trouble">{WORDS.room.muted}</p> : null}</Trouble>
        <HelpCardView {...props} />
        <ReferralView {...props} />
        <p class="writing small quiet">{writingWords(state.writing)}</p>
        <Composer data={data} label={WORDS.chat.writing.write} typed={typed} say={say}>
          <Careful on={careful} set={setCareful} label={WORDS.room.careful} />
        </Composer>
        <RoomMenu {...props} {...quiet} room={room} />
      </div>
    </section>
  );
}
