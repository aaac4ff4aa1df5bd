// The administrator's page: who works here, in which roles, and who is invited.
import { useEffect, useState } from "preact/hooks";
import type { Me, Team } from "../../contract";
import { ask } from "../api";
import { TroubleNote } from "../parts/trouble_note";
import { PeerHolds } from "../review/peer_holds";
import { SecondLooks } from "../review/second_looks";
import type { Service } from "../service";
import { Holders } from "../training/holders";
import type { Trouble } from "../trouble";
import { Applications } from "./applications";
import { Invite } from "./invite";
import { Open } from "./open_invitations";
import { Papers } from "./papers";
import { Staff } from "./staff";

const AGAIN = 15_000; // milliseconds: an invitation is accepted somewhere else

export interface PeopleProps {
  readonly me: Me;
  readonly service: Service;
}

export function People({ me, service }: PeopleProps) {
  const [team, setTeam] = useState<Team | null>(null);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const load = async () => {
    const answer = await ask("/api/staff", {});
    setTrouble(answer.ok ? null : answer);
    if (answer.ok) setTeam(answer.body);
  };
  useEffect(() => {
    void load();
    const timer = setInterval(() => void load(), AGAIN);
    return () => clearInterval(timer);
  }, []);
  return (
    <main class="page" id="main">
      <h1>People</h1>
      <TroubleNote trouble={trouble} dismiss={() => setTrouble(null)} />
      <SecondLooks service={service} lifts />
      <Invite invited={load} />
      {team === null ? <p role="status">One moment …</p> : <Staff me={me} staff={team.staff} changed={load} />}
      {team === null || team.invitations.length === 0 ? null : <Open invitations={team.invitations} />}
      <PeerHolds />
      <Applications />
      <Papers />
      <Holders me={me} />
    </main>
  );
}
