// A plan: what it is about, when, how many, and the two who look after it.
import { useState } from "preact/hooks";
import type { Rooms } from "../../contract";
import { ask } from "../api";
import { Choice } from "../parts/field";
import { TroubleNote } from "../parts/trouble_note";
import type { Service } from "../service";
import type { Trouble } from "../trouble";

export interface PlanRoomProps {
  readonly known: Rooms;
  readonly service: Service;
  readonly planned: () => Promise<void>;
}

const SIZES = [3, 4, 5, 6, 7, 8] as const;
const LENGTHS = [30, 45, 60, 90, 120] as const;

export function PlanRoom({ known, service, planned }: PlanRoomProps) {
  const { plan, set, body } = usePlan(known, service);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const people = known.facilitators.map(({ id, name }) => [id, name] as const);
  const submit = async (event: Event) => {
    event.preventDefault();
    const answer = await ask("/api/rooms/plan", body());
    setTrouble(answer.ok ? null : answer);
    if (answer.ok) await planned();
  };
  if (people.length < 2) {
    return <p class="sheet">A room needs two peers who may facilitate. An administrator gives that role under People.</p>;
  }
  return (
    <section class="sheet" aria-labelledby="plan">
      <h2 id="plan">Plan a room</h2>
      <form onSubmit={(event) => void submit(event)}>
        <Choice label="About" value={plan.topic} options={service.topics.map(({ id, label }) => [id, label] as const)} change={set("topic")} />
        <Choice label="Language" value={plan.language} options={service.languages.map(({ code, name }) => [code, name] as const)} change={set("language")} />
        <Choice label="Visitors at most" value={plan.capacity} options={SIZES.map((size) => [String(size), String(size)] as const)} change={set("capacity")} />
        <label class="field">
          <strong>Opens at (your time; empty: now)</strong>
          <input type="datetime-local" value={plan.opens_at} onInput={(event) => set("opens_at")(event.currentTarget.value)} />
        </label>
        <Choice label="Lasts" value={plan.minutes} options={LENGTHS.map((minutes) => [String(minutes), `${minutes} minutes`] as const)} change={set("minutes")} />
        <Choice label="Facilitator" value={plan.facilitator} options={people} change={set("facilitator")} />
        <Choice label="Co-facilitator, for talking alone" value={plan.co_facilitator} options={people} change={set("co_facilitator")} />
        <TroubleNote trouble={trouble} />
        <button class="primary">{plan.opens_at === "" ? "Open it for now" : "Plan it"}</button>
      </form>
    </section>
  );
}

interface Plan {
  readonly topic: string;
  readonly language: string;
  readonly capacity: string;
  readonly opens_at: string;
  readonly minutes: string;
  readonly facilitator: string;
  readonly co_facilitator: string;
}

function usePlan(known: Rooms, service: Service) {
  const [plan, change] = useState<Plan>({
    topic: service.topics[0]?.id ?? "",
    language: service.languages[0]?.code ?? "en",
    capacity: "6",
    opens_at: "",
    minutes: "60",
    facilitator: known.facilitators[0]?.id ?? "",
    co_facilitator: known.facilitators[1]?.id ?? "",
  });
  const set = (name: keyof Plan) => (value: string) => change((before) => ({ ...before, [name]: value }));
  const body = () => ({
    ...{ topic: plan.topic, language: plan.language, facilitator: plan.facilitator, co_facilitator: plan.co_facilitator },
    ...{ capacity: Number(plan.capacity), minutes: Number(plan.minutes) },
    opens_at: plan.opens_at === "" ? null : new Date(plan.opens_at).toISOString(),
  });
  return { plan, set, body };
}
