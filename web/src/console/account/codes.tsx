// Recovery codes, shown once: only their hashes are kept.

export interface CodesProps {
  readonly codes: readonly string[];
  readonly kept: () => void;
}

export function Codes({ codes, kept }: CodesProps) {
  return (
    <div class="made" role="status">
      <p>
        <strong>Write these recovery codes down, or save them in your password manager.</strong> Each one works once, in
        place of a code from the app. They are shown only now.
      </p>
      <ul class="codes">
        {codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ul>
      <button type="button" class="primary" onClick={kept}>
        I have kept them
      </button>
    </div>
  );
}
