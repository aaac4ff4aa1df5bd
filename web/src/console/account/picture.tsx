// A QR code, drawn here: no picture is fetched, and none leaves the page.

export interface PictureProps {
  /** Rows of 0 and 1; 1 is dark. */
  readonly rows: readonly string[];
  readonly label: string;
}

const MARGIN = 4; // dots of light around it, or no camera finds it

export function Picture({ rows, label }: PictureProps) {
  const side = rows.length + 2 * MARGIN;
  return (
    <svg class="picture" viewBox={`0 0 ${side} ${side}`} role="img" aria-label={label} shape-rendering="crispEdges">
      <rect width={side} height={side} fill="#ffffff" />
      <path d={dots(rows)} fill="#000000" />
    </svg>
  );
}

export function dots(rows: readonly string[]): string {
  return rows
    .flatMap((row, y) => Array.from(row, (dot, x) => (dot === "1" ? `M${x + MARGIN} ${y + MARGIN}h1v1h-1z` : "")))
    .join("");
}
