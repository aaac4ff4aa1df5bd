// Two soft notes when a peer is here. Only where it was asked for.

const NOTES = [523, 659]; // hertz

export function canChime(): boolean {
  return "AudioContext" in window;
}

export function chime(): void {
  // eslint-disable-next-line compat/compat -- canChime has asked; without it there is no box to tick
  const context = new AudioContext();
  NOTES.forEach((note, index) => play(context, note, context.currentTime + index * 0.25));
}

function play(context: AudioContext, note: number, at: number): void {
  const [tone, volume] = [context.createOscillator(), context.createGain()];
  tone.frequency.value = note;
  volume.gain.setValueAtTime(0.08, at);
  volume.gain.exponentialRampToValueAtTime(0.0001, at + 0.6);
  tone.connect(volume).connect(context.destination);
  tone.start(at);
  tone.stop(at + 0.6);
}
