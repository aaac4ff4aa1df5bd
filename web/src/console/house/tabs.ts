// Which pages somebody has, and which one is in front: the address says it, so "back" works.
import { signal } from "@preact/signals";
import type { Role } from "../../contract";

export type Tab = "desk" | "wall" | "review" | "shifts" | "reports" | "rooms" | "training" | "rules" | "system" | "people" | "account";

export const TAB_NAMES: Readonly<Record<Tab, string>> = {
  desk: "Desk",
  wall: "Wall",
  review: "Review",
  shifts: "Shifts",
  reports: "Reports",
  rooms: "Rooms",
  training: "Training",
  rules: "Rules",
  system: "System",
  people: "People",
  account: "Account",
};

/** What is most urgent for this person comes first. Everybody has their own account. */
export function tabsOf(roles: readonly Role[]): readonly Tab[] {
  const tabs: Tab[] = [];
  if (roles.includes("moderator")) tabs.push("wall");
  if (roles.includes("peer")) tabs.push("desk");
  if (roles.includes("moderator") || roles.includes("coach")) tabs.push("review");
  if (roles.length > 0) tabs.push("shifts");
  if (roles.includes("moderator") || roles.includes("administrator")) tabs.push("reports");
  if (roles.includes("moderator") || roles.includes("administrator")) tabs.push("rooms");
  if (roles.length > 0) tabs.push("training");
  if (roles.includes("administrator")) tabs.push("rules", "system", "people");
  return [...tabs, "account"];
}

export function tabOf(hash: string): Tab | null {
  const name = hash.replace(/^#/, "").split("?")[0] ?? ""; // a page may keep its filters behind it
  return Object.keys(TAB_NAMES).includes(name) ? (name as Tab) : null;
}

/** The page that is shown. */
export const front = signal<Tab | null>(null);

/** What the address asks for. Null: the first one that this person has. */
export const tab = signal<Tab | null>(null);

export function followAddress(): void {
  const read = () => (tab.value = tabOf(location.hash));
  read();
  window.addEventListener("hashchange", read);
}
