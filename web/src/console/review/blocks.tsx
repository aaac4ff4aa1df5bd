// Who is blocked, and what they say to it. Another moderator than who set it decides on an appeal.
import { useEffect, useState } from "preact/hooks";
import { REPORT_LIMIT, type BlockRecord, type BlockState } from "../../contract";
import { inPlain } from "../../shared/known";
import { clock, day } from "../../shared/times";
import { ask, type Told } from "../api";
import { Act } from "../parts/act";
import { Field } from "../parts/field";
import { TroubleNote } from "../parts/trouble_note";
import type { Trouble } from "../trouble";
import { REASONS } from "../wall/block_question";

const AGAIN = 5000; // milliseconds: an appeal comes at any time

export function Blocks() {
  const [blocks, setBlocks] = useState<readonly BlockRecord[]>([]);
  const load = async () => {
    const answer = await ask("/api/blocks", {});
    if (answer.ok) setBlocks(answer.body.blocks);
  };
  useEffect(() => {
    void load();
    const timer = setInterval(() => void load(), AGAIN);
    return () => clearInterval(timer);
  }, []);
  if (blocks.length === 0) return null;
  return (
    <section aria-labelledby="blocks">
      <h2 id="blocks">Blocked visitors</h2>
      {blocks.map((one) => (
        <Record key={one.id} block={one} changed={load} />
      ))}
    </section>
  );
}

interface RecordProps {
  readonly block: BlockRecord;
  readonly changed: () => Promise<void>;
}

const STATES: Readonly<Record<BlockState, string>> = {
  stands: "blocked",
  appealed: "has written an appeal",
  upheld: "the appeal was refused",
  lifted: "may come back",
};

function Record({ block, changed }: RecordProps) {
  const lasts = block.holds ? `until ${clock(block.until)}, ${day(block.until)}` : "over";
  return (
    <article class="sheet" aria-label={`Block: ${block.pseudonym}`}>
      <p>
        <strong>
          {block.pseudonym}: {inPlain(STATES, block.state)}
        </strong>{" "}
        ({lasts}). {inPlain(REASONS, block.reason)}, by {block.mine ? "you" : block.by}.
      </p>
      {block.words === "" ? null : <p class="words">{block.words}</p>}
      {block.appeal === "" ? null : (
        <>
          <p class="small">Their appeal:</p>
          <p class="words">{block.appeal}</p>
        </>
      )}
      {block.answer === "" ? null : (
        <>
          <p class="small">{block.answered_by} answered:</p>
          <p class="words">{block.answer}</p>
        </>
      )}
      {block.holds ? <Deciding block={block} changed={changed} /> : null}
    </article>
  );
}

function Deciding({ block, changed }: RecordProps) {
  const [words, setWords] = useState("");
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const [missing, setMissing] = useState(false);
  const settled = async (answer: Told<null>) => {
    setTrouble(answer.ok ? null : answer);
    await changed();
  };
  const lift = async () => settled(await ask("/api/blocks/lift", { block: block.id, words }));
  const uphold = async () => {
    setMissing(words.trim() === "");
    if (words.trim() !== "") await settled(await ask("/api/blocks/uphold", { block: block.id, words }));
  };
  return (
    <>
      <TroubleNote trouble={trouble} dismiss={() => setTrouble(null)} />
      <Field
        label={`Your words to ${block.pseudonym}`}
        value={words}
        change={setWords}
        lines={2}
        limit={REPORT_LIMIT}
        wrong={missing ? "To refuse it needs a sentence for them." : null}
      />
      <p class="row">
        <Act run={lift}>Let them come back</Act>
        {block.state === "appealed" && !block.mine ? <Act run={uphold}>It stays</Act> : null}
        {block.state === "appealed" && block.mine ? (
          <span class="quiet small">You set it: whether it stays is for another moderator to say.</span>
        ) : null}
      </p>
    </>
  );
}
