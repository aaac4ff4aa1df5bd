// One step on one screen. Focus goes to its heading, so that a screen reader begins there.
import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";

export interface ScreenProps {
  readonly title: string;
  readonly children: ComponentChildren;
}

export function Screen({ title, children }: ScreenProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    window.scrollTo(0, 0);
    heading.current?.focus();
  }, []);
  return (
    <section class="screen">
      <h1 ref={heading} tabIndex={-1}>
        {title}
      </h1>
      {children}
    </section>
  );
}
