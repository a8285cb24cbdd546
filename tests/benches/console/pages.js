// Stamps the moment at which each step of a plan is on this page, and tells it to the other pages of this browser.
// A step is [where, words, gone]: it is there when the element has these words, or when it has them no more.

const stamps = new Map();
const others = new BroadcastChannel("bench");
let wake = () => {};

const note = ({ step, at }) => {
  stamps.set(step, [...(stamps.get(step) ?? []), at]);
  wake();
};
others.onmessage = ({ data }) => note(data);

const stamp = (step) => {
  const data = { step, at: Date.now() };
  others.postMessage(data);
  note(data);
};

// The next frame is laid out and painted when what comes behind it has its turn.
const painted = (then) => requestAnimationFrame(() => {
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = then;
  port2.postMessage(0);
});

let next = 0;
const look = () => {
  while (next < plan.length) {
    const [where, words, gone] = plan[next];
    if (document.querySelector(where).textContent.includes(words) === gone) return;
    const step = next++;
    painted(() => stamp(step));
  }
};
new MutationObserver(look).observe(document.body, { childList: true, characterData: true, subtree: true });
look();

// The stamps of a step, once so many pages have it.
window.stampsOf = (step, pages) => new Promise((done) => {
  wake = () => {
    const all = stamps.get(step) ?? [];
    if (all.length === pages) done(all);
  };
  wake();
});
