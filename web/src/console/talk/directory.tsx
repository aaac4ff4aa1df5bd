// Searching the directory. What is done with a service found there is the page's affair.
import { useState } from "preact/hooks";
import type { FindResources, Found } from "../../contract";
import type { Answer } from "../../shared/link";
import { Choice, Field } from "../parts/field";
import { TroubleNote } from "../parts/trouble_note";
import type { Service } from "../service";
import type { Trouble } from "../trouble";
import { Resource, type Choosing } from "./resource";

export interface DirectoryProps extends Choosing {
  readonly service: Service;
  readonly find: (asked: FindResources) => Promise<Answer<Found>>;
}

interface Asked {
  readonly text: string;
  readonly country: string;
  readonly language: string;
  readonly topic: string;
}

/** Country and language rarely change within a shift: asked once, kept until the page is left. */
let lastAsked: Asked = { text: "", country: "", language: "", topic: "" };

export function Directory({ service, find, ...choosing }: DirectoryProps) {
  const [asked, setAsked] = useState(lastAsked);
  const [found, setFound] = useState<Found | null>(null);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const submit = async (event: Event) => {
    event.preventDefault();
    lastAsked = { ...asked, text: "" };
    const answer = await find(question(asked));
    setTrouble(answer.ok ? null : answer);
    if (answer.ok) setFound(answer.body);
  };
  return (
    <div class="directory">
      <form role="search" aria-label="Directory" onSubmit={(event) => void submit(event)}>
        <Filters service={service} asked={asked} change={(part) => setAsked({ ...asked, ...part })} />
        <button>Search</button>
      </form>
      <TroubleNote trouble={trouble} />
      <p role="status" class="small quiet">
        {found === null ? "" : countOf(found)}
      </p>
      {found === null ? null : <Results found={found} {...choosing} />}
    </div>
  );
}

interface FiltersProps {
  readonly service: Service;
  readonly asked: Asked;
  readonly change: (part: Partial<Asked>) => void;
}

function Filters({ service, asked, change }: FiltersProps) {
  const languages = service.languages.map(({ code, name }) => [code, name] as const);
  const countries = service.countries.map(({ id, label }) => [id, label] as const);
  const topics = service.directory_topics.map(({ id, label }) => [id, label] as const);
  return (
    <div class="filters">
      <Field label="Words" value={asked.text} change={(text) => change({ text })} limit={200} />
      <Choice
        label="Country"
        value={asked.country}
        options={[["", "any"], ...countries]}
        change={(country) => change({ country })}
      />
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
    </div>
  );
}

function Results({ found, ...choosing }: { readonly found: Found } & Choosing) {
  return (
    <>
      {found.emergency.length === 0 ? null : (
        <p class="emergency">
          Emergency number: <strong>{found.emergency.join(", ")}</strong>
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

function question(asked: Asked): FindResources {
  return {
    text: asked.text,
    country: asked.country || null,
    language: asked.language || null,
    topic: asked.topic || null,
  };
}

function countOf(found: Found): string {
  const count = found.resources.length;
  if (count === 0) return "Nothing found. Try fewer words, or another country.";
  return count === 1 ? "1 service found" : `${count} services found, what is open now first`;
}
