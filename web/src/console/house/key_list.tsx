// Every key of the page in front, under "?".
import { useState } from "preact/hooks";
import { Tick } from "../parts/field";
import { letters, setLetters, useKeys } from "../parts/keys";
import { Modal } from "../parts/modal";
import type { Tab } from "./tabs";

type Listed = readonly (readonly [keys: string, does: string])[];

const EVERYWHERE: Listed = [
  ["Alt+L", "lock the console (also while you write)"],
  ["?", "show this list"],
];

const DESK: Listed = [
  ["Alt+H", "I need help: calls a moderator at once, without a question (also while you write)"],
  ["Alt+M", "I need a moderator (also while you write)"],
  ["Alt+S", "what to do now: hint and script (also while you write)"],
  ["Alt+Q", "ask about risk, question by question (also while you write)"],
  ["Alt+P", "the safety plan (also while you write)"],
  ["Alt+N", "your notes beside the conversation (also while you write)"],
  ["Alt+R", "search the directory (also while you write)"],
  ["Alt+1 … Alt+5", "your conversations, in the order of the list (also while you write)"],
  ["Alt+J / Alt+K", "next or previous conversation"],
  ["Alt+A", "accept the offer"],
  ["Alt+U", "say it as your mentor proposes, while your words wait (also while you write)"],
  ["/", "write; in the box: phrases, helplines and services"],
  ["Esc", "leave the box you write in"],
  ["Ctrl+Z", "take an end back, for ten seconds"],
  ["g / s", "let a new peer's words go, or stop them, where you are the mentor"],
];

export const WALL_KEYS: Listed = [
  ["j / k", "next or previous card"],
  ["Enter", "open the card"],
  ["a", "claim the flag, or say that you have seen what is new on yours"],
  ["b", "give your flag back: it calls the others"],
  ["t", "take a flag over from a colleague"],
  ["r", "offer a referral"],
  ["w", "whisper to the peer"],
  ["d", "resolve the flag"],
  ["g / s", "let a new peer's words go, or stop them, where you are the mentor"],
  ["z", "undo a resolve, for ten seconds"],
  ["e", "change the risk level"],
];

const SHIFTS: Listed = [["arrow keys", "from shift to shift, in the table"]];

const OF: Readonly<Record<Tab, Listed>> = { desk: DESK, wall: WALL_KEYS, review: [], shifts: SHIFTS, reports: [], rooms: [], training: [], rules: [], system: [], people: [], account: [] };

export function KeyList({ front }: { readonly front: Tab | null }) {
  const [open, setOpen] = useState(false);
  useKeys({ "?": () => setOpen(true) });
  const listed = [...(front === null ? [] : OF[front]), ...EVERYWHERE];
  return (
    <>
      <button type="button" class="plain keys" aria-keyshortcuts="?" onClick={() => setOpen(true)}>
        Keys
      </button>
      {open ? <List listed={listed} close={() => setOpen(false)} /> : null}
    </>
  );
}

function List({ listed, close }: { readonly listed: Listed; readonly close: () => void }) {
  return (
    <Modal title="Keys" close={close}>
      <table>
        <thead>
          <tr>
            <th scope="col">Key</th>
            <th scope="col">What it does</th>
          </tr>
        </thead>
        <tbody>
          {listed.map(([keys, does]) => (
            <tr key={keys}>
              <td>
                <kbd>{keys}</kbd>
              </td>
              <td>{does}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <Tick checked={letters.value} change={setLetters}>
        Single letters work as keys (never while you write)
      </Tick>
      <p class="row">
        <button type="button" class="primary" onClick={close}>
          Done
        </button>
      </p>
    </Modal>
  );
}
