// What the moderator's page knows. Plain data; changed only by `next`.
import type { Alarm, AskedCard, DutyState, FlagCard, Health, LockedView, ShiftPeer, WallConversation, WallRenewed, WallView } from "../../contract";
import type { LinkState } from "../../shared/link";
import { NO_WORDS, nextLocked, nextWords, onlyOf, unsentOf, type Words, withReceived, type WordsChange } from "../talk/words";
import type { Trouble } from "../trouble";

type ById<Card> = Readonly<Record<string, Card>>;

export interface Wall {
  readonly link: LinkState;
  readonly duty: DutyState | null;
  readonly flags: ById<FlagCard>;
  readonly conversations: ById<WallConversation>;
  readonly health: Health | null;
  /** Peers on shift. */
  readonly peers: readonly ShiftPeer[];
  /** Somebody asks this moderator to take a conversation over. */
  readonly asked: AskedCard | null;
  /** How much waits, while the console is locked and all else is gone from the page. */
  readonly behind: LockedView | null;
  readonly words: Words;
  /** The conversation in the second pane. */
  readonly chosen: string | null;
  readonly alarms: readonly Alarm[];
  /** What waited for this moderator (see needs.ts) and was put away on this page. */
  readonly dismissed: readonly string[];
  /** Sounds (see order.ts) that somebody has answered on this page. */
  readonly silenced: readonly string[];
  readonly trouble: Trouble | null;
}

export type WallChange =
  | { readonly kind: "link"; readonly state: LinkState }
  | { readonly kind: "view"; readonly view: WallView }
  | { readonly kind: "wall"; readonly renewed: WallRenewed }
  | { readonly kind: "behind"; readonly view: LockedView }
  | { readonly kind: "chosen"; readonly conversation: string | null }
  | { readonly kind: "looking"; readonly conversation: string; readonly how: "read" | "join" }
  | { readonly kind: "alarm"; readonly alarm: Alarm }
  | { readonly kind: "alarm_seen"; readonly conversation: string }
  | { readonly kind: "dismissed"; readonly need: string }
  | { readonly kind: "silenced"; readonly sounds: readonly string[] }
  | { readonly kind: "trouble"; readonly trouble: Trouble | null }
  | WordsChange;

export const START: Wall = {
  link: "connecting",
  duty: null,
  flags: {},
  conversations: {},
  health: null,
  peers: [],
  asked: null,
  behind: null,
  words: NO_WORDS,
  chosen: null,
  alarms: [],
  dismissed: [],
  silenced: [],
  trouble: null,
};

export function next(wall: Wall, change: WallChange): Wall {
  switch (change.kind) {
    case "link":
      return { ...wall, link: change.state };
    case "view":
      return withView(wall, change.view);
    case "wall":
      return wall.behind === null ? withRenewed(wall, change.renewed) : wall;
    case "behind":
      return behindLock(wall, change.view);
    case "chosen":
      return { ...wall, chosen: change.conversation };
    case "looking":
      return withLook(wall, change.conversation, change.how);
    case "alarm":
      return { ...wall, alarms: [...withoutAlarm(wall, change.alarm.conversation), change.alarm] };
    case "alarm_seen":
      return { ...wall, alarms: withoutAlarm(wall, change.conversation) };
    case "dismissed":
      return { ...wall, dismissed: [...wall.dismissed, change.need] };
    case "silenced":
      return { ...wall, silenced: [...wall.silenced, ...change.sounds] };
    case "trouble":
      return { ...wall, trouble: change.trouble };
    default:
      return { ...wall, words: (wall.behind === null ? nextWords : nextLocked)(wall.words, change) };
  }
}

/** Numbers stay, words go; an alarm is one to look at, and holds no words. */
function behindLock({ link, chosen, alarms, dismissed, silenced, words }: Wall, behind: LockedView): Wall {
  return { ...START, link, chosen, alarms, dismissed, silenced, words: unsentOf(words), behind };
}

/** Every conversation that one hears, with its backstage, and how many words each has. */
export function lastSeqs(cards: readonly WallConversation[]): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  for (const card of cards.filter(hears)) {
    found.set(card.id, card.last_seq);
    if (card.backstage !== null) found.set(card.backstage, card.backstage_seq);
  }
  return found;
}

function withView(wall: Wall, view: WallView): Wall {
  const { duty, health, asked, peers } = view;
  const fresh = { ...wall, duty, health, asked, peers, behind: null, flags: byId(view.flags), conversations: byId(view.conversations) };
  return tidy(fresh);
}

function withRenewed(wall: Wall, renewed: WallRenewed): Wall {
  const flags = merged(wall.flags, renewed.flags, renewed.flags_gone);
  const conversations = merged(wall.conversations, renewed.conversations, renewed.conversations_gone);
  const { duty, health, asked } = renewed;
  const peers = renewed.peers ?? wall.peers;
  const fresh = { ...wall, duty, asked, flags, conversations, peers, health: health ?? wall.health };
  return tidy(fresh);
}

export function hears(card: WallConversation): boolean {
  return card.reading || card.joined;
}

/** Words that one no longer reads leave the page. */
function tidy(wall: Wall): Wall {
  const cards = Object.values(wall.conversations);
  const heard = new Set(lastSeqs(cards).keys());
  return { ...wall, words: onlyOf(withReceived(wall.words, cards), heard) };
}

/** The server has let one in: the page need not wait for the card that says so. */
function withLook(wall: Wall, conversation: string, how: "read" | "join"): Wall {
  const card = wall.conversations[conversation];
  if (card === undefined) return wall;
  const looked = how === "read" ? { ...card, reading: true } : { ...card, reading: false, joined: true };
  return { ...wall, conversations: { ...wall.conversations, [conversation]: looked } };
}

function byId<Card extends { readonly id: string }>(cards: readonly Card[]): ById<Card> {
  return Object.fromEntries(cards.map((card) => [card.id, card]));
}

function merged<Card extends { readonly id: string }>(
  known: ById<Card>,
  changed: readonly Card[],
  gone: readonly string[],
): ById<Card> {
  if (changed.length === 0 && gone.length === 0) return known;
  const fresh: Record<string, Card> = { ...known };
  for (const card of changed) fresh[card.id] = card;
  if (gone.length === 0) return fresh;
  const left = new Set(gone);
  return byId(Object.values(fresh).filter((card) => !left.has(card.id)));
}

function withoutAlarm(wall: Wall, conversation: string): readonly Alarm[] {
  return wall.alarms.filter((alarm) => alarm.conversation !== conversation);
}
