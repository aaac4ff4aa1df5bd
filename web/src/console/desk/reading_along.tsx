// Reading along to learn, or as a mentor: asking for it, and the words while both of the others say yes.
import { useEffect, useState } from "preact/hooks";
import type { Line, MentoringCard, ReadingCard } from "../../contract";
import { Act } from "../parts/act";
import { FirstReads } from "../parts/first_reads";
import { Said } from "../talk/said";
import type { DeskSession } from "./session";

interface Props {
  readonly session: DeskSession;
  readonly card: ReadingCard;
}

export function ReadingAlong({ session, card }: Props) {
  return (
    <section class="talk" aria-labelledby="reading-along">
      <h2 id="reading-along">Read along</h2>
      <Where session={session} card={card} />
    </section>
  );
}

function Where({ session, card }: Props) {
  const leave = () => session.act("answer_learner", { conversation: card.conversation, accept: false });
  switch (card.state) {
    case null:
    case "declined":
    case "ended":
      return (
        <>
          <p class="small">You can read along where {card.mentor ? "a new" : "an experienced"} peer talks with somebody. The peer and the visitor are asked, and either may say no.</p>
          <p>
            <Act run={() => session.act("read_along", { mentor: card.mentor })}>Ask to read along</Act>
          </p>
        </>
      );
    case "asked":
    case "agreed":
      return (
        <p class="row" role="status">
          <span class="grow">{card.state === "asked" ? "A peer is asked." : "The peer said yes. Now the visitor is asked."}</span>
          <Act run={leave}>Take it back</Act>
        </p>
      );
    case "reading":
      return <Words key={card.conversation} {...{ session, card, leave }} />;
  }
}

/** Nothing comes by itself: the words are asked for each time, and taken off the page when the answer is no. */
function Words({ session, card, leave }: Props & { readonly leave: () => Promise<boolean> }) {
  const lines = useWords(session, card);
  return (
    <>
      <p class="small">
        {card.peer} talks with {card.pseudonym}. Both of them know that you read, and either may end it. It ends by itself where somebody may be in danger.
      </p>
      {/* A reader of long talks must be able to scroll with the keyboard. */}
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <div class="log" role="log" aria-label={`Messages of ${card.peer} and ${card.pseudonym}`} tabIndex={0}>
        <ol>
          {lines.map((line) => (
            <Said key={line.seq} line={line} mark="" />
          ))}
        </ol>
      </div>
      {card.mentoring === null ? null : <Mentoring {...{ session, card }} mentoring={card.mentoring} />}
      <p>
        <Act run={leave}>Stop reading</Act>
      </p>
    </>
  );
}

function Mentoring({ session, card, mentoring }: Props & { readonly mentoring: MentoringCard }) {
  const { conversation } = card;
  return (
    <section class="mentor" aria-labelledby="mentoring">
      <h3 id="mentoring">{mentoring.mine ? `You read ${mentoring.peer}'s words first` : `${mentoring.peer} is new`}</h3>
      {mentoring.mine ? (
        <FirstReads {...{ conversation, mentoring, session }} />
      ) : (
        <p class="row">
          <span class="grow">As their mentor you read each message for some seconds before it goes out. The visitor only sees that somebody writes. From level 2 on nothing waits.</span>
          <Act run={() => session.act("mentor", { conversation, on: true })}>Mentor {mentoring.peer}</Act>
        </p>
      )}
    </section>
  );
}

function useWords(session: DeskSession, { conversation, last_seq }: ReadingCard): readonly Line[] {
  const [lines, setLines] = useState<readonly Line[]>([]);
  useEffect(() => {
    let newest = true;
    void session.link.ask("read_on", { conversation }).then((answer) => {
      if (newest) setLines(answer.ok ? answer.body.lines : []);
    });
    return () => void (newest = false);
  }, [session, conversation, last_seq]);
  return lines;
}
