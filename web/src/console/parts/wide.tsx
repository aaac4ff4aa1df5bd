// A table that may be wider than a phone: it scrolls by itself, by keyboard as well.
import type { ComponentChildren } from "preact";

export interface WideProps {
  readonly label: string;
  readonly children: ComponentChildren;
}

export function Wide({ label, children }: WideProps) {
  return (
    // What scrolls must take the focus, or nobody without a mouse sees the last column.
    // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div class="wide" role="region" aria-label={label} tabIndex={0}>
      <table>{children}</table>
    </div>
  );
}
