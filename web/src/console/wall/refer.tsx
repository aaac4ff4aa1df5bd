// Offering a service of the directory. The visitor decides; to decline has no consequence.
import { useState } from "preact/hooks";
import type { ResourceCard, WallConversation } from "../../contract";
import { Field } from "../parts/field";
import { Question } from "../parts/question";
import type { Service } from "../service";
import { Directory } from "../talk/directory";
import { lookingOf } from "../talk/looking";
import type { WallSession } from "./session";

export interface ReferProps {
  readonly card: WallConversation;
  readonly session: WallSession;
  readonly service: Service;
  readonly close: () => void;
}

export function Refer({ card, session, service, close }: ReferProps) {
  const [chosen, setChosen] = useState<ResourceCard | null>(null);
  const [reason, setReason] = useState("");
  const [summary, setSummary] = useState("");
  const offer = async () => {
    if (chosen === null) return false;
    return session.act("offer_referral", { conversation: card.id, resource: chosen.id, reason, summary });
  };
  const { trouble } = session.wall.value;
  const yes = chosen === null ? null : "Offer it";
  return (
    <Question title={`Offer ${card.pseudonym} a referral`} {...{ yes, run: offer, trouble, close }}>
      <Directory
        service={service}
        looking={lookingOf(card)}
        find={(asked) => session.link.ask("find_resources", asked)}
        choose={setChosen}
        chooseLabel="Choose"
        chosen={chosen?.id ?? null}
      />
      <Field label="Why (for the record, the visitor does not see it)" value={reason} change={setReason} lines={2} limit={1000} />
      <Field
        label="What we would tell them"
        hint="The visitor sees this, can change it, and decides whether it is passed on. Write it as you would say it to them."
        value={summary}
        change={setSummary}
        lines={3}
        limit={1000}
      />
      <p role="status">{chosen === null ? "Choose a service first." : `Chosen: ${chosen.name}.`}</p>
    </Question>
  );
}
