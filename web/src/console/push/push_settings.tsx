// Be reached on this browser while the console is closed or out of sight, and on which others one is.
import { useEffect, useState } from "preact/hooks";
import type { BrowserCard, Device } from "../../contract";
import { inPlain } from "../../shared/known";
import { day } from "../../shared/times";
import { ask } from "../api";
import { useAsked } from "../care/use_asked";
import { Act } from "../parts/act";
import { TroubleNote } from "../parts/trouble_note";
import { here, look, paged, turnOff, turnOn, type Paged } from "./push";

const SAYS: Readonly<Record<Paged, string>> = {
  unknown: "One moment …",
  none: "This browser can't be reached.",
  off: "This browser is not reached while you look elsewhere.",
  on: "This browser is reached, also while the console is closed.",
  denied: "The browser blocks notices. You can change that in its settings for this site.",
  failed: "That did not work. Please try again.",
};

export interface PushSettingsProps {
  readonly answers: boolean;
  readonly moderates: boolean;
}

export function PushSettings({ answers, moderates }: PushSettingsProps) {
  const { body, trouble, again, act } = useAsked("/api/pager/browsers", {});
  useEffect(() => {
    if (body !== null) void look(body.browsers.map((one) => one.id));
  }, [body]);
  const now = paged.value;
  const turned = (turn: () => Promise<void>) => async () => {
    await turn();
    if (paged.value === "on" || paged.value === "off") await again(); // else what went wrong stays to be read
  };
  return (
    <>
      <h3>Outside this page</h3>
      <p role="status">{SAYS[now]}</p>
      <p class="quiet small">{whatFor(answers, moderates)} Never a name, and never a word of anybody.</p>
      <p class="row">
        {now === "on" ? <Act run={turned(turnOff)}>Stop reaching this browser</Act> : null}
        {now === "on" || now === "none" || now === "unknown" ? null : <Act run={turned(turnOn)}>Reach this browser</Act>}
      </p>
      <TroubleNote trouble={trouble} />
      {body === null || body.browsers.length === 0 ? null : (
        <Browsers
          browsers={body.browsers}
          forget={async (browser) => {
            if (browser === here.value) await turned(turnOff)();
            else await act("/api/pager/forget", { browser });
          }}
        />
      )}
    </>
  );
}

function whatFor(answers: boolean, moderates: boolean): string {
  const quiet = answers
    ? "It says “Warmline: something for you” when your shift begins, or when a visitor is offered to you while this page is out of sight."
    : "It says “Warmline: something for you” when your shift begins.";
  const pager = "It names the level of a flag that nobody on duty has answered in time, also while you are off duty.";
  return moderates ? `${quiet} ${pager}` : quiet;
}

const DEVICES: Readonly<Record<Device, string>> = {
  phone: "A phone",
  tablet: "A tablet",
  computer: "A computer",
  other: "Something else",
};

interface BrowsersProps {
  readonly browsers: readonly BrowserCard[];
  readonly forget: (browser: string) => Promise<void>;
}

function Browsers({ browsers, forget }: BrowsersProps) {
  const [told, setTold] = useState("");
  const test = async () => {
    const answer = await ask("/api/pager/try", {});
    setTold(answer.ok ? inWords(answer.body) : "That did not work. Please try again.");
  };
  return (
    <>
      <ul class="plain-list" aria-label="Browsers that are reached">
        {browsers.map((one) => (
          <li key={one.id} class="row">
            <span class="grow">
              {inPlain(DEVICES, one.device)}, since {day(one.since)}
              {one.id === here.value ? <strong> (this one)</strong> : null}
            </span>
            <Act run={() => forget(one.id)} label={`Remove: ${inPlain(DEVICES, one.device)}, ${one.since}`}>
              Remove
            </Act>
          </li>
        ))}
      </ul>
      <p class="row">
        <Act run={test}>Send a test</Act>
        <span role="status">{told}</span>
      </p>
    </>
  );
}

function inWords({ of, taken }: { readonly of: number; readonly taken: number }): string {
  if (of === taken) return "Sent. It should show within some seconds.";
  return `Sent to ${taken} of ${of}: the others do not take it. Remove them, or turn them on anew.`;
}
