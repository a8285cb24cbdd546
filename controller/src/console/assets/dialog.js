// Questions. A dialog of our own, because Firefox has the browser's only since March 2022: it keeps focus inside, Escape closes it, and
// focus goes back to where it was.

import { h, byId } from "./dom.js";
import { t } from "./texts.js";

let open = null;

/** Whether a question is on the screen. */
export const asking = () => open !== null;

/**
 * Asks. Resolves with the value of the choice, or null if the question was left.
 * @param {{title: string, body?: Node|Node[], choices: {label: string, value: unknown, code?: string, main?: boolean, off?: string}[],
 *   leave?: string, wide?: boolean, kind?: string}} question  `kind` is a class of its own for the box, `code` is the key that chooses (`event.code`), `off` the reason why a choice cannot be made
 */
export function ask({ title, body = [], choices, leave = t("leave"), wide = false, kind = wide && "wide" }) {
  const over = byId("over");
  const page = byId("page");
  const before = document.activeElement;
  return new Promise((resolve) => {
    const close = (value) => {
      open = null;
      over.hidden = true;
      over.replaceChildren();
      page.removeAttribute("aria-hidden");
      (before?.isConnected ? before : document.body).focus();
      resolve(value);
    };
    const button = ({ label, value, code, main, off }) =>
      h("button", {
        type: "button",
        class: main && "main",
        disabled: Boolean(off),
        onclick: () => close(typeof value === "function" ? value() : value),
      }, label, off && h("small", null, off), code && h("kbd", null, named(code)));
    const box = h("div", { class: kind, role: "dialog", "aria-modal": "true", "aria-labelledby": "ask-head", tabindex: "-1" },
      h("h2", { id: "ask-head" }, title),
      body,
      h("p", { class: "buttons" }, choices.map(button), h("button", { type: "button", onclick: () => close(null) }, leave, h("kbd", null, "Esc"))));
    open = { box, choices, close };
    over.replaceChildren(box);
    over.hidden = false;
    page.setAttribute("aria-hidden", "true");
    (box.querySelector("[data-first], input:checked, button.main") ?? box).focus();
  });
}

const named = (code) => code.replace(/^(Digit|Key)/, "");

addEventListener("keydown", (event) => {
  if (!open || event.isComposing) return;
  if (event.key === "Escape") {
    event.preventDefault();
    open.close(null);
  } else if (event.key === "Tab") {
    keepInside(event);
  } else if (!event.target.matches("input, select") && !event.ctrlKey && !event.altKey && !event.metaKey) {
    const chosen = open.choices.find(({ code, off }) => code && !off && code === event.code.replace("Numpad", "Digit"));
    if (chosen) {
      event.preventDefault();
      open.close(typeof chosen.value === "function" ? chosen.value() : chosen.value);
    }
  }
}, true);

function keepInside(event) {
  const stops = [...open.box.querySelectorAll("button:not([disabled]), input, select, a[href]")];
  const edge = event.shiftKey ? stops[0] : stops.at(-1);
  const inside = open.box.contains(document.activeElement) && document.activeElement !== open.box;
  if (!inside || document.activeElement === edge) {
    event.preventDefault();
    (event.shiftKey ? stops.at(-1) : stops[0]).focus();
  }
}
