import { signal } from "@preact/signals";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { type LineState, lost, watchLine } from "./line_lost";

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

function watched(duty: LineState["duty"] = "ready") {
  const line = signal<LineState>({ link: "up", duty, news: {} });
  const told: string[] = [];
  const end = watchLine("desk", line, 20, (words) => told.push(words));
  const become = (more: Partial<LineState>) => void (line.value = { ...line.value, ...more });
  return { told, end, become };
}

test("after twenty seconds without a line a peer on shift is told that they count as away, once", () => {
  const { told, end, become } = watched();
  become({ link: "down" });
  become({ link: "connecting" });
  become({ link: "down" });
  vi.advanceTimersByTime(19_000);
  expect([lost.value.desk, told]).toEqual(["well", []]);
  vi.advanceTimersByTime(2000);
  expect([lost.value.desk, told]).toEqual(["away", ["No connection: you are shown as away"]]);
  become({ link: "up" });
  expect(lost.value.desk).toBe("well");
  end();
});

test("a line that comes back for a moment and falls again counts its twenty seconds anew", () => {
  const { told, end, become } = watched();
  become({ link: "down" });
  vi.advanceTimersByTime(5000);
  become({ link: "up" }); // and falls before the first answer
  become({ link: "down" });
  vi.advanceTimersByTime(21_000);
  expect([lost.value.desk, told]).toEqual(["away", ["No connection: you are shown as away"]]);
  end();
});

test("a short loss, or one off shift, is told to nobody", () => {
  for (const duty of ["ready", "off"] as const) {
    const { told, end, become } = watched(duty);
    become({ link: "down" });
    vi.advanceTimersByTime(duty === "off" ? 60_000 : 5000);
    become({ link: "up" });
    vi.advanceTimersByTime(60_000);
    become({ news: {} });
    expect(told).toEqual([]);
    end();
  }
});

test("who was taken off shift meanwhile is told so until they start again", () => {
  const { told, end, become } = watched();
  become({ link: "down" });
  vi.advanceTimersByTime(130_000);
  become({ link: "up" });
  expect(lost.value.desk).toBe("well");
  become({ duty: "off", news: {} });
  expect([lost.value.desk, told.at(-1)]).toEqual(["ended", "Your shift has ended: the line was down for too long"]);
  become({ news: {} });
  expect([lost.value.desk, told.length]).toEqual(["ended", 2]);
  become({ duty: "ready", news: {} });
  expect(lost.value.desk).toBe("well");
  end();
});

test("to end one's shift oneself is no loss", () => {
  const { told, end, become } = watched();
  become({ duty: "off", news: {} });
  expect([lost.value.desk, told]).toEqual(["well", []]);
  end();
});

test("behind a lock nothing is known until it is open again", () => {
  const { told, end, become } = watched();
  become({ duty: null, news: null });
  become({ link: "down" });
  vi.advanceTimersByTime(1000);
  become({ link: "up" });
  expect([lost.value.desk, told]).toEqual(["well", []]);
  become({ duty: "ready", news: {} });
  expect([lost.value.desk, told]).toEqual(["well", []]);
  end();
});
