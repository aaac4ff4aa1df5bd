// What the server wrote into the page about this service.

import type { Path, PauseReason, ResourceCard } from "../contract";
import type { PlanWords } from "../shared/plan_form";

/** One of the questions about risk, in the order in which they are asked; `say` is a sentence for it. */
export interface Question {
  readonly about: "thoughts" | "plan" | "means" | "time" | "protects";
  readonly title: string;
  readonly say: string;
}

export interface Language {
  readonly code: string;
  readonly name: string;
}

export interface Topic {
  readonly id: string;
  readonly label: string;
}

/** What visitors read while intake is paused for this reason. */
export interface PauseText {
  readonly title: string;
  readonly body: string;
}

/** A path of its own, beside the level: what the peer and the moderator read. */
export interface PathWords {
  readonly name: string;
  readonly peer_hint: string;
  readonly script: Readonly<Record<"ask" | "validate" | "refer", readonly string[]>>;
  readonly checklist: readonly string[];
}

/** What may be kept beyond its time, for which reasons, and for how long at most. */
export interface LegalHoldRules {
  readonly longest_days: number;
  readonly policy: readonly string[];
  readonly reasons: readonly Topic[];
}

export interface WithoutConsent {
  readonly from_level: number;
  readonly tell_visitor: boolean;
  readonly reasons: readonly Topic[];
  readonly second: SecondPerson;
}

/** What does not wait for a second person, and what stands beside the decision. */
export interface SecondPerson {
  readonly at_once_from_level: number;
  readonly policy: readonly string[];
}

/** A line as a visitor's page has it. */
export type LineCard = Omit<ResourceCard, "languages" | "website">;

export interface Service {
  readonly name: string;
  readonly languages: readonly Language[];
  readonly topics: readonly Topic[];
  /** Of helplines and services; not those that visitors choose from. */
  readonly directory_topics: readonly Topic[];
  /** Every line of the directory, to be known again in what is said. */
  readonly resources: readonly LineCard[];
  /** By name. */
  readonly countries: readonly Topic[];
  /** Each ends the sentence "somebody who …". */
  readonly experiences: readonly Topic[];
  readonly pauses: Readonly<Partial<Record<PauseReason, PauseText>>>;
  readonly questions: readonly Question[];
  /** The words of the safety plan. */
  readonly plan: PlanWords | null;
  readonly paths: Readonly<Partial<Record<Path, PathWords>>>;
  /** When a moderator may go ahead without the visitor's yes, and for which reasons. */
  readonly without_consent: WithoutConsent;
  readonly legal_hold: LegalHoldRules;
  /** What a moderator does, by risk level. */
  readonly checklists: readonly (readonly string[])[];
  /** Without a sign of life for so long, the console locks itself. */
  readonly lock_minutes: number;
  /** Without a line for so long, somebody counts as away. */
  readonly away_seconds: number;
  /** Minutes: for how long a wrap-up is planned, and after how long its peer is away. */
  readonly wrap_up: readonly [planned: number, longest: number];
}

const PLAIN: Service = {
  ...{ name: "Warmline", languages: [{ code: "en", name: "English" }] },
  ...{ topics: [], experiences: [], pauses: {}, questions: [], paths: {}, checklists: [], plan: null, lock_minutes: 10, away_seconds: 20, wrap_up: [3, 15] },
  without_consent: { from_level: 4, tell_visitor: true, reasons: [], second: { at_once_from_level: 4, policy: [] } },
  legal_hold: { longest_days: 730, policy: [], reasons: [] },
  directory_topics: [],
  countries: [],
  resources: [],
};

export function readService(page: Document): Service {
  const written = page.getElementById("service")?.textContent ?? "";
  if (written.trim() === "") return PLAIN;
  return { ...PLAIN, ...(JSON.parse(written) as Partial<Service>) };
}

/** Of children, or of who worries about somebody else: as config/paths.toml calls it. */
export function pathLabel(service: Service, path: string): string {
  return service.paths[path as Path]?.name ?? path.replaceAll("_", " ");
}

export function topicLabel(service: Service, id: string | null): string {
  if (id === null) return "no topic chosen";
  return service.topics.find((topic) => topic.id === id)?.label ?? id.replaceAll("_", " ");
}

export function languageName(service: Service, code: string): string {
  return service.languages.find((language) => language.code === code)?.name ?? code;
}
