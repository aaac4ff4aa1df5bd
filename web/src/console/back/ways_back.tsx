// Ways back that are open: about oneself, and those that one may confirm for somebody else.
import { useEffect, useState } from "preact/hooks";
import type { Me, WayBackCard, WayBackLink } from "../../contract";
import { ask } from "../api";
import { useAsked } from "../care/use_asked";
import { inWords, now, secondsUntil } from "../clock";
import { Act } from "../parts/act";
import { Question } from "../parts/question";
import { SecretLink } from "../parts/secret_link";
import { TroubleNote } from "../parts/trouble_note";
import type { Trouble } from "../trouble";

const AGAIN = 60_000; // milliseconds

export function WaysBack({ me }: { readonly me: Me }) {
  const { body, trouble, act, again } = useAsked("/api/way-back", {});
  const [made, setMade] = useState<WayBackLink | null>(null);
  useEffect(() => {
    const timer = setInterval(() => void again(), AGAIN);
    return () => clearInterval(timer);
  }, []);
  const confirms = me.roles.includes("moderator") || me.roles.includes("administrator");
  const done = (link: WayBackLink) => {
    setMade(link);
    void again();
  };
  if (body === null || (body.ways.length === 0 && made === null)) return null;
  return (
    <section class="sheet" aria-label="A way back into an account">
      <TroubleNote trouble={trouble} />
      <ul class="plain-list">
        {body.ways.map((way) => (
          <li key={way.id}>
            <Way way={way} confirms={confirms} stop={() => act("/api/way-back/stop", { id: way.id })} done={done} />
          </li>
        ))}
      </ul>
      <div role="status">{made === null ? null : <Link made={made} close={() => setMade(null)} />}</div>
    </section>
  );
}

interface WayProps {
  readonly way: WayBackCard;
  readonly confirms: boolean;
  readonly stop: () => Promise<boolean>;
  readonly done: (link: WayBackLink) => void;
}

function Way({ way, confirms, stop, done }: WayProps) {
  const [asking, setAsking] = useState(false);
  const may = confirms && !way.mine && !way.own && way.state === "asked";
  return (
    <>
      <p>{words(way)}</p>
      <p class="row">
        {may ? (
          <button type="button" class="primary" onClick={() => setAsking(true)}>
            I have made sure that it is {way.name}
          </button>
        ) : null}
        <Act run={stop}>{way.own ? "That was not me: stop it" : "Stop it"}</Act>
      </p>
      {asking ? <Confirm way={way} done={done} close={() => setAsking(false)} /> : null}
    </>
  );
}

function words(way: WayBackCard) {
  if (way.own)
    return (
      <>
        <strong>{way.asked_by} has asked for a new way into your account.</strong> If you did not ask for it, stop it and tell
        an administrator.
      </>
    );
  if (way.state === "confirmed") return `A link into the account of ${way.name} is out. It has not been used yet.`;
  if (way.mine) return `You have asked for a way back for ${way.name}. Somebody else has to confirm that it is them.`;
  return (
    <>
      <strong>
        {way.asked_by} asks for a way back for {way.name},
      </strong>{" "}
      who has lost password and second step: “{way.reason}”
    </>
  );
}

interface ConfirmProps {
  readonly way: WayBackCard;
  readonly done: (link: WayBackLink) => void;
  readonly close: () => void;
}

function Confirm({ way, done, close }: ConfirmProps) {
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const run = async () => {
    const told = await ask("/api/way-back/confirm", { id: way.id });
    setTrouble(told.ok ? null : told);
    if (told.ok) done(told.body);
    return told.ok;
  };
  return (
    <Question grave title={`Is it ${way.name}?`} yes="Yes, make the link" {...{ run, trouble, close }}>
      <p>
        See them or hear them yourself first, on a way that you knew before: not by a number or an address that came with the
        request. Who has the link has the account.
      </p>
    </Question>
  );
}

function Link({ made, close }: { readonly made: WayBackLink; readonly close: () => void }) {
  return (
    <SecretLink link={made.link} label="Link into the account">
      This link is shown only now. It works once, for {inWords(secondsUntil(made.expires_at, now.value))}. Give it to this
      person alone.{" "}
      <button type="button" onClick={close}>
        I have given it
      </button>
    </SecretLink>
  );
}
