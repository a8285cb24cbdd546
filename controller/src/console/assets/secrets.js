// What people prove to be themselves with, to be typed: a new password, and a second factor with the picture that a telephone reads.
// What is made here is shown once and kept nowhere.

import { h, svg } from "./dom.js";
import { faultCode } from "./faults.js";
import { isCut } from "./frame.js";
import { busy } from "./panel.js";
import { change } from "./request.js";
import { t } from "./texts.js";
import { dayAndMinutes } from "./times.js";
import { plainly } from "./words.js";

const [LEAST, LEAST_WITH_SECOND, MOST] = document.body.dataset.password.split(" ");
// Letters and digits that are not taken for each other.
const LETTERS = "abcdefghjkmnpqrstuvwxyz23456789";

/** An input with its label; `about` stands below and is read with it. */
export function field(id, word, attributes = {}, about = null) {
  return h("p", { class: "field" },
    h("label", { for: id }, t(word)),
    h("input", { id, autocapitalize: "off", spellcheck: "false", "aria-describedby": about && `${id}-about`, ...attributes }),
    about && h("small", { id: `${id}-about` }, about));
}

/** Whose password stands in a form. Nobody sees it. */
export const username = (name) => h("input", { type: "text", autocomplete: "username", value: name, hidden: true, readonly: true });

/** A password of sixteen letters. Bytes beyond a whole number of alphabets are thrown away: each letter is as likely. */
function made() {
  const letters = [];
  while (letters.length < 16) {
    const [byte] = crypto.getRandomValues(new Uint8Array(1));
    if (byte < 256 - (256 % LETTERS.length)) letters.push(LETTERS[byte % LETTERS.length]);
  }
  return letters.join("").replace(/(....)(?=.)/g, "$1-");
}

/** A new password: typed twice, or made here. Its rules stand above it. */
export function newPassword(id) {
  const rule = h("p", { id: `${id}-rule` });
  const typing = { type: "password", autocomplete: "new-password", required: true, maxlength: "256", "aria-describedby": `${id}-rule` };
  const [first, again] = [field(`${id}-new`, "password-new", typing), field(`${id}-again`, "password-again", typing)];
  const inputs = [first, again].map((one) => one.querySelector("input"));
  const shown = h("output", { class: "made", hidden: true });
  const make = () => {
    shown.textContent = made();
    shown.hidden = false;
    for (const input of inputs) input.value = shown.textContent;
  };
  const node = h("div", null, rule, first, again,
    h("p", { class: "buttons" }, h("button", { type: "button", onclick: make }, t("password-make")), shown));
  const password = {
    node,
    /** The password, or null where both differ. */
    typed: () => (inputs[0].value === inputs[1].value ? inputs[0].value : null),
    beside: (second) => (rule.textContent = t("password-rule", { least: second ? LEAST_WITH_SECOND : LEAST, most: MOST })),
  };
  password.beside(false);
  return password;
}

/** Since when a session is, and when it was used last. */
export const times = (session) => h("p", { class: "soft times" },
  h("span", null, t("session-since", { at: dayAndMinutes(session.since_ms) })), " ", h("span", null, t("session-used", { at: dayAndMinutes(session.used_ms) })));

/** A new second factor for somebody: `node`, and `given()` for a request. A problem where none could be made. */
export async function newSecondFactor(id, name) {
  const { answer, problem } = await change("/second-factor", { name });
  if (problem) return { node: h("p", { class: "refused" }, plainly(problem), faultCode(problem)), given: () => ({}) };
  const code = field(`${id}-first-code`, "second-first-code", { inputmode: "numeric", autocomplete: "one-time-code", required: true, maxlength: "16" });
  const node = h("div", { class: "second" },
    h("h3", null, t("second-scan")), h("p", null, t("second-scan-how")), picture(answer),
    h("p", null, t("second-secret"), " ", h("code", { class: "made" }, answer.secret.replace(/(....)(?=.)/g, "$1 "))),
    h("h3", null, t("second-recovery")), h("p", null, t("second-recovery-how")), codes(answer.recovery_codes),
    h("h3", null, t("second-confirm")), code);
  const given = () => ({ secret: answer.secret, recovery_codes: answer.recovery_codes, first_code: code.querySelector("input").value });
  return { node, given };
}

/** New recovery codes alone. */
export async function newRecoveryCodes(name) {
  const { answer, problem } = await change("/second-factor", { name });
  return { problem, codes: answer?.recovery_codes, node: answer && codes(answer.recovery_codes) };
}

const codes = (all) => h("ul", { class: "codes" }, all.map((code) => h("li", null, h("code", null, code))));

const picture = ({ side, path }) =>
  svg("svg", { viewBox: `0 0 ${side} ${side}`, class: "qr", role: "img", "aria-label": t("second-picture") }, svg("path", { d: path }));

/**
 * A form. What came of it is told below the buttons; what was typed stays until it is done.
 * @param {() => Promise<{answer?, problem?}> | string} send  a string is the key of what is wrong before anything is sent
 * @param {(answer) => void} onDone
 * @param {string} who  whose password it is, for a browser that keeps passwords
 */
export function form(id, { who = null, parts, submit, send, onDone, onLeave = null }) {
  const told = h("div", { class: "told", role: "alert" });
  const refuse = (words) => told.replaceChildren(h("p", { class: "refused" }, words));
  const button = h("button", { type: "submit", class: "main" }, t(submit));
  return h("form", {
    id,
    autocomplete: "off",
    onsubmit: async (event) => {
      event.preventDefault();
      if (isCut()) return;
      told.replaceChildren();
      const sent = send();
      if (typeof sent === "string") return refuse(t(sent));
      button.disabled = true;
      const { answer, problem } = await busy(told, sent);
      button.disabled = false;
      if (problem) refuse(plainly(problem));
      else onDone(answer);
    },
  }, who && username(who), parts, h("p", { class: "buttons" }, button, onLeave && h("button", { type: "button", onclick: onLeave }, t("leave"))), told);
}
