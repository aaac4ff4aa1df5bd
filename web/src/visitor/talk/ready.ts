// A peer is here, or somebody has written, while this page lies behind others: sound, title and picture.
import { useEffect, useRef, useState } from "preact/hooks";
import { keep, kept } from "../keep";
import type { Lines } from "../lines";
import { awaitPress, canChime, chime, wake } from "../sound";

const MARK = "● "; // it says that something is new, and nothing of what
const DOT =
  "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'%3E%3Ccircle cx='8' cy='8' r='6' fill='%23d33'/%3E%3C/svg%3E";
const NO_PICTURE = "data:,"; // as the server sends it

/** Whether a sound was asked for. Remembered in this tab. */
export function useSound(): readonly [boolean, (on: boolean) => void] {
  const [sound, set] = useState(kept("sound") !== null);
  useEffect(() => (sound && canChime() ? awaitPress() : undefined), [sound]);
  const setSound = (on: boolean) => {
    if (on && canChime()) wake();
    keep("sound", on ? "yes" : null);
    set(on);
  };
  return [sound, setSound];
}

/** When a peer comes: not on a reload in mid-talk. */
export function useReady(talking: boolean, sound: boolean): void {
  const was = useRef(talking);
  useEffect(() => {
    if (talking && !was.current) {
      mark();
      if (sound && canChime()) void chime();
    }
    was.current = talking;
  }, [talking, sound]);
}

/** When somebody else has said something. */
export function useUnread(lines: Lines): void {
  const heard = lines.filter((line) => !line.mine).length;
  const before = useRef(heard);
  useEffect(() => {
    if (heard > before.current) mark();
    before.current = heard;
  }, [heard]);
  useEffect(() => {
    const look = () => document.hidden || unmark();
    document.addEventListener("visibilitychange", look);
    return () => {
      document.removeEventListener("visibilitychange", look);
      unmark();
    };
  }, []);
}

function mark(): void {
  if (!document.hidden || document.title.startsWith(MARK)) return;
  document.title = MARK + document.title;
  picture(DOT);
}

function unmark(): void {
  if (!document.title.startsWith(MARK)) return;
  document.title = document.title.slice(MARK.length);
  picture(NO_PICTURE);
}

function picture(address: string): void {
  document.querySelector("link[rel=icon]")?.setAttribute("href", address);
}
