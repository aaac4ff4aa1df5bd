// What a phrase that is not live yet would find: what follows from it, in the suite, and lately. Nobody's words.
import type { OwnPhraseTried, TriedLately, TriedOnSuite } from "../../contract";
import { LevelMark } from "../parts/level";
import { ACTIONS, Found } from "../review/try_rules";

export function WhatItFinds({ text, tried }: { readonly text: string; readonly tried: OwnPhraseTried }) {
  if (tried.wrong !== "") return <p class="wrong">This can’t be read: {tried.wrong}</p>;
  return (
    <section aria-label="What it would find">
      <p>
        <LevelMark level={tried.level} /> follows where a visitor says it.
      </p>
      <ul class="known small">
        {tried.actions.map((one) => (
          <li key={one}>{ACTIONS[one] ?? one}</li>
        ))}
      </ul>
      {tried.suite === null ? null : <OnSuite suite={tried.suite} />}
      {tried.lately === null ? null : <p>{lately(tried.lately)}</p>}
      {tried.now === null || tried.then === null ? null : (
        <>
          <h3>These words now</h3>
          <Found text={text} tried={tried.now} label="What is found now" />
          <h3>With the phrase</h3>
          <Found text={text} tried={tried.then} label="What is found with the phrase" />
        </>
      )}
    </section>
  );
}

function OnSuite({ suite }: { readonly suite: TriedOnSuite }) {
  return (
    <>
      <p>
        In {suite.found} of the {suite.of} sentences that the screen is tested with
        {suite.too_high === 0 ? "." : `; it raises ${suite.too_high} of them higher than they should be:`}
      </p>
      <ul class="known small">
        {suite.examples.map((one) => (
          <li key={one}>“{one}”</li>
        ))}
      </ul>
    </>
  );
}

/** Small counts would say that somebody said it. */
export function lately({ of, found, newly }: TriedLately): string {
  const where = `Of ${of} conversations of the last 30 days that can still be read`;
  if (found === null) return `${where} it is in so few, or in all but so few, that the count is not told.`;
  if (found === 0) return `${where} it is in none.`;
  const fresh = newly === null ? "how many of these had no flag is not told: too few" : `${newly} of these had no flag`;
  return `${where} it is in ${found}; ${fresh}.`;
}
