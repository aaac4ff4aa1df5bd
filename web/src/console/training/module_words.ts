// How far somebody is with a module or a practice, in words.
import type { ModuleCard } from "../../contract";
import { day } from "../../shared/times";

export function stateOf(one: ModuleCard): string {
  if (one.passed_at !== null) return `passed on ${day(one.passed_at)}`;
  if (one.tries === 0) return one.id.includes(":") ? "not tried yet" : "not read yet";
  return one.tries === 1 ? "tried once" : `tried ${one.tries} times`;
}
