// For moderators: be paged on this browser when nobody at the wall claims a flag.
import { useEffect } from "preact/hooks";
import { Act } from "../parts/act";
import { look, paged, turnOff, turnOn, type Paged } from "./push";

const SAYS: Readonly<Record<Paged, string>> = {
  unknown: "One moment …",
  none: "This browser can't be paged.",
  off: "This browser is not paged.",
  on: "This browser is paged, also while the console is closed and you are off duty.",
  denied: "The browser blocks notices. You can change that in its settings for this site.",
  failed: "That did not work. Please try again.",
};

export function PagerSettings() {
  useEffect(() => void look(), []);
  const now = paged.value;
  return (
    <>
      <h3>Pager</h3>
      <p role="status">{SAYS[now]}</p>
      <p class="quiet small">
        It calls when nobody on duty has answered a flag in time. It holds no names and no words.
      </p>
      <p class="row">
        {now === "on" ? <Act run={turnOff}>Stop paging this browser</Act> : null}
        {now === "on" || now === "none" || now === "unknown" ? null : <Act run={turnOn}>Page this browser</Act>}
      </p>
    </>
  );
}
