// Spoken calls, one after the other. Each is spoken with the words that it was queued with, none cuts another off, and one that fails or
// hangs costs itself only: browsers lose the end of an utterance now and then.

// Longer than any call takes.
const WATCHDOG_MS = 8000;

// A hall full of calls that nobody hears in time helps nobody: the oldest are dropped.
const MOST = 12;

const queue = [];
let runs = false;

/** A Japanese voice of this PC: others send what is said to a stranger's server, and need the internet. */
function voice() {
  return speechSynthesis.getVoices().find((each) => each.localService && /^ja\b/i.test(each.lang.replace("_", "-")));
}

/** Whether this browser can speak at all: its voices may come later. */
const canSpeak = () => typeof speechSynthesis === "object" && Boolean(voice());

/**
 * Queues a call.
 * @param {string} words
 * @param {() => Promise<void>} before  what is heard first
 */
export function announce(words, before) {
  queue.push({ words, before });
  while (queue.length > MOST) queue.shift();
  if (!runs) run();
}

async function run() {
  runs = true;
  for (let next = queue.shift(); next; next = queue.shift()) {
    try {
      await next.before();
      if (next.words) await speak(next.words);
    } catch {
      // The next call is announced all the same.
    }
  }
  runs = false;
}

function speak(words) {
  const local = canSpeak() && voice();
  if (!local) return Promise.resolve();
  return new Promise((end) => {
    const utterance = new SpeechSynthesisUtterance(words);
    const watchdog = setTimeout(() => {
      speechSynthesis.cancel();
      end();
    }, WATCHDOG_MS);
    utterance.onend = utterance.onerror = () => {
      clearTimeout(watchdog);
      end();
    };
    utterance.voice = local;
    utterance.lang = "ja-JP";
    speechSynthesis.speak(utterance);
  });
}
