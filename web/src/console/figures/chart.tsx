// A picture beside its table. For whoever does not see it, the table says the same.
import { useEffect, useRef } from "preact/hooks";
import type { Series } from "./plot";

export interface ChartProps {
  readonly title: string;
  readonly labels: readonly string[];
  readonly series: readonly Series[];
}

export function Chart({ title, labels, series }: ChartProps) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    let gone = false;
    let clear: (() => void) | null = null;
    void import("./plot").then(({ draw }) => {
      if (!gone && box.current !== null) clear = draw(box.current, labels, series);
    });
    return () => {
      gone = true;
      clear?.();
    };
  }, [labels, series]);
  const names = series.map(({ name }) => name).join(", ");
  return <div ref={box} class="chart" role="img" aria-label={`Picture of the table below: ${title} (${names})`} />;
}
