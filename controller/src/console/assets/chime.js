// The chime: two soft tones, made here, so that no file has to be fetched.

const TONES = [[784, 0], [587, 0.45]];

let sound = null;

/** Has to be called from a touch or a key: a browser makes no sound before one. */
export async function allow() {
  sound ??= new AudioContext();
  await sound.resume();
}

/** Resolves when it has ended; at once where there is no sound. */
export function chime() {
  if (sound?.state !== "running") return Promise.resolve();
  for (const [hertz, after] of TONES) tone(hertz, sound.currentTime + after);
  return new Promise((end) => setTimeout(end, 1300));
}

function tone(hertz, from) {
  const source = new OscillatorNode(sound, { frequency: hertz });
  const loud = new GainNode(sound, { gain: 0 });
  loud.gain.linearRampToValueAtTime(0.35, from + 0.02);
  loud.gain.exponentialRampToValueAtTime(0.001, from + 0.9);
  source.connect(loud).connect(sound.destination);
  source.start(from);
  source.stop(from + 1);
}
