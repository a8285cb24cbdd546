// The controller's sentences on a page. They name commands where there is something to do ("madoguchi ticket unpark 12"): here each of these
// is a button that does it, named as everywhere on the page. A command that a page cannot do stays a command, for the PC's owner.

import { byId, h } from "./dom.js";
import { said, t } from "./texts.js";
import { ACTS } from "./acts.js";

// A command in its language's quotation marks, or a bare one in parentheses, which stay.
const COMMAND =
  /「(?:madoguchi )?((?:ticket|unit|status|day|time|license|doctor|support triage|user list)\b[^」]*)」|"(?:madoguchi )?((?:ticket|unit|status|day|time|license|doctor|support triage|user list)\b[^"]*)"|(?<=[（(])((?:ticket|unit) [a-z-]+)(?=[）)])/g;
// What the licenses' page does in the place of these commands: the section there, and the family of its words.
const LICENSES = {
  install: { section: "install", words: "install" },
  list: { section: "", words: "" },
  acts: { section: "history", words: "acts" },
  request: { section: "request", words: "request" },
};
// How a program insists (`problem.rs`): in English it stands without other quotation marks.
const INSIST = /「"insist": true」|"insist": true/g;

/**
 * The nodes of a sentence.
 * @param {{code, ja, en}} text
 * @param {{number?: string, unit?: string}} about  what a command without a name means
 * @param {(command: {act: string, verb?: string, number?: string, unit?: string}) => void} [run]  without it acts are words, and ways alone
 *   are links
 */
export function sentence(text, about, run) {
  const words = said(text).replace(INSIST, (typed) => (typed.startsWith("「") ? `「${t("insist")}」` : `"${t("insist")}"`));
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
  const words = sentence(text, {}).map((node) => (typeof node === "string" ? node : node.textContent));
  return words.join("");
}

function command(typed, about, run) {
  const [noun, verb, name] = typed.split(" ");
  const plain = name && !name.startsWith("-") && !["番号", "NUMBER", "製造番号", "SERIAL"].includes(name) ? name : undefined;
  if (noun === "unit" && (verb === "pause" || verb === "resume") && (plain || about.unit)) {
    return act(t(`act-${verb}`), run, { act: verb, unit: plain ?? about.unit });
  }
  if (noun === "license" && LICENSES[verb]) return license(verb, typed);
  if (noun === "day") return place("/day", "", t("open-day"));
  if (noun === "time" && verb === "ask-reset") {
    return location.pathname === "/day" ? t("clock-reset") : way("/day#clock", t("do-time-ask-reset"));
  }
  if (noun === "time") return place("/day", "#clock", t("open-day"));
  if (noun === "user") return place("/people", "", t("title-people"));
  if (noun === "unit" && verb === "pair") return way("/units#pair", t("pair-head"));
  if (noun === "unit") return plain ? way(`/units?unit=${encodeURIComponent(plain)}`, t("open-units")) : place("/units", "", t("open-units"));
  if (noun === "check") return place("/units", "", t("open-units"));
  if (noun === "support" && verb !== "triage") return place("/support", "", t("title-support"));
  if (noun === "support") return plain ? way(`/units?unit=${encodeURIComponent(plain)}`, t("units-act-triage")) : place("/units", "", t("open-units"));
  if (noun === "doctor") return way("/units#doctor", t("open-doctor"));
  if (noun !== "ticket") return h("code", null, `madoguchi ${typed}`);
  const number = plain ?? about.number;
  if (verb === "show" && number) {
    const earlier = typed.match(/--earlier (\d+)/)?.[1];
    return way(storyPath(number, earlier), t("open-ticket", { number }));
  }
  if (verb === "list") return way("/", t("open-list"));
  if (verb === "add") return act(t("add-again"), run, { act: "add", number: plain });
  const known = ACTS.find(({ verbs }) => verbs.includes(verb));
  if (!known || !number) return known ? t(known.word) : h("code", null, `madoguchi ${typed}`);
  return act(t(known.word), run, { act: known.name, verb, number });
}

const way = (href, words) => h("a", { class: "way", href }, words);

/** The way to a page; whoever is there already is told so. */
const place = (path, hash, words) => (location.pathname === path ? t("open-here") : way(path + hash, words));

/** A command on licenses. On their own page it is the section that does it, where whoever reads this may do it. */
function license(verb, typed) {
  const { section, words } = LICENSES[verb];
  const transfer = verb === "request" && typed.match(/--transfer (\S+)/)?.[1];
  if (transfer) return way(`/licenses?transfer=${encodeURIComponent(transfer)}#request`, t("do-license-request"));
  if (location.pathname !== "/licenses") return way(section ? `/licenses#${section}` : "/licenses", t(`do-license-${verb}`));
  return byId(section) ? way(`#${section}`, t(`${words}-head`)) : t("open-here");
}

const act = (label, run, command) => (run ? h("button", { type: "button", class: "inline", onclick: () => run(command) }, label) : label);

export const storyPath = (number, earlier) =>
  `/tickets/${encodeURIComponent(number)}${earlier > 0 ? `?earlier=${earlier}` : ""}`;

/** Who did something: a person by name, or else what it was. */
export const actor = ({ actor: what, actor_name: name }) => name || t(`actor-${what}`);

