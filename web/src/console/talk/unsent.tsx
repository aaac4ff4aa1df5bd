// One's own words that are not kept yet. They never vanish.
import type { Unsent } from "../../shared/outbox";
import { refusal } from "../refusals";
import type { Courier } from "./courier";

export interface NotKeptProps {
  readonly item: Unsent;
  readonly courier: Courier;
}

export function NotKept({ item, courier }: NotKeptProps) {
  return (
    <li class="said mine unsent">
      <p class="who">You</p>
      <p class="words">{item.text}</p>
      <Fate item={item} />
      {item.fate === "refused" ? (
        <p class="row">
          <button type="button" onClick={() => courier.again(item.ref)}>
            Try again
          </button>
          <button type="button" onClick={() => courier.drop(item.ref)}>
            Take out
          </button>
        </p>
      ) : null}
    </li>
  );
}

function Fate({ item }: { readonly item: Unsent }) {
  if (item.fate === "sending") return <p class="mark">sending …</p>;
  if (item.fate === "late") return <p class="mark wrong">Not sent yet. Trying again.</p>;
  return <p class="mark wrong">Not sent. {item.code === null ? "" : refusal(item.code)}</p>;
}
