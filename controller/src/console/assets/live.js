// The page's look at the controller: the newest state whenever it changes, and whether the page is cut off.

// The controller says something at least every 5 s.
const SILENCE_MS = 12_000;

const { live, worker } = document.body.dataset;

/**
 * Follows the controller.
 * @param {(state) => void} onState  each newest state
 * @param {(cut: boolean) => void} onCut  when that changes
 */
export function follow(onState, onCut) {
  let cut = false;
  let timer = 0;
  const is = (now) => {
    const changed = cut !== now;
    cut = now;
    if (changed) onCut(cut);
    // A stream ends with its login, too, and one whose login is over is refused each time it is opened again.
    if (changed || cut) dispatchEvent(new Event("ask-who"));
    if (changed && !cut) for (const wake of waiting.splice(0)) wake();
  };
  const silent = () => {
    timer = setTimeout(silent, SILENCE_MS);
    is(true);
  };
  const heard = () => {
    clearTimeout(timer);
    timer = setTimeout(silent, SILENCE_MS);
  };
  heard();
  listen((message) => {
    if (message.cut) return is(true);
    heard();
    is(false);
    if (message.state) onState(JSON.parse(message.state));
  });
}

const waiting = [];

/** Resolves when the controller is heard again. */
export const back = () => new Promise((wake) => waiting.push(wake));

function listen(onMessage) {
  if (typeof SharedWorker === "function") {
    const { port } = new SharedWorker(worker, { name: live });
    port.addEventListener("message", (event) => onMessage(event.data));
    port.start();
    addEventListener("pagehide", () => port.postMessage("bye"));
    // A page that the browser kept aside comes back with a port that was given up.
    addEventListener("pageshow", (event) => event.persisted && location.reload());
    return;
  }
  const open = () => {
    const source = new EventSource(live);
    for (const kind of ["counter", "board"]) {
      source.addEventListener(kind, (event) => onMessage({ state: event.data }));
    }
    source.addEventListener("beat", () => onMessage({ beat: true }));
    source.addEventListener("error", () => {
      onMessage({ cut: true });
      if (source.readyState === EventSource.CLOSED) setTimeout(open, 2000);
    });
  };
  open();
}
