// A circle to breathe with. Where motion is unwelcome only the words change.
import { useEffect, useState } from "preact/hooks";
import { WORDS } from "../words";
import "./breathing.css";

const IN = 4000;
const OUT = 6000;

export function Breathing() {
  const [on, turn] = useState(false);
  return (
    <div class="breathing">
      <button type="button" aria-expanded={on} onClick={() => turn(!on)}>
        {on ? WORDS.chat.breathing.stop : WORDS.chat.breathing.start}
      </button>
      {on ? <Breath /> : null}
    </div>
  );
}

function Breath() {
  const [inward, turn] = useState(true);
  useEffect(() => {
    const timer = setTimeout(() => turn(!inward), inward ? IN : OUT);
    return () => clearTimeout(timer);
  }, [inward]);
  return (
    <>
      <p class="small">{WORDS.chat.breathing.how}</p>
      <p class={inward ? "breath in" : "breath"}>
        <span>{inward ? WORDS.chat.breathing.inward : WORDS.chat.breathing.outward}</span>
      </p>
    </>
  );
}
