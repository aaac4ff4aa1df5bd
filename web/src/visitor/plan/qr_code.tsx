// The plan as a QR code, for a phone's camera. Made in this page, of words only: no address, no service.
import { useEffect, useState } from "preact/hooks";
import { WORDS } from "../words";

type Code = { readonly path: string; readonly size: number } | "too_long" | null;

export function QrCode({ text }: { readonly text: string }) {
  const [code, setCode] = useState<Code>(null);
  useEffect(() => void coded(text).then(setCode), [text]);
  if (code === null) return <p role="status">{WORDS.chat.common.connecting}</p>;
  if (code === "too_long") return <p role="status">{WORDS.chat.plan.code_long}</p>;
  const { path, size } = code;
  return (
    <>
      <p class="small">{WORDS.chat.plan.code_how}</p>
      <svg class="plan-code" viewBox={`0 0 ${size} ${size}`} role="img" aria-label={WORDS.chat.plan.code}>
        <rect width={size} height={size} fill="#fff" />
        <path d={path} fill="#000" />
      </svg>
    </>
  );
}

async function coded(text: string): Promise<Code> {
  const { encode } = await import("uqr");
  try {
    const { data, size } = encode(text, { ecc: "L", border: 4 });
    const cells = data.flatMap((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : "")));
    return { path: cells.join(""), size };
  } catch {
    return "too_long"; // such a code holds some 2,900 characters of plain letters
  }
}
