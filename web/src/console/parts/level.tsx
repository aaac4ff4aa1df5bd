// The risk level in words and colour, never in colour alone.
import type { Level } from "../../contract";

export const LEVELS: Readonly<Record<Level, string>> = {
  0: "support",
  1: "concern",
  2: "thoughts",
  3: "high",
  4: "imminent",
};

export const ALL_LEVELS: readonly Level[] = [0, 1, 2, 3, 4];

export function levelName(level: Level): string {
  return `L${level} ${LEVELS[level]}`;
}

export function LevelMark({ level }: { readonly level: Level }) {
  return <strong class={`level level-${level}`}>{levelName(level)}</strong>;
}
