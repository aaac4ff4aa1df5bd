// The public page: apply, follow one's own application, or answer as a referee.
import { useEffect, useState } from "preact/hooks";
import type { JoiningView } from "../../contract";
import { ask } from "../api";
import { TroubleNote } from "../parts/trouble_note";
import type { Trouble } from "../trouble";
import { Apply } from "./apply";
import type { JoinLink } from "./fragment";
import { OwnApplication } from "./own_application";
import { Reference } from "./reference";

export function JoinPage({ name, link }: { readonly name: string; readonly link: JoinLink | null }) {
  return (
    <main class="page join" id="main">
      <h1>{name}</h1>
      {link === null ? <Open name={name} /> : null}
      {link?.kind === "application" ? <OwnApplication token={link.token} /> : null}
      {link?.kind === "reference" ? <Reference token={link.token} /> : null}
    </main>
  );
}

function Open({ name }: { readonly name: string }) {
  const [shown, setShown] = useState<JoiningView | null>(null);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  useEffect(() => {
    void ask("/api/join", {}).then((told) => (told.ok ? setShown(told.body) : setTrouble(told)));
  }, []);
  if (shown === null) return trouble === null ? <p role="status">One moment …</p> : <TroubleNote trouble={trouble} />;
  if (!shown.open)
    return (
      <section class="sheet">
        <h2>Become a peer</h2>
        <p>At the moment we take no applications. Thank you for thinking of it.</p>
        <p>
          If you would like to talk with somebody yourself: <a href="/">{name}</a>.
        </p>
      </section>
    );
  return <Apply shown={shown} />;
}
