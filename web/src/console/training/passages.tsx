// What a module says: headings, paragraphs, lists and quotes. Its words are only ever text.
import type { Passage, Words } from "../../contract";

export function Passages({ passages }: { readonly passages: readonly Passage[] }) {
  return (
    <>
      {grouped(passages).map((group, index) => (
        <Group key={index} group={group} />
      ))}
    </>
  );
}

/** Items that follow each other are one list. */
export function grouped(passages: readonly Passage[]): readonly (readonly Passage[])[] {
  const groups: Passage[][] = [];
  for (const one of passages) {
    const last = groups[groups.length - 1];
    if (one.kind === "item" && last?.[0]?.kind === "item") last.push(one);
    else groups.push([one]);
  }
  return groups;
}

function Group({ group }: { readonly group: readonly Passage[] }) {
  const [first] = group;
  if (first === undefined) return null;
  if (first.kind === "item")
    return (
      <ul>
        {group.map((one, index) => (
          <li key={index}>
            <Said words={one.words} />
          </li>
        ))}
      </ul>
    );
  if (first.kind === "heading")
    return (
      <h2>
        <Said words={first.words} />
      </h2>
    );
  const words = <Said words={first.words} />;
  return first.kind === "quote" ? <blockquote>{words}</blockquote> : <p>{words}</p>;
}

function Said({ words }: { readonly words: readonly Words[] }) {
  return (
    <>
      {words.map((one, index) => (one.strong ? <strong key={index}>{one.text}</strong> : one.text))}
    </>
  );
}
