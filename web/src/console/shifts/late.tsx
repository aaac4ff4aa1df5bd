// Who should be here and is not, for moderators. Without anybody late it says nothing.
import { useEffect, useState } from "preact/hooks";
import type { ShiftCard } from "../../contract";
import { ask } from "../api";
import { inWords, now, secondsSince } from "../clock";

const AGAIN = 60_000; // milliseconds

export function Late() {
  const [shifts, setShifts] = useState<readonly ShiftCard[]>([]);
  useEffect(() => {
    const read = async () => {
      const answer = await ask("/api/shifts/now", {});
      if (answer.ok) setShifts(answer.body.shifts);
    };
    void read();
    const timer = setInterval(() => void read(), AGAIN);
    return () => clearInterval(timer);
  }, []);
  const late = shifts.flatMap((card) => card.people.filter((one) => one.late).map((one) => ({ one, card })));
  return (
    <div role="status">
      {late.length === 0 ? null : (
        <p class="late">
          <strong>Late for their shift:</strong>{" "}
          {late
            .map(({ one, card }) => `${one.name} (${one.role}, ${inWords(secondsSince(card.starts_at, now.value))})`)
            .join(", ")}
        </p>
      )}
    </div>
  );
}
