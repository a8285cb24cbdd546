// The controller's sentences on a page. They name commands where there is something to do ("madoguchi ticket unpark 12"): here each of these
// is a button that does it, named as everywhere on the page. A command that a page cannot do stays a command, for the PC's owner.

import { h } from "./dom.js";
import { said, t } from "./texts.js";
import { ACTS } from "./acts.js";

// A command in its language's quotation marks, or a bare one in parentheses, which stay.
const COMMAND =
  /「(?:madoguchi )?((?:ticket|unit|status|day|time|license|doctor)\b[^」]*)」|"(?:madoguchi )?((?:ticket|unit|status|day|time|license|doctor)\b[^"]*)"|(?<=[（(])((?:ticket|unit) [a-z-]+)(?=[）)])/g;
// What a page does in the place of these commands.
const LICENSES = {
  install: () => "/licenses#install",
  list: () => "/licenses",
  acts: () => "/licenses#history",
  request: (typed) => {
    const transfer = typed.match(/--transfer (\S+)/)?.[1];
    return transfer ? `/licenses?transfer=${encodeURIComponent(transfer)}#request` : "/licenses#request";
  },
};
const YES = /(?<=[「"])--yes(?=[」"])/g;

/**
 * The nodes of a sentence.
 * @param {{code, ja, en}} text
 * @param {{number?: string, unit?: string}} about  what a command without a name means
 * @param {(command: {act: string, verb?: string, number?: string, unit?: string}) => void} run
 */
export function sentence(text, about, run) {
  const words = said(text).replace(YES, t("insist"));
  const nodes = [];
  let end = 0;
  for (const match of words.matchAll(COMMAND)) {
    const [open, close] = match[3] ? ["", ""] : [match[0].at(0), match[0].at(-1)];
    const inside = command(match.slice(1).find(Boolean), about, run);
    nodes.push(words.slice(end, match.index) + open, inside, close);
    end = match.index + match[0].length;
  }
  return [...nodes, words.slice(end)];
}

/** The same as mere words, for a place that is pressed as a whole. */
export function plainly(text) {
  const words = sentence(text, {}, () => {}).map((node) => (typeof node === "string" ? node : node.textContent));
  return words.join("");
}

function command(typed, about, run) {
  const [noun, verb, name] = typed.split(" ");
  const plain = name && !name.startsWith("-") && !["番号", "NUMBER"].includes(name) ? name : undefined;
  if (noun === "unit" && (verb === "pause" || verb === "resume") && (plain || about.unit)) {
    return button(t(`act-${verb}`), () => run({ act: verb, unit: plain ?? about.unit }));
  }
  if (noun === "license" && LICENSES[verb]) return h("a", { class: "way", href: LICENSES[verb](typed) }, t(`do-license-${verb}`));
  if (noun === "day" || noun === "time") {
    return location.pathname === "/day" ? t("open-here") : h("a", { class: "way", href: noun === "day" ? "/day" : "/day#clock" }, t("open-day"));
  }
  if (noun === "unit") return h("a", { class: "way", href: plain ? `/units?unit=${encodeURIComponent(plain)}` : "/units" }, t("open-units"));
  if (noun === "doctor") return h("a", { class: "way", href: "/units#doctor" }, t("open-doctor"));
  if (noun !== "ticket") return h("code", null, `madoguchi ${typed}`);
  const number = plain ?? about.number;
  if (verb === "show" && number) {
    const earlier = typed.match(/--earlier (\d+)/)?.[1];
    return h("a", { class: "way", href: storyPath(number, earlier) }, t("open-ticket", { number }));
  }
  if (verb === "list") return h("a", { class: "way", href: "/" }, t("open-list"));
  if (verb === "add") return button(t("add-again"), () => run({ act: "add", number: plain }));
  const act = ACTS.find(({ verbs }) => verbs.includes(verb));
  if (!act || !number) return act ? t(act.word) : h("code", null, `madoguchi ${typed}`);
  return button(t(act.word), () => run({ act: act.name, verb, number }));
}

const button = (label, onclick) => h("button", { type: "button", class: "inline", onclick }, label);

export const storyPath = (number, earlier) =>
  `/tickets/${encodeURIComponent(number)}${earlier > 0 ? `?earlier=${earlier}` : ""}`;

/** Who did something, as a word. */
export const actor = (name) => t(`actor-${name}`);

