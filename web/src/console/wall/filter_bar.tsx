// Filters and order of the conversations, kept in the address.
import { useEffect, useState } from "preact/hooks";
import type { WallConversation } from "../../contract";
import { Choice } from "../parts/field";
import { pathLabel, topicLabel, type Service } from "../service";
import { type Filters, filtersOf, hashOf, narrowing } from "./filters";

type Options = readonly (readonly [value: string, label: string])[];

const RISKS: Options = [["0", "any"], ["1", "L1 and above"], ["2", "L2 and above"], ["3", "L3 and above"], ["4", "L4"]];
const AGES: Options = [["0", "any time"], ["15", "15 min or longer"], ["30", "30 min or longer"], ["60", "1 h or longer"]];
const SORTS: Options = [["risk", "Risk"], ["age", "Time here"]];

/** What the address asks for, and how to ask for something else. */
export function useFilters(): readonly [Filters, (filters: Filters) => void] {
  const [filters, setFilters] = useState(() => filtersOf(location.hash));
  useEffect(() => {
    const read = () => setFilters(filtersOf(location.hash));
    window.addEventListener("hashchange", read);
    return () => window.removeEventListener("hashchange", read);
  }, []);
  const change = (wanted: Filters) => {
    history.replaceState(null, "", hashOf(wanted));
    setFilters(wanted);
  };
  return [filters, change];
}

export interface FilterBarProps {
  readonly all: readonly WallConversation[];
  readonly filters: Filters;
  readonly change: (filters: Filters) => void;
  readonly service: Service;
}

export function FilterBar({ all, filters, change, service }: FilterBarProps) {
  const count = narrowing(filters);
  const [open, setOpen] = useState(count > 0);
  return (
    <details class="sheet" open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>Filter and order{count === 0 ? "" : ` (${count} on)`}</summary>
      {open ? <Choices all={all} filters={filters} change={change} service={service} /> : null}
      <p class="quiet small">Flags are always all shown, and so is whoever can't wait: without an answer for long, with a flag that nobody has, or about to be ended by a clock.</p>
    </details>
  );
}

/** What there is to choose from is gathered from the whole wall: only while somebody looks. */
function Choices({ all, filters, change, service }: FilterBarProps) {
  const with_ = (more: Partial<Filters>) => change({ ...filters, ...more });
  const languages = distinct(all.map((card) => card.language));
  const topics = distinct(all.map((card) => card.topic ?? ""));
  const paths = distinct(all.map((card) => card.path ?? ""));
  const peers = distinct(all.flatMap((card) => card.company.map((one) => (one.role === "peer" ? one.name : ""))));
  return (
    <div class="filters">
      <Choice label="Risk" value={String(filters.risk)} options={RISKS} change={(risk) => with_({ risk: Number(risk) })} />
      <Choice label="Language" value={filters.language} options={anyOf(languages, (one) => one)} change={(language) => with_({ language })} />
      <Choice label="Topic" value={filters.topic} options={anyOf(topics, (one) => topicLabel(service, one))} change={(topic) => with_({ topic })} />
      <Choice label="Path" value={filters.path} options={anyOf(paths, (one) => pathLabel(service, one))} change={(path) => with_({ path })} />
      <Choice label="Peer" value={filters.peer} options={anyOf(peers, (one) => one)} change={(peer) => with_({ peer })} />
      <Choice label="Here for" value={String(filters.age)} options={AGES} change={(age) => with_({ age: Number(age) })} />
      <Choice label="Order by" value={filters.sort} options={SORTS} change={(sort) => with_({ sort: sort === "age" ? "age" : "risk" })} />
    </div>
  );
}

function anyOf(values: readonly string[], label: (value: string) => string): Options {
  return [["", "any"], ...values.map((value) => [value, label(value)] as const)];
}

function distinct(values: readonly string[]): readonly string[] {
  return [...new Set(values)].filter(Boolean).sort();
}
