// What is fetched while the page is read: asked for once, and again where it did not come.
const PATIENCE = 8000; // ms; whoever has waited so long is told

export class Coming<Thing> {
  private here: Promise<Thing> | null = null;
  private asking = new AbortController();
  private readonly ask: (signal: AbortSignal) => Promise<Thing>;
  private readonly patience: number;

  constructor(ask: (signal: AbortSignal) => Promise<Thing>, patience = PATIENCE) {
    this.ask = ask;
    this.patience = patience;
  }

  /** It may take as long as it takes: nobody waits for it yet. */
  start(): Promise<Thing> {
    if (this.here !== null) return this.here;
    const here = this.ask(this.asking.signal);
    here.catch(() => this.forget(here));
    this.here = here;
    return here;
  }

  /** Rejects where it does not come in time; it is then asked for anew. */
  soon(): Promise<Thing> {
    const here = this.start();
    return new Promise((resolve, reject) => {
      const late = setTimeout(() => {
        this.giveUp(here);
        reject(new Error("late"));
      }, this.patience);
      void here.then(resolve, reject).then(() => clearTimeout(late));
    });
  }

  private giveUp(here: Promise<Thing>): void {
    if (this.here !== here) return; // somebody else has, and asks again
    this.asking.abort(); // else a browser may have the next request wait for this one
    this.asking = new AbortController();
    this.forget(here);
  }

  private forget(here: Promise<Thing>): void {
    if (this.here === here) this.here = null;
  }
}
