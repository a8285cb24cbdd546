// The support code: how the readers are, as QR codes and as text to read out. It is made when somebody asks, of that moment.

import { h, svg } from "./dom.js";
import { faultCode } from "./faults.js";
import { isCut } from "./frame.js";
import { busy } from "./panel.js";
import { look } from "./request.js";
import { may } from "./rights.js";
import { lang, t } from "./texts.js";
import { plainly } from "./words.js";

// The PC is looked at for it, which takes longer than the page waits for an answer; the next try gets what was seen.
const TRIES = 6;

export function supportCode() {
  if (!may("examine")) return [h("p", { class: "soft" }, t("code-login"))];
  const told = h("div", { class: "told", role: "status" });
  const shown = h("div");
  const button = h("button", { type: "button", id: "make-code", onclick: make }, t("code-make"));
  return [h("p", { class: "soft" }, t("code-what")), h("p", { class: "buttons" }, button), told, shown];

  async function make() {
    if (isCut() || button.disabled) return;
    button.disabled = true;
    const { answer, problem } = await busy(told, made());
    button.disabled = false;
    button.focus();
    shown.replaceChildren(...(answer ? code(answer) : []));
    const words = answer ? h("p", { class: "notice" }, t("code-made")) : h("p", { class: "refused" }, plainly(problem), faultCode(problem));
    told.replaceChildren(words);
  }
}

async function made() {
  for (let tries = TRIES; ; tries -= 1) {
    try {
      return await look("/support-code");
    } catch {
      if (tries === 0) return { problem: { [lang]: t("code-no-answer") } };
    }
  }
}

const code = ({ codes, typed }) => [
  codes.map(({ side, path }, at) => {
    const name = t("code-picture", { number: at + 1, parts: codes.length });
    return svg("svg", { viewBox: `0 0 ${side} ${side}`, class: "qr", role: "img", "aria-label": name }, svg("path", { d: path }));
  }),
  h("p", null, t("code-read-out")),
  h("pre", { id: "typed", tabindex: "0" }, typed),
].flat();
