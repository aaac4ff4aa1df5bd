// Searching the directory. What is done with a service found there is the page's affair.
import { useEffect, useRef, useState } from "preact/hooks";
import type { FindResources, Found } from "../../contract";
import type { Answer } from "../../shared/link";
import { Choice, Field, Tick } from "../parts/field";
import { TroubleNote } from "../parts/trouble_note";
import type { Service } from "../service";
import type { Trouble } from "../trouble";
import { CountryChoice } from "./country_choice";
import { ANY, countryOf, type Looking } from "./looking";
import { Resource, type Choosing } from "./resource";
import { countryName } from "./resource_text";

export interface DirectoryProps extends Choosing {
  readonly service: Service;
  readonly looking: Looking;
  readonly find: (asked: FindResources) => Promise<Answer<Found>>;
}

interface Asked {
  readonly text: string;
  readonly language: string;
  readonly topic: string;
  readonly open: boolean;
}

/** With the country that was asked for: the number belongs to no other. */
interface Known {
  readonly country: string;
  readonly found: Found;
}

export function Directory({ service, looking, find, ...choosing }: DirectoryProps) {
  const [asked, setAsked] = useState<Asked>({ text: "", language: looking.language, topic: "", open: false });
  const country = countryOf(looking);
  const { known, trouble, search } = useSearch(find, country);
  // The lines of where somebody is are there at once; those of the whole world only where they are asked for.
  useEffect(() => {
    if (country !== ANY) void search(country, asked);
  }, [country]);
  const submit = (event: Event) => {
    event.preventDefault();
    void search(country, asked);
  };
  return (
    <div class="directory">
      <form role="search" aria-label="Directory" onSubmit={submit}>
        <Filters {...{ service, looking, asked }} change={(part) => setAsked({ ...asked, ...part })} />
        <button>Search</button>
      </form>
      <TroubleNote trouble={trouble} />
      {country === ANY ? (
        <p class="small">No country is chosen here. Choose one: its lines come first then, with its emergency number.</p>
      ) : null}
      <p role="status" class="small quiet">
        {known === null ? "" : countOf(known.found)}
      </p>
      {known === null ? null : <Results known={known} {...choosing} />}
    </div>
  );
}

/** The answer to the last question only, in whatever order they come, and only for the country that stands there. */
function useSearch(find: DirectoryProps["find"], here: string) {
  const [known, setKnown] = useState<Known | null>(null);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const last = useRef(0);
  const search = async (country: string, asked: Asked) => {
    const number = (last.current += 1);
    const answer = await find(question(country, asked));
    if (number !== last.current) return;
    setTrouble(answer.ok ? null : answer);
    if (answer.ok) setKnown({ country, found: answer.body });
  };
  return { known: known?.country === here ? known : null, trouble, search };
}

interface FiltersProps extends Pick<DirectoryProps, "service" | "looking"> {
  readonly asked: Asked;
  readonly change: (part: Partial<Asked>) => void;
}

function Filters({ service, looking, asked, change }: FiltersProps) {
  const languages = service.languages.map(({ code, name }) => [code, name] as const);
  const topics = service.directory_topics.map(({ id, label }) => [id, label] as const);
  return (
    <div class="filters">
      <Field label="Words" value={asked.text} change={(text) => change({ text })} limit={200} />
      <CountryChoice service={service} looking={looking} />
      <Choice
        label="Language"
        value={asked.language}
        options={[["", "any"], ...languages]}
        change={(language) => change({ language })}
      />
      <Choice
        label="Topic"
        value={asked.topic}
        options={[["", "any"], ...topics]}
        change={(topic) => change({ topic })}
      />
      <Tick checked={asked.open} change={(open) => change({ open })}>
        Open now
      </Tick>
    </div>
  );
}

function Results({ known: { country, found }, ...choosing }: { readonly known: Known } & Choosing) {
  return (
    <>
      {country === ANY ? null : (
        <p class="emergency">
          Emergency number in {countryName(country)}: <strong>{found.emergency.join(", ") || "not known"}</strong>
        </p>
      )}
      <ul class="resources">
        {found.resources.map((resource) => (
          <Resource key={resource.id} resource={resource} {...choosing} />
        ))}
      </ul>
    </>
  );
}

function question(country: string, asked: Asked): FindResources {
  return {
    text: asked.text,
    country: country || null,
    language: asked.language || null,
    topic: asked.topic || null,
    open_now: asked.open,
  };
}

function countOf(found: Found): string {
  const count = found.resources.length;
  if (count === 0) return "Nothing found. Try fewer words, or another country.";
  return count === 1 ? "1 service found" : `${count} services found, what is open now first`;
}
