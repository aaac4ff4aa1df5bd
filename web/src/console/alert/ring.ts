// Sounds made by the browser itself. A loop runs on the audio clock, which no background tab slows.
import { signal } from "@preact/signals";

/** `offer`: somebody waits for you. `urgent`: the highest level. `soft`: something is new. */
export type Tone = "offer" | "urgent" | "soft";

/** `held`: the browser waits for a press on this page before it lets sound out. */
export const sound = signal<"ready" | "held" | "none">("held");

type Note = readonly [hertz: number, at: number, seconds: number];

const TUNES: Readonly<Record<Tone, { readonly notes: readonly Note[]; readonly seconds: number }>> = {
  offer: { notes: [[523, 0, 0.18], [659, 0.22, 0.3]], seconds: 3 },
  urgent: { notes: [[880, 0, 0.16], [880, 0.24, 0.16], [880, 0.48, 0.3]], seconds: 2 },
  soft: { notes: [[440, 0, 0.2]], seconds: 1 },
};

const LOUDNESS = 0.25;
const FADE = 0.02; // seconds; without it each note begins and ends with a click

let context: AudioContext | null = null;
let wanted: Tone | null = null;
let looping: AudioBufferSourceNode | null = null;

/** Browsers let a page sound only after a press: use the first one. */
export function awaitPress(): () => void {
  const wake = () => void woken();
  document.addEventListener("pointerdown", wake);
  document.addEventListener("keydown", wake);
  return () => {
    document.removeEventListener("pointerdown", wake);
    document.removeEventListener("keydown", wake);
  };
}

export async function once(tone: Tone): Promise<void> {
  const audio = await woken();
  if (audio) play(audio, tone, { loop: false });
}

/** Sound this again and again; null ends it. Harmless to repeat. */
export async function loop(tone: Tone | null): Promise<void> {
  if (wanted === tone) return;
  wanted = tone;
  looping?.stop();
  looping = null;
  if (tone === null) return;
  const audio = await woken();
  if (audio && stillWanted(tone)) looping = play(audio, tone, { loop: true });
}

/** While one waited for the browser it may have been answered. */
function stillWanted(tone: Tone): boolean {
  return wanted === tone && looping === null;
}

async function woken(): Promise<AudioContext | null> {
  if (typeof AudioContext === "undefined") {
    sound.value = "none";
    return null;
  }
  context ??= begun();
  // A held context keeps what is started in it and sounds as soon as it may: don't wait for it.
  if (context.state === "suspended") await Promise.race([context.resume(), moment()]);
  sound.value = context.state === "running" ? "ready" : "held";
  return context;
}

/** A phone may hold it back again at any time: then that is known, too. */
function begun(): AudioContext {
  const made = new AudioContext();
  made.addEventListener("statechange", () => (sound.value = made.state === "running" ? "ready" : "held"));
  return made;
}

function moment(): Promise<void> {
  return new Promise((done) => setTimeout(done, 200));
}

function play(audio: AudioContext, tone: Tone, { loop }: { readonly loop: boolean }): AudioBufferSourceNode {
  const source = audio.createBufferSource();
  source.buffer = bufferOf(audio, tone);
  source.loop = loop;
  source.connect(audio.destination);
  source.start();
  return source;
}

function bufferOf(audio: AudioContext, tone: Tone): AudioBuffer {
  const { notes, seconds } = TUNES[tone];
  const buffer = audio.createBuffer(1, Math.ceil(seconds * audio.sampleRate), audio.sampleRate);
  const samples = buffer.getChannelData(0);
  for (const note of notes) write(samples, note, audio.sampleRate);
  return buffer;
}

function write(samples: Float32Array, [hertz, at, seconds]: Note, rate: number): void {
  const first = Math.floor(at * rate);
  const count = Math.floor(seconds * rate);
  for (let i = 0; i < count; i += 1) {
    const fade = Math.min(1, i / (FADE * rate), (count - i) / (FADE * rate));
    samples[first + i] = Math.sin((2 * Math.PI * hertz * i) / rate) * fade * LOUDNESS;
  }
}
