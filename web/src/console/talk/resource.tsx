// One service of the directory: how to reach it, when, and when that was last checked.
import type { ResourceCard } from "../../contract";
import { day } from "../../shared/times";
import { acceptsInWords, contactText, countryName } from "./resource_text";

export interface Choosing {
  readonly choose: (resource: ResourceCard) => void;
  readonly chooseLabel: string;
  readonly chosen?: string | null;
}

export interface ResourceProps extends Choosing {
  readonly resource: ResourceCard;
}

export function Resource({ resource, choose, chooseLabel, chosen }: ResourceProps) {
  return (
    <li class={resource.id === chosen ? "resource chosen" : "resource"}>
      <p class="name">
        <strong>{resource.name}</strong> <span class="quiet">{countryName(resource.country)}</span>
      </p>
      <ul class="ways">
        {resource.contacts.map((contact) => (
          <li key={`${contact.method} ${contact.dial ?? contact.url ?? ""}`}>{contactText(contact)}</li>
        ))}
      </ul>
      {acceptsInWords(resource) === "" ? null : <p class="small">{acceptsInWords(resource)}</p>}
      <p class="small">
        <Checked resource={resource} />
      </p>
      <button
        type="button"
        aria-label={`${chooseLabel}: ${resource.name}`}
        aria-pressed={chosen === undefined ? undefined : resource.id === chosen}
        onClick={() => choose(resource)}
      >
        {chooseLabel}
      </button>
    </li>
  );
}

function Checked({ resource }: { readonly resource: ResourceCard }) {
  const when = `checked on ${day(resource.checked_on)}`;
  return resource.stale ? <strong class="wrong">Old: {when}. Try it first.</strong> : <span class="quiet">{when}</span>;
}
