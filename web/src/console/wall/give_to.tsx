// Somebody who waits is offered first to the peer whom a moderator chooses.
import { useState } from "preact/hooks";
import type { ShiftPeer, WallConversation } from "../../contract";
import { Question } from "../parts/question";
import { Radios } from "../parts/radios";
import { languageName, type Service } from "../service";
import { peerInWords } from "./peers";
import type { WallSession } from "./session";

export interface GiveToProps {
  readonly card: WallConversation;
  readonly session: WallSession;
  readonly service: Service;
  readonly close: () => void;
}

export function GiveTo({ card, session, service, close }: GiveToProps) {
  const [whom, choose] = useState<string | null>(null);
  const { peers, trouble } = session.wall.value;
  const free = peers.filter((one) => mayTake(one, card));
  const chosen = free.find((one) => one.id === whom);
  return (
    <Question
      title={`Offer ${card.pseudonym} to a peer`}
      yes={chosen === undefined ? null : `Offer to ${chosen.name}`}
      run={async () => chosen !== undefined && session.act("give_to", { conversation: card.id, whom: chosen.id })}
      trouble={trouble}
      close={close}
    >
      {free.length === 0 ? (
        <p>Nobody who is free answers in {languageName(service, card.language)}.</p>
      ) : (
        <Radios legend="Peers who are free and answer in this language" options={free.map(option)} value={whom} change={choose} />
      )}
      <p class="quiet small">
        They are asked as always, and may decline; then the others are asked. Training, rest and what people keep private hold here
        too: where a rule is against it, you read which.
      </p>
    </Question>
  );
}

export function mayTake(peer: ShiftPeer, card: Pick<WallConversation, "language">): boolean {
  return peer.free > 0 && peer.languages.includes(card.language);
}

function option(peer: ShiftPeer): readonly [string, string] {
  return [peer.id, `${peer.name}: ${peerInWords(peer)}, ${peer.talking} of ${peer.places} talks`];
}
