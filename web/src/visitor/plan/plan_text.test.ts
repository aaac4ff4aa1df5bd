import { expect, test } from "vitest";
import type { PlanCard } from "../../contract";
import { PLAN_STEPS, type PlanWords } from "../../shared/plan_form";
import type { PageData } from "../data";
import { asText, linesAsText, partsOf } from "./plan_text";

const steps = Object.fromEntries(PLAN_STEPS.map((step) => [step, { title: `About ${step}`, body: "" }])) as PlanWords["steps"];
const words: PlanWords = { title: "My safety plan", begun: "", both: "", keep: "", steps };
const plan: PlanCard = {
  entries: [
    { step: "worth", text: "My dog", role: "visitor", name: "Calm Reed", seq: 1 },
    { step: "signs", text: " I stop eating \n", role: "peer", name: "Robin", seq: 2 },
    { step: "places", text: "", role: "visitor", name: "Calm Reed", seq: 3 },
  ],
};

test("the plan is told in the order of its steps, without those that are empty", () => {
  expect(asText(words.title, partsOf(words, plan))).toBe(
    "My safety plan\n\nAbout signs\nI stop eating\n\nAbout worth\nMy dog\n",
  );
});

test("who helped to write it does not stand in what is kept", () => {
  expect(asText(words.title, partsOf(words, plan))).not.toMatch(/Robin|Reed/);
});

test("the numbers that are put into a plan say whose they are", () => {
  const data = { resources: [] } as unknown as PageData;
  expect(linesAsText(data, "IE", { id: "IE", label: "Ireland", emergency: ["112", "999"] })).toBe("Ireland: 112, 999");
});
