// One's own meter, looked at again every five minutes.
import { useEffect } from "preact/hooks";
import type { Meter } from "../../contract";
import { useAsked } from "./use_asked";

const EVERY = 300_000; // milliseconds

export function useMeter(): Meter | null {
  const { body, again } = useAsked("/api/meter", {});
  useEffect(() => {
    const timer = setInterval(() => void again(), EVERY);
    return () => clearInterval(timer);
  }, []);
  return body;
}
