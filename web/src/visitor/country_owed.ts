// The country that was chosen, told until it is known to have arrived: staff must not go by another than the page shows.

type Tell = (region: string | null) => Promise<{ readonly ok: boolean }>;

export class CountryOwed {
  private owed = false;

  constructor(
    private readonly chosen: () => string | null,
    private readonly ask: Tell,
  ) {}

  choose(): void {
    this.owed = true;
    void this.tell();
  }

  /** Again, where the line was down. */
  async tell(): Promise<void> {
    if (!this.owed) return;
    const region = this.chosen();
    const { ok } = await this.ask(region);
    if (ok && region === this.chosen()) this.owed = false;
  }
}
