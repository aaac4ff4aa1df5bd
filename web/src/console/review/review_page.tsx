// Looking back: what moderators want to open again, and the conversations that have ended.
import { useEffect, useState } from "preact/hooks";
import type { Review } from "../../contract";
import { ask } from "../api";
import { TroubleNote } from "../parts/trouble_note";
import type { Service } from "../service";
import type { Trouble } from "../trouble";
import { AlarmRecords } from "./alarm_records";
import { Blocks } from "./blocks";
import { Closed } from "./closed";
import { Openings } from "./openings";
import { Sampling } from "./sampling";
import { TryRules } from "./try_rules";

const AGAIN = 5000; // milliseconds: a second person answers somewhere else

export function ReviewPage({ service }: { readonly service: Service }) {
  const [review, setReview] = useState<Review | null>(null);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const load = async () => {
    const answer = await ask("/api/review", {});
    setTrouble(answer.ok ? null : answer);
    if (answer.ok) setReview(answer.body);
  };
  useEffect(() => {
    void load();
    const timer = setInterval(() => void load(), AGAIN);
    return () => clearInterval(timer);
  }, []);
  return (
    <main class="page" id="main">
      <h1>Review</h1>
      <TroubleNote trouble={trouble} dismiss={() => setTrouble(null)} />
      {review === null ? (
        <p role="status">One moment …</p>
      ) : (
        <>
          <Blocks />
          <Openings openings={review.openings} changed={load} />
          <Closed closed={review.closed} openings={review.openings} service={service} changed={load} />
          <AlarmRecords />
          <Sampling changed={load} />
          <TryRules />
        </>
      )}
    </main>
  );
}
