// A room in the pane: closing it, and who sits in it. What worries about one of them is on their own card.
import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import type { Company, RoomPerson, WallConversation } from "../../contract";
import { Act } from "../parts/act";
import { countryInWords, EmergencyThere, PINNED_FROM } from "../parts/country";
import { LevelMark } from "../parts/level";
import { Question } from "../parts/question";
import type { WallSession } from "./session";
import { hears } from "./state";

export interface RoomPaneProps {
  readonly card: WallConversation;
  readonly session: WallSession;
  readonly children: ComponentChildren;
}

export function RoomPaneActs({ card, session, children }: RoomPaneProps) {
  const [sure, setSure] = useState(false);
  return (
    <>
      <div class="row pane-acts">
        {children}
        <button type="button" onClick={() => setSure(true)}>
          Close the room
        </button>
      </div>
      <Sitting card={card} session={session} />
      {sure ? (
        <Question
          title="Close this room?"
          yes="Close the room"
          grave
          run={() => session.act("close_room", { room: card.id })}
          trouble={session.wall.value.trouble}
          close={() => setSure(false)}
        >
          <p>Everybody in it is told that it is closed. Who talks with one of its peers alone goes on with that.</p>
        </Question>
      ) : null}
    </>
  );
}

type SittingProps = Omit<RoomPaneProps, "children">;

function Sitting({ card, session }: SittingProps) {
  const [removing, remove] = useState<string | null>(null);
  const members = new Map(card.company.filter((one) => one.role === "visitor").map((one) => [one.name, one]));
  return (
    <>
      <ul class="room-people" aria-label="Visitors in this room">
        {card.people.map((person) => {
          const member = members.get(person.name); // not while they talk alone, or wait
          return (
            <li key={person.name}>
              <Facts person={person} known={hears(card) || person.level >= PINNED_FROM} />
              {member && <MemberActs card={card} session={session} member={member} remove={() => remove(person.name)} />}
            </li>
          );
        })}
      </ul>
      {removing === null ? null : (
        <Question
          title={`Take ${removing} out of the room?`}
          yes="Take out"
          grave
          run={() => session.act("remove_member", { room: card.id, member: removing })}
          trouble={session.wall.value.trouble}
          close={() => remove(null)}
        >
          <p>They are told so kindly, and wait for one peer instead. The group reads only that they have gone out.</p>
        </Question>
      )}
    </>
  );
}

interface PersonProps {
  readonly person: RoomPerson;
  /** Whether their country is told, as in conversations. */
  readonly known: boolean;
}

function Facts({ person, known }: PersonProps) {
  const { name, level, aside, waits, country } = person;
  const notes = [aside ? "talks alone" : "", waits ? "waits for a peer" : "", known ? countryInWords(country) : ""];
  return (
    <>
      <p>
        {name} {level === 0 ? null : <LevelMark level={level} />}{" "}
        <span class="quiet small">{notes.filter((note) => note !== "").join(", ")}</span>
      </p>
      {known ? <EmergencyThere country={country} level={level} /> : null}
    </>
  );
}

type MemberProps = SittingProps & { readonly member: Company; readonly remove: () => void };

function MemberActs({ card, session, member, remove }: MemberProps) {
  const muted = member.standing === "muted";
  const mute = () => session.act("mute", { room: card.id, member: member.name, on: !muted });
  return (
    <p class="row">
      <Act run={mute} label={muted ? `Let write again: ${member.name}` : `Mute ${member.name}`}>
        {muted ? "Let write again" : "Mute"}
      </Act>
      <button type="button" aria-label={`Take out ${member.name}`} onClick={remove}>
        Take out
      </button>
    </p>
  );
}
