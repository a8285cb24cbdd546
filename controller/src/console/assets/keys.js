// One unmodified key for each act, by the key's place and not by the sign: a Japanese input method that is switched on changes nothing.
// They can be switched off (WCAG 2.1.4), and this browser remembers that.

import { h } from "./dom.js";
import { ask, asking } from "./dialog.js";
import { ACTS } from "./acts.js";
import { t } from "./texts.js";

const STORED = "madoguchi-keys";

let on = stored() !== "off";

function stored() {
  try {
    return localStorage.getItem(STORED);
  } catch {
    return null;
  }
}

function turn(now) {
  on = now;
  try {
    localStorage.setItem(STORED, on ? "on" : "off");
  } catch {
    // A browser that stores nothing forgets it with the page.
  }
}

/** The keys beside those of the acts. */
const OTHERS = [
  { code: "KeyA", shown: "A", word: "key-add" },
  { code: "KeyN", shown: "N", word: "key-next" },
  { code: "ArrowDown", shown: "↑ ↓", word: "key-select" },
  { code: "KeyT", shown: "T", word: "open-story" },
  { code: "KeyU", shown: "U", word: "act-undo" },
  { code: "Escape", shown: "Esc", word: "key-leave" },
];

const types = (node) => node.matches?.("input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable]");

/**
 * @param {{[code: string]: () => void}} does  what each key does
 */
export function listen(does) {
  addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey || asking()) return;
    if (event.isComposing || types(event.target)) return;
    const help = event.key === "?" || (event.code === "Slash" && event.shiftKey);
    const act = help ? showKeys : does[event.code];
    const moves = event.code.startsWith("Arrow") || event.code === "Escape";
    if (!act || (event.shiftKey && !help) || !(on || help || moves)) return;
    if (moves && event.target.matches?.("input")) return;
    event.preventDefault();
    if (!event.repeat || moves) act();
  });
}

export async function showKeys() {
  const line = (shown, word) => h("li", null, h("kbd", null, shown), h("span", null, t(word)));
  const acts = ACTS.filter(({ name }) => name !== "undo").map(({ code, word }) => line(code.slice(3), word));
  const others = OTHERS.map(({ shown, word }) => line(shown, word));
  await ask({
    title: t("keys-head"),
    body: [h("ul", { class: "keys" }, others.slice(0, 3), acts, others.slice(3)), h("p", null, t(on ? "keys-are-on" : "keys-are-off"))],
    choices: [{ label: t(on ? "keys-turn-off" : "keys-turn-on"), value: () => turn(!on) }],
    leave: t("close"),
    wide: true,
  });
}
