// Random names: `crypto.randomUUID` is too young for the phones we mean.

/** `bytes` random bytes as base64url: 32 bytes make 43 characters. */
export function randomName(bytes: number): string {
  const values = crypto.getRandomValues(new Uint8Array(bytes));
  return btoa(String.fromCharCode(...values))
    .replace(/\+/g, "-")
    .replace(/\//g, "_")
    .replace(/=+$/, "");
}

/** The sender's own id of one message. */
export const newRef = (): string => randomName(12);
