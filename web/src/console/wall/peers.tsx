// Who is on shift, by name: what each does, since when, and how many more may come to them.
import type { DutyState, ShiftPeer } from "../../contract";
import { inPlain } from "../../shared/known";
import { clock } from "../../shared/times";
import { inWords, now, secondsSince } from "../clock";
import { Wide } from "../parts/wide";
import { languageName, type Service } from "../service";
import type { WallSession } from "./session";

const STATES: Readonly<Record<DutyState, string>> = {
  off: "off duty",
  ready: "ready",
  offered: "asked about somebody",
  talking: "talking",
  hosting: "looks after a room",
  wrap_up: "wrapping up",
  break: "on a break",
  away: "does not answer offers",
};

export interface PeersProps {
  readonly session: WallSession;
  readonly service: Service;
}

export function Peers({ session, service }: PeersProps) {
  const { peers } = session.wall.value;
  return (
    <section aria-labelledby="peers-on-shift">
      <h2 id="peers-on-shift">
        Peers on shift <span class="quiet small">{peers.length === 0 ? "none" : peers.length}</span>
      </h2>
      {peers.length === 0 ? null : (
        <Wide label="Table of peers on shift">
          <thead>
            <tr>
              <th scope="col">Name</th>
              <th scope="col">State</th>
              <th scope="col">For</th>
              <th scope="col">Talks</th>
              <th scope="col">Free places</th>
              <th scope="col">Languages</th>
            </tr>
          </thead>
          <tbody>
            {peers.map((peer) => (
              <tr key={peer.id}>
                <th scope="row">{peer.name}</th>
                <td>{peerInWords(peer)}</td>
                <td>{inWords(secondsSince(peer.since, now.value))}</td>
                <td>
                  {peer.talking} of {peer.places}
                </td>
                <td>{peer.free}</td>
                <td>{peer.languages.map((one) => languageName(service, one)).join(", ")}</td>
              </tr>
            ))}
          </tbody>
        </Wide>
      )}
    </section>
  );
}

/** What they do, and everything that keeps somebody new from them. */
export function peerInWords(peer: ShiftPeer): string {
  return [
    inPlain(STATES, peer.state),
    peer.here ? "" : "connection away",
    peer.going ? "takes nobody new" : "",
    peer.rests_until === null ? "" : `rests until ${clock(peer.rests_until)}`,
    peer.on_hold ? "on hold" : "",
    peer.certified ? "" : "no certificate",
  ]
    .filter(Boolean)
    .join(", ");
}
