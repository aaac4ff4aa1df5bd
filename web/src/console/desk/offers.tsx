// A waiting visitor, shown to this peer for some seconds. No words before acceptance.
import type { OfferCard } from "../../contract";
import { inWords, now, secondsSince, secondsUntil } from "../clock";
import { Act } from "../parts/act";
import { useKeys } from "../parts/keys";
import { LevelMark } from "../parts/level";
import { languageName, topicLabel, type Service } from "../service";
import type { DeskSession } from "./session";

export interface OffersProps {
  readonly session: DeskSession;
  readonly service: Service;
}

export function Offers({ session, service }: OffersProps) {
  const offers = session.desk.value.view?.offers ?? [];
  const first = offers[0];
  useKeys({ "Alt+a": () => first && void session.act("accept_offer", { offer: first.id }) });
  return (
    <>
      {offers.map((offer) => (
        <Offer key={offer.id} offer={offer} session={session} service={service} />
      ))}
    </>
  );
}

interface OfferProps extends OffersProps {
  readonly offer: OfferCard;
}

function Offer({ offer, session, service }: OfferProps) {
  return (
    <section class="sheet offer" aria-label={`Offer: ${offer.pseudonym}`}>
      <h2>{offer.pseudonym} is waiting for you</h2>
      <dl class="facts">
        <dt>Waiting</dt>
        <dd>{inWords(secondsSince(offer.waiting_since, now.value))}</dd>
        <dt>Topic</dt>
        <dd>{topicLabel(service, offer.topic)}</dd>
        <dt>Language</dt>
        <dd>{languageName(service, offer.language)}</dd>
        <dt>Distress</dt>
        <dd>{offer.distress === null ? "not said" : `${offer.distress} of 10`}</dd>
        <dt>Risk</dt>
        <dd>
          <LevelMark level={offer.level} />
        </dd>
      </dl>
      <Left expires={offer.expires_at} />
      <p class="row">
        <Act run={() => session.act("accept_offer", { offer: offer.id })} class="primary" keys="Alt+A">
          Accept
        </Act>
        <Act run={() => session.act("decline_offer", { offer: offer.id })}>Not now</Act>
      </p>
    </section>
  );
}

const LONGEST = 20; // seconds an offer lasts by default: the full bar

function Left({ expires }: { readonly expires: string }) {
  const left = Math.max(0, secondsUntil(expires, now.value));
  return (
    <p class="left">
      <progress max={Math.max(LONGEST, left)} value={left} aria-hidden="true" />
      <span>{left === 0 ? "This offer goes to the next peer." : `${left} s left to answer`}</span>
    </p>
  );
}
