// A link that is shown once, because only its hash is kept.
import type { ComponentChildren } from "preact";
import { useRef, useState } from "preact/hooks";

export interface SecretLinkProps {
  readonly link: string;
  readonly label: string;
  readonly children: ComponentChildren;
}

export function SecretLink({ link, label, children }: SecretLinkProps) {
  const [copied, setCopied] = useState("");
  const field = useRef<HTMLInputElement>(null);
  const copy = async () => {
    field.current?.select();
    const how = await written(link);
    setCopied(how ? "Copied." : "The link is selected: copy it with Ctrl+C.");
  };
  return (
    <div class="made">
      <p>{children}</p>
      <p class="row">
        <input ref={field} class="grow" type="text" readOnly value={link} aria-label={label} />
        <button type="button" onClick={() => void copy()}>
          Copy
        </button>
        <span role="status">{copied}</span>
      </p>
    </div>
  );
}

/** Without HTTPS there is no clipboard to write to. */
async function written(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}
