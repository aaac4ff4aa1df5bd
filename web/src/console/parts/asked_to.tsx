// Somebody else's conversation that one is asked to take over. No words of the visitor before a yes.
import type { AnswerTransfer, AskedCard } from "../../contract";
import { now, secondsUntil } from "../clock";
import { Act } from "./act";
import { LevelMark } from "./level";
import { languageName, topicLabel, type Service } from "../service";

export interface AskedProps {
  readonly asked: AskedCard | null;
  readonly service: Service;
  readonly answer: (body: AnswerTransfer) => Promise<boolean>;
}

export function AskedToTakeOver({ asked, service, answer }: AskedProps) {
  if (asked === null) return null;
  const say = (accept: boolean) => answer({ transfer: asked.id, accept });
  return (
    <section class="sheet offer" aria-label={`Asked to take over: ${asked.pseudonym}`}>
      <h2>
        {asked.asked_by} asks you to go on with {asked.pseudonym}
      </h2>
      {asked.reason === "" ? null : <blockquote class="flag-words">{asked.reason}</blockquote>}
      <Facts asked={asked} service={service} />
      <p class="small">You read what was said, and a note for you, once you have said yes.</p>
      <p>{leftInWords(asked.expires_at)}</p>
      <p class="row">
        <Act run={() => say(true)} class="primary">
          Take over
        </Act>
        <Act run={() => say(false)}>Not now</Act>
      </p>
    </section>
  );
}

function Facts({ asked, service }: { readonly asked: AskedCard; readonly service: Service }) {
  return (
    <dl class="facts">
      <dt>Topic</dt>
      <dd>{topicLabel(service, asked.topic)}</dd>
      <dt>Language</dt>
      <dd>{languageName(service, asked.language)}</dd>
      <dt>Risk</dt>
      <dd>
        <LevelMark level={asked.level} />
      </dd>
    </dl>
  );
}

export function leftInWords(expires: string): string {
  const left = Math.max(0, secondsUntil(expires, now.value));
  return left === 0 ? "The time to answer is over." : `${left} s left to answer`;
}
