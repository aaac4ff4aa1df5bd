// One's own application, by its link: where it stands, the agreement, and the way in.
import type { ApplicationState, ApplicationView } from "../../contract";
import { inPlain } from "../../shared/known";
import { day } from "../../shared/times";
import { ask } from "../api";
import { useAsked } from "../care/use_asked";
import { Act } from "../parts/act";
import { AgreementPart } from "../parts/agreement";
import { TroubleNote } from "../parts/trouble_note";

const STANDS: Readonly<Record<ApplicationState, string>> = {
  applied: "We have your application and are looking at it.",
  invited: "We would like to have you with us.",
  joined: "You have your account. Sign in there.",
  declined: "We can't take you in this time.",
  withdrawn: "You have taken your application back. It will be deleted.",
};

export function OwnApplication({ token }: { readonly token: string }) {
  const { body, trouble, act } = useAsked("/api/join/application", { token });
  const enter = async () => {
    const told = await ask("/api/join/invitation", { token });
    if (told.ok) location.assign(told.body.link);
    else await act("/api/join/application", { token });
  };
  return (
    <section class="sheet" aria-labelledby="own">
      <h2 id="own">Your application</h2>
      {trouble?.code === "not_found" ? (
        <p class="trouble">This link leads nowhere: the application has been deleted, or it was not copied whole.</p>
      ) : (
        <TroubleNote trouble={trouble} />
      )}
      {body === null ? null : (
        <Shown
          body={body}
          agree={() => act("/api/join/agree", { token, version: body.agreement.version })}
          enter={enter}
          withdraw={() => act("/api/join/withdraw", { token })}
        />
      )}
    </section>
  );
}

interface ShownProps {
  readonly body: ApplicationView;
  readonly agree: () => Promise<boolean>;
  readonly enter: () => Promise<void>;
  readonly withdraw: () => Promise<boolean>;
}

function Shown({ body, agree, enter, withdraw }: ShownProps) {
  const open = body.state === "applied" || body.state === "invited";
  return (
    <>
      <p role="status">
        Hello {body.name}. <strong>{inPlain(STANDS, body.state)}</strong>
      </p>
      {body.reason === "" ? null : <blockquote>{body.reason}</blockquote>}
      <p class="quiet small">
        Sent on {day(body.applied_at)}.{body.asked === 0 ? "" : ` References: ${body.given} of ${body.asked} are there.`}
      </p>
      {open ? <AgreementPart agreement={body.agreement} agree={agree} /> : null}
      {body.state === "invited" && body.agreement.agreed_at !== null ? (
        <p>
          <Act class="primary" run={enter}>
            Make my account
          </Act>
        </p>
      ) : null}
      {body.state === "joined" ? (
        <p>
          <a href="/console">Go to sign-in</a>
        </p>
      ) : null}
      {open ? (
        <p>
          <Act run={withdraw}>Take my application back</Act>
        </p>
      ) : null}
    </>
  );
}
