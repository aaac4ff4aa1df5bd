// What a name and a password must be, said before the server would say it.

export const PASSWORD_LEAST = 12;
const NAME_LEAST = 2;

export function nameWrong(name: string): string | null {
  return Array.from(name.trim()).length < NAME_LEAST ? "Please write a name of at least two letters." : null;
}

/** Counted as people count: an emoji is one character. */
export function passwordWrong(password: string): string | null {
  const missing = PASSWORD_LEAST - Array.from(password).length;
  if (missing <= 0) return null;
  return `The password needs ${missing} more ${missing === 1 ? "character" : "characters"}.`;
}
