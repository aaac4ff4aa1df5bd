// Looking back: what moderators want to open again, and the conversations that have ended.
import { useEffect, useState } from "preact/hooks";
import type { CoachingView, Me, Review } from "../../contract";
import { ask } from "../api";
import { TroubleNote } from "../parts/trouble_note";
import type { Service } from "../service";
import type { Trouble } from "../trouble";
import { GivenCoaching } from "../care/coaching";
import { AlarmRecords } from "./alarm_records";
import { Blocks } from "./blocks";
import { Closed } from "./closed";
import { asked, hashOf } from "./looking";
import { useLooking } from "./looking_bar";
import { Openings } from "./openings";
import { PeerHolds } from "./peer_holds";
import { Sampling } from "./sampling";
import { SecondLooks } from "./second_looks";
import { TryRules } from "./try_rules";

const NONE: CoachingView = { coachings: [], competencies: [] };
const AGAIN = 5000; // milliseconds: a second person answers somewhere else

export interface ReviewPageProps {
  readonly me: Me;
  readonly service: Service;
}

export function ReviewPage({ me, service }: ReviewPageProps) {
  const moderates = me.roles.includes("moderator");
  const coaches = me.roles.includes("coach");
  const [looking, change] = useLooking();
  const [review, setReview] = useState<Review | null>(null);
  const [coaching, setCoaching] = useState<CoachingView>(NONE);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const load = async () => {
    const answer = await ask("/api/review", asked(looking));
    setTrouble(answer.ok ? null : answer);
    if (answer.ok) setReview(answer.body);
    const given = coaches ? await ask("/api/coaching", {}) : null;
    if (given?.ok) setCoaching(given.body);
  };
  useEffect(() => {
    void load();
    const timer = setInterval(() => void load(), AGAIN);
    return () => clearInterval(timer);
  }, [hashOf(looking)]);
  return (
    <main class="page" id="main">
      <h1>Review</h1>
      <TroubleNote trouble={trouble} dismiss={() => setTrouble(null)} />
      {review === null ? (
        <p role="status">One moment …</p>
      ) : (
        <>
          {moderates ? <SecondLooks service={service} lifts={me.roles.includes("administrator")} /> : null}
          {moderates ? <PeerHolds /> : null}
          {moderates ? <Blocks /> : null}
          <Openings openings={review.openings} competencies={coaching.competencies} coaches={coaches} changed={load} />
          <Closed review={review} looking={looking} change={change} service={service} moderates={moderates} changed={load} />
          <GivenCoaching coachings={coaching.coachings} />
          {moderates ? <AlarmRecords /> : null}
          <Sampling moderates={moderates} changed={load} />
          {moderates ? <TryRules /> : null}
        </>
      )}
    </main>
  );
}
