// "Everything up to here has arrived": the newest number, at most every half second.

export const EVERY = 500;

export function createReceipts(tell: (seq: number) => void): (seq: number) => void {
  let newest = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  return (seq) => {
    if (seq <= newest) return;
    newest = seq;
    timer ??= setTimeout(() => {
      timer = undefined;
      tell(newest);
    }, EVERY);
  };
}
