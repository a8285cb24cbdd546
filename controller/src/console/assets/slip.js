// The paper slip of a patient: its page in a frame that nobody sees, printed by the browser.

import { h } from "./dom.js";
import { t } from "./texts.js";

/**
 * Prints the slip of a ticket.
 * @param {Element} told  the place for words, where it cannot be printed
 */
export function printSlip(number, told) {
  document.getElementById("slip")?.remove();
  const frame = h("iframe", { id: "slip", class: "unseen", title: t("slip-title"), tabindex: "-1", "aria-hidden": "true", src: `/slip/${encodeURIComponent(number)}` });
  frame.addEventListener("load", () => {
    // A refusal, or the page of the login, is no slip.
    if (frame.contentDocument?.body.classList.contains("slip")) frame.contentWindow.print();
    else told.append(h("p", { class: "refused" }, t("slip-failed", { number })));
  });
  document.body.append(frame);
}
