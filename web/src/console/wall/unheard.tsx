// How many words of a visitor whom one answers one has not seen.
import { unheard } from "../alert/led";

export function Unheard({ of }: { readonly of: string }) {
  const many = unheard.value[of] ?? 0;
  return many === 0 ? null : <strong class="unread">{many} new</strong>;
}
