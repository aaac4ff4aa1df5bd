// Who is here: somebody with an invitation, somebody who must sign in, or staff at work.
import { useEffect, useState } from "preact/hooks";
import type { Me } from "../../contract";
import { ask } from "../api";
import { WayIn } from "../back/way_in";
import { Invited } from "../entry/invitation";
import { SignIn } from "../entry/sign_in";
import { shut } from "../locked";
import type { Service } from "../service";
import { forgetDrafts } from "../talk/drafts";
import { House } from "./house";
import { unlock } from "./lock";

export interface ConsoleProps {
  readonly service: Service;
  readonly invitation: string | null;
  readonly wayBack: string | null;
}

type Who = Me | "unknown" | "nobody";

export function Console({ service, invitation, wayBack }: ConsoleProps) {
  const [back, setBack] = useState(wayBack);
  const [token, setToken] = useState(invitation);
  const [who, setWho] = useState<Who>("unknown");
  useEffect(() => {
    void ask("/api/me", {}).then((answer) => {
      if (answer.ok && answer.body.locked) shut();
      setWho(answer.ok ? answer.body : "nobody");
    });
  }, []);
  const entered = (me: Me) => {
    unlock();
    setToken(null);
    setWho(me);
  };
  const left = () => {
    forgetDrafts();
    unlock();
    setWho("nobody");
  };
  if (back !== null) return <WayIn token={back} leave={() => setBack(null)} />;
  if (token !== null) return <Invited token={token} entered={entered} leave={() => setToken(null)} />;
  if (who === "unknown") return <p class="entry" role="status">One moment …</p>;
  if (who === "nobody") return <SignIn name={service.name} entered={entered} />;
  return <House key={who.id} me={who} service={service} left={left} />;
}
