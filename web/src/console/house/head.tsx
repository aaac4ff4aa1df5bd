// The top of every page: tabs, the state of each line, alerts, and the way out.
import type { Me } from "../../contract";
import type { LinkState } from "../../shared/link";
import { unread } from "../alert/new_words";
import { offers } from "../alert/wanted";
import { newCoaching } from "../care/new_coaching";
import type { DeskSession } from "../desk/session";
import type { WallSession } from "../wall/session";
import { useKeys } from "../parts/keys";
import { AlertSettings } from "./alert_settings";
import { KeyList } from "./key_list";
import { lock } from "./lock";
import { SignOut } from "./sign_out";
import { TAB_NAMES, type Tab } from "./tabs";

export interface HeadProps {
  readonly me: Me;
  readonly name: string;
  readonly tabs: readonly Tab[];
  readonly front: Tab | null;
  readonly desk: DeskSession | null;
  readonly wall: WallSession | null;
  readonly leave: () => Promise<void>;
}

export function Head({ me, name, tabs, front, desk, wall, leave }: HeadProps) {
  useKeys({ "Alt+l": lock });
  return (
    <header class="head">
      <a class="skip" href="#main" onClick={toMain}>
        Skip to the content
      </a>
      <p class="brand">{name}</p>
      <nav aria-label="Pages">
        {tabs.map((one) => (
          <a key={one} href={`#${one}`} aria-current={one === front ? "page" : undefined}>
            {TAB_NAMES[one]}
            {one === "desk" && desk ? <Count of={offers(desk.desk.value).length + unread.value} /> : null}
            {one === "shifts" ? <Count of={newCoaching.value} /> : null}
            {one === "wall" && wall ? <Count of={openFlags(wall)} /> : null}
          </a>
        ))}
      </nav>
      <Line state={worst(desk?.desk.value.link, wall?.wall.value.link)} />
      <span class="row end">
        <KeyList front={front} />
        <AlertSettings answers={desk !== null} moderates={wall !== null} />
        <span class="quiet small me">{me.name}</span>
        <button type="button" class="plain" aria-keyshortcuts="Alt+L" onClick={lock}>
          Lock
        </button>
        <SignOut desk={desk} wall={wall} leave={leave} />
      </span>
    </header>
  );
}

function toMain(event: Event): void {
  event.preventDefault(); // the address belongs to the tabs
  const main = document.getElementById("main");
  main?.setAttribute("tabindex", "-1");
  main?.focus();
}

function Count({ of }: { readonly of: number }) {
  return of === 0 ? null : <strong class="count">{of}</strong>;
}

function openFlags(wall: WallSession): number {
  return Object.values(wall.wall.value.flags).filter((flag) => flag.state !== "resolved").length;
}

const LINE: Readonly<Record<LinkState, string>> = {
  connecting: "Connecting …",
  up: "Connected",
  down: "No connection, trying again",
  elsewhere: "Open in another tab",
  refused: "Not let in",
};

const BAD_FIRST: readonly LinkState[] = ["refused", "elsewhere", "down", "connecting", "up"];

function worst(...states: readonly (LinkState | undefined)[]): LinkState | null {
  return BAD_FIRST.find((state) => states.includes(state)) ?? null;
}

function Line({ state }: { readonly state: LinkState | null }) {
  return (
    <p role="status" class={`line line-${state ?? "none"}`}>
      {state === null ? "" : LINE[state]}
    </p>
  );
}
