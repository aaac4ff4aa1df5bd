// The picture of a table, by uPlot. Loaded only where one is shown; the table itself says the same.
import uPlot from "uplot";
import "uplot/dist/uPlot.min.css";

export interface Series {
  readonly name: string;
  readonly values: readonly (number | null)[];
}

const COLOURS = ["--accent", "--l3", "--l2", "--l4", "--quiet"] as const;
const DASHES = [[], [6, 4], [2, 3], [9, 3, 2, 3], [1, 4]] as const; // not by colour alone
const HEIGHT = 220; // pixels, without the legend

/** Draws into this element; returns what takes it away again. */
export function draw(into: HTMLElement, labels: readonly string[], series: readonly Series[]): () => void {
  const style = getComputedStyle(into);
  const colour = (name: string) => style.getPropertyValue(name).trim();
  const width = into.clientWidth;
  const axis = { stroke: colour("--ink"), grid: { stroke: colour("--line") }, ticks: { stroke: colour("--line") } };
  const plot = new uPlot(
    {
      width,
      height: HEIGHT,
      cursor: { show: false },
      legend: { live: false },
      scales: { x: { time: false, range: (_, least, most) => [least - 0.6, most + 0.6] }, y: { range: (_, __, most) => [0, Math.max(1, most)] } },
      axes: [{ ...axis, values: (_, at) => at.map((n) => labels[n] ?? "") }, axis],
      series: [
        {},
        ...series.map(({ name }, n) => ({
          label: name,
          stroke: colour(COLOURS[n % COLOURS.length] ?? "--accent"),
          width: 2,
          dash: [...(DASHES[n % DASHES.length] ?? [])],
          points: { show: true },
        })),
      ],
    },
    [labels.map((_, n) => n), ...series.map(({ values }) => [...values])],
    into,
  );
  const fitted = new ResizeObserver(() => plot.setSize({ width: into.clientWidth, height: HEIGHT }));
  fitted.observe(into);
  return () => {
    fitted.disconnect();
    plot.destroy();
  };
}
