import { expect, test } from "vitest";
import { lineText } from "./line_text";
import { mayName, ownWords, partsOf, target } from "./sent_lines";

const NO = { dial: null, keyword: null, url: null, hours: "", open_now: null };
const PHONE = { name: "A line", contacts: [{ ...NO, method: "phone", dial: "116123" }] };
const CHAT = { name: "Chat: here", contacts: [{ ...NO, method: "chat", url: "https://line.example/chat" }] };
const CARDS = [PHONE, CHAT];

test("a line that was put in stands apart from the words round it", () => {
  const text = `Here is somebody:\n${lineText(PHONE)}\n ${lineText(CHAT)} \n\nThey are kind.`;
  expect(partsOf(text, CARDS)).toEqual([
    { card: null, text: "Here is somebody:" },
    { card: PHONE },
    { card: CHAT },
    { card: null, text: "They are kind." },
  ]);
});

test("what only looks like a line of the directory stays words", () => {
  for (const text of ["A line: 116124", "A line: 116123 now", "Chat: here: https://line.example.evil/chat", "116123", "https://line.example/chat", ""]) {
    expect(partsOf(text, CARDS).filter((part) => part.card !== null)).toEqual([]);
  }
});

test("nothing that a visitor writes is a line, whatever it says", () => {
  expect((["visitor", "service", "peer", "moderator"] as const).map((role) => mayName({ role }))).toEqual([false, false, true, true]);
});

test("what was put in is nothing personal", () => {
  expect(ownWords(`Look:\n${lineText(CHAT)}\nIt is free.`, CARDS)).toBe("Look:\n\nIt is free.");
});

test("a tap calls, writes, or opens a page of its own", () => {
  expect(target({ ...NO, method: "phone", dial: "116123" })).toEqual({ href: "tel:116123" });
  expect(target({ ...NO, method: "sms", dial: "85258", keyword: "SHOUT" })).toEqual({ href: "sms:85258" });
  expect(target({ ...NO, method: "web", url: "https://line.example" })).toMatchObject({ href: "https://line.example", rel: "noopener noreferrer" });
});
