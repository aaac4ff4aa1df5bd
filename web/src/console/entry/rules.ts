// What a name and a password must be, said before the server would say it.

export const PASSWORD_LEAST = 12;

export function nameWrong(name: string): string | null {
  return name.trim() === "" ? "Please write a name." : null;
}

/** Counted as people count: an emoji is one character. */
export function passwordWrong(password: string): string | null {
  const missing = PASSWORD_LEAST - Array.from(password).length;
  if (missing <= 0) return null;
  return `The password needs ${missing} more ${missing === 1 ? "character" : "characters"}.`;
}
