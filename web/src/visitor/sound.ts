// Two soft notes when a peer is here. Only where it was asked for.

const NOTES = [523, 659]; // hertz

let context: AudioContext | null = null;

export function canChime(): boolean {
  return "AudioContext" in window;
}

/** Browsers let a page sound only after a press on it: the tick is one. */
export function wake(): void {
  void woken();
}

/** After a reload any other press is; on a touch screen its end alone counts. */
export function awaitPress(): () => void {
  document.addEventListener("pointerup", wake);
  document.addEventListener("keydown", wake);
  return () => {
    document.removeEventListener("pointerup", wake);
    document.removeEventListener("keydown", wake);
  };
}

export async function chime(): Promise<void> {
  const audio = await woken();
  NOTES.forEach((note, index) => play(audio, note, audio.currentTime + index * 0.25));
}

async function woken(): Promise<AudioContext> {
  // eslint-disable-next-line compat/compat -- canChime has asked; without it there is no box to tick
  context ??= new AudioContext();
  // Where the browser still holds it back, what is started in it sounds as soon as it may.
  if (context.state !== "running") await Promise.race([context.resume(), moment()]);
  return context;
}

function moment(): Promise<void> {
  return new Promise((done) => setTimeout(done, 200));
}

function play(audio: AudioContext, note: number, at: number): void {
  const [tone, volume] = [audio.createOscillator(), audio.createGain()];
  tone.frequency.value = note;
  volume.gain.setValueAtTime(0.08, at);
  volume.gain.exponentialRampToValueAtTime(0.0001, at + 0.6);
  tone.connect(volume).connect(audio.destination);
  tone.start(at);
  tone.stop(at + 0.6);
}
