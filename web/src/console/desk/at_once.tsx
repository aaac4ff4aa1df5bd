// With how many visitors at the same time. Everybody may always say: one.
export interface AtOnceProps {
  readonly most: number;
  readonly wished: number;
  readonly change: (wished: number) => void;
}

export function AtOnce({ most, wished, change }: AtOnceProps) {
  if (most < 2) return null;
  const all = Array.from({ length: most }, (_, index) => index + 1);
  return (
    <fieldset>
      <legend>At the same time I talk with</legend>
      {all.map((count) => (
        <label key={count} class="tick">
          <input type="radio" name="at-once" checked={count === Math.min(wished, most)} onChange={() => change(count)} />
          <span>{count === 1 ? "one visitor" : `up to ${count} visitors`}</span>
        </label>
      ))}
      <p class="hint">
        Somebody who is in danger always has you alone: nobody else comes until that is over. You can change this at any
        time.
      </p>
    </fieldset>
  );
}
