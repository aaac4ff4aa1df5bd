// Every live conversation, without its words: risk first, then who has waited longest.
import { useMemo, useState } from "preact/hooks";
import type { RoomCard, VisitState, WallConversation } from "../../contract";
import { inPlain } from "../../shared/known";
import { clock } from "../../shared/times";
import { inWords, now, secondsSince } from "../clock";
import { LevelMark } from "../parts/level";
import { Wide } from "../parts/wide";
import { pathLabel, topicLabel, type Service } from "../service";
import { FilterBar, useFilters } from "./filter_bar";
import { shown } from "./filters";
import { lullInWords } from "./lull_words";
import type { WallSession } from "./session";
import { Unheard } from "./unheard";

/** So many are drawn at once, the worst first: a large line must not slow down the flags above it. */
const PAGE = 100;

const COLUMNS = ["Risk", "Who", "State", "Here for", "Topic", "With"] as const;

export interface ConversationsProps {
  readonly session: WallSession;
  readonly service: Service;
}

export function Conversations({ session, service }: ConversationsProps) {
  const [filters, change] = useFilters();
  const [most, setMost] = useState(PAGE);
  const { chosen, conversations, flags } = session.wall.value;
  const all = Object.values(conversations);
  const { cards: kept, through } = shown(all, Object.values(flags), filters, now.peek());
  return (
    <section aria-labelledby="conversations">
      <h2 id="conversations">
        Conversations <span class="quiet small">{countOf(kept.length, all.length)}</span>
      </h2>
      {all.length === 0 ? null : <FilterBar all={all} filters={filters} change={change} service={service} />}
      {kept.length === 0 ? null : (
        <Wide label="Table of conversations">
          <thead>
            <tr>
              {COLUMNS.map((name) => (
                <th key={name} scope="col">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {kept.slice(0, most).map((card) => (
              <Still
                key={card.id}
                card={card}
                current={card.id === chosen}
                through={through.has(card.id)}
                session={session}
                service={service}
              />
            ))}
          </tbody>
        </Wide>
      )}
      {kept.length > most ? (
        <button type="button" onClick={() => setMost(most + PAGE)}>
          Show {Math.min(PAGE, kept.length - most)} more of {kept.length}
        </button>
      ) : null}
    </section>
  );
}

function countOf(kept: number, all: number): string {
  if (all === 0) return "none";
  return kept === all ? String(all) : `${kept} of ${all}`;
}

interface RowProps extends ConversationsProps {
  readonly card: WallConversation;
  readonly current: boolean;
  /** It is here in spite of the filters. */
  readonly through: boolean;
}

/** Drawn again only where its card has changed: on a large wall the others stay as they are. */
function Still(props: RowProps) {
  return useMemo(() => <Row {...props} />, [props.card, props.current, props.through]);
}

function Row({ card, current, through, session, service }: RowProps) {
  const open = () => session.apply({ kind: "chosen", conversation: card.id });
  return (
    <tr data-conversation={card.id} class={current ? "current" : ""}>
      <td>
        <LevelMark level={card.level} />
      </td>
      <th scope="row">
        <button type="button" class="opener" data-card={card.id} aria-current={current} onClick={open}>
          {cardName(card, service)}
        </button>
      </th>
      <td>
        {stateInWords(card)} <Lull lull={card.lull} />
        {card.ends_at === null ? null : <strong>ends at {clock(card.ends_at)} if nobody writes</strong>} <Unheard of={card.id} />
        {through ? <span class="small quiet"> · not in your filter, but can't wait</span> : null}
      </td>
      <td>{inWords(secondsSince(card.since, now.value))}</td>
      <td>
        {topicLabel(service, card.topic)}
        {card.path === null ? null : <strong class="small"> · {pathLabel(service, card.path)}</strong>}
      </td>
      <td>
        {card.company.filter((one) => one.role !== "visitor").map((one) => one.name).join(", ") || "nobody"}
        {card.mentoring === null ? null : <span class="small quiet"> · new peer</span>}
      </td>
    </tr>
  );
}

function Lull({ lull }: Pick<WallConversation, "lull">) {
  if (lull === null) return null;
  const words = lullInWords(lull);
  return lull.late ? <strong>{words}</strong> : <span class="small quiet">{words}</span>;
}

const STATES: Readonly<Record<VisitState, string>> = {
  arrived: "arrived",
  consented: "arriving",
  waiting: "waiting",
  offered: "offered to a peer",
  lapsed: "away for long",
  talking: "talking",
  at_door: "at the door of a room",
  in_room: "in a room",
  ended: "ended",
  left: "left",
};

/** A room has no name of its own: what it is about. */
export function cardName(card: WallConversation, service: Service): string {
  return card.kind === "room" ? `Room: ${topicLabel(service, card.topic)}` : card.pseudonym;
}

export function stateInWords(card: WallConversation): string {
  if (card.room !== null) return roomInWords(card.room);
  if (card.phase === "referred") return "referred";
  if (card.held_until !== null) return "paused";
  return inPlain(STATES, card.state);
}

function roomInWords({ state, taken, capacity, at_door }: RoomCard): string {
  const door = at_door === 0 ? "" : `, ${at_door} at the door`;
  return `${state}, ${taken} of ${capacity}${door}`;
}
