import { expect, test } from "vitest";
import type { FlagCard, Health } from "../../contract";
import { lightOf } from "./light";

const WELL: Health = {
  closed: null,
  pause: null,
  rests_until: null,
  appeals: 0,
  pager: { reaches: true, failing: [] },
  to_approve: 0,
  unsigned: 0,
  waiting: 0,
  longest_wait_seconds: 0,
  peers_ready: 2,
  peers_busy: 0,
  peers_held: 0,
  unanswerable: 0,
  moderators: ["Kim"],
  worker_seen: true,
  models: { detoxify: "ready" },
};

test("a light is never a colour alone", () => {
  expect(lightOf(WELL, [])).toEqual({ colour: "green", reasons: ["The line is well."] });
});

test("a worker that is not seen or a closed line is red", () => {
  expect(lightOf({ ...WELL, worker_seen: false }, []).colour).toBe("red");
  expect(lightOf({ ...WELL, closed: "no_moderator" }, [])).toMatchObject({ colour: "red" });
});

test("people who wait while nobody is free, or too long, turn it yellow and then red", () => {
  expect(lightOf({ ...WELL, waiting: 1, peers_ready: 0 }, []).colour).toBe("yellow");
  expect(lightOf({ ...WELL, waiting: 1, longest_wait_seconds: 301 }, []).colour).toBe("yellow");
  expect(lightOf({ ...WELL, waiting: 1, longest_wait_seconds: 901 }, []).colour).toBe("red");
});

test("a model that does not work is named with its state", () => {
  const light = lightOf({ ...WELL, models: { detoxify: "slow" } }, []);
  expect(light).toEqual({ colour: "yellow", reasons: ["The model detoxify is too slow; the rules go on."] });
  expect(lightOf({ ...WELL, models: { detoxify: "absent" } }, []).colour).toBe("green");
});

test("a flag that nobody has claimed shows in the light, worse when it is overdue", () => {
  const flag = { level: 2, state: "raised" } as FlagCard;
  expect(lightOf(WELL, [flag]).colour).toBe("yellow");
  expect(lightOf(WELL, [{ ...flag, state: "overdue" }]).colour).toBe("red");
  expect(lightOf(WELL, [{ ...flag, state: "claimed" }]).colour).toBe("green");
});

test("an urgent flag that nobody has claimed is red at once, before its time is over", () => {
  const urgent = { level: 3, state: "raised" } as FlagCard;
  expect(lightOf(WELL, [urgent])).toEqual({ colour: "red", reasons: ["An urgent flag waits to be claimed."] });
  expect(lightOf(WELL, [{ ...urgent, state: "claimed" }]).colour).toBe("green");
});

test("a flag that has become graver shows in the light until its owner has answered", () => {
  const called = { level: 2, state: "called", claimed_by: "Kim" } as FlagCard;
  const light = lightOf(WELL, [called]);
  expect(light).toEqual({ colour: "yellow", reasons: ["A flag has become graver and waits for its owner's answer."] });
  expect(lightOf(WELL, [{ ...called, level: 3 }]).colour).toBe("red");
});

test("a peer on hold is said, and worse where nobody else can answer", () => {
  const words = "A peer is on hold until somebody has looked at the report about them.";
  expect(lightOf({ ...WELL, peers_held: 1 }, [])).toEqual({ colour: "yellow", reasons: [words] });
  const alone = lightOf({ ...WELL, peers_held: 1, closed: "no_peer" }, []);
  expect(alone.colour).toBe("red");
  expect(alone.reasons).toContain(words);
});

test("somebody whom nobody here can answer turns it red", () => {
  const light = lightOf({ ...WELL, waiting: 1, unanswerable: 1 }, []);
  expect(light).toEqual({ colour: "red", reasons: ["Somebody waits whom no peer on shift can answer."] });
});

test("intake that somebody has paused is no trouble, but it is shown", () => {
  const { colour, reasons } = lightOf({ ...WELL, closed: "intake_paused" }, []);
  expect(colour).toBe("yellow");
  expect(reasons.join()).toContain("Intake is paused");
});

test("where every peer rests, moderators read until when and what they can do", () => {
  const resting = lightOf({ ...WELL, closed: "no_peer", rests_until: "2026-03-01T12:30:00Z" }, []);
  expect(resting.colour).toBe("red");
  expect(resting.reasons.join(" ")).toMatch(/first may go on at .*30.*you can join whoever waits/);
});

test("a pager that fails is trouble, and worst where no way works", () => {
  const webhook = { way: "webhook", at: "2026-11-23T03:12:00Z", answered: false, status: "500", again: false };
  const beside = lightOf({ ...WELL, pager: { reaches: true, failing: [webhook] } }, []);
  expect(beside.colour).toBe("yellow");
  expect(beside.reasons[0]).toContain("The pager failed by webhook (500, at ");
  const alone = lightOf({ ...WELL, pager: { reaches: false, failing: [webhook] } }, []);
  expect(alone.colour).toBe("red");
  expect(alone.reasons[0]).toContain("The pager reaches nobody");
});
