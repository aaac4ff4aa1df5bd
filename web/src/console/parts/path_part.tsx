// Whether this is somebody under 18, or a worry about somebody else. It changes no level.
import type { Path } from "../../contract";
import { pathLabel, type Service } from "../service";
import { Act } from "./act";

const ALL: readonly Path[] = ["children", "third_party"];

export interface PathPartProps {
  readonly service: Service;
  readonly path: Path | null;
  readonly take: (path: Path | null) => unknown;
}

export function PathPart({ service, path, take }: PathPartProps) {
  return (
    <div class="row" role="group" aria-label="Who this is about">
      {ALL.map((one) => (
        <Act
          key={one}
          run={() => take(path === one ? null : one)}
          pressed={path === one}
          class={path === one ? "primary" : ""}
        >
          {pathLabel(service, one)}
        </Act>
      ))}
    </div>
  );
}
