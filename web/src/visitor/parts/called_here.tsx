// The name that a visitor has here. It is in English in every language: all in a talk call them by it.
import { With } from "../sentence";
import { WORDS } from "../words";

export function CalledHere({ name }: { readonly name: string }) {
  const { called, careful } = WORDS.chat.name;
  const here = (
    <strong lang="en" dir="ltr">
      {name}
    </strong>
  );
  return (
    <p>
      <With sentence={called} parts={{ name: here }} /> <span class="quiet">{careful}</span>
    </p>
  );
}
