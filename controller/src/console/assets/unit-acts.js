// The acts on a reader: who may, when each is open, and what it asks first. What an act takes away is told by the desk in its own words.

import { h } from "./dom.js";
import { ask } from "./dialog.js";
import { change, look } from "./request.js";
import { may } from "./rights.js";
import { t } from "./texts.js";
import { nameOf } from "./tiles.js";
import { choice, chosen } from "./wishes.js";
import { plainly } from "./words.js";

/**
 * `right` is what it touches, `open` whether the button is there, `prepare` asks and gives the body of the request (null: left);
 * `weigh` is what the desk is asked of it before.
 */
export const UNIT_ACTS = [
  { name: "pause", right: "queue", word: "act-pause", open: (unit) => !unit.paused, prepare: whyPaused },
  { name: "resume", right: "queue", word: "act-resume", open: (unit) => unit.paused && !unit.maintenance },
  { name: "maintenance", right: "readers", word: "units-act-maintenance", open: (unit) => !unit.maintenance, prepare: whatWork },
  { name: "maintenance-end", right: "readers", word: "units-act-maintenance-end", open: (unit) => unit.maintenance, path: "maintenance", prepare: () => ({ end: true }) },
  { name: "restart", right: "readers", word: "units-act-restart", open: (unit) => unit.attached && !unit.restarts?.stage, prepare: whetherNow },
  { name: "change", right: "readers", word: "units-act-change", prepare: whatElse, weigh: weighsChange },
  { name: "note", right: "readers", word: "units-act-note", path: "ledger", prepare: whatIsNoted },
  { name: "prefer", right: "readers", word: "units-act-prefer", open: (unit) => !unit.preferred },
  { name: "prefer-off", right: "readers", word: "units-act-prefer-off", open: (unit) => unit.preferred, path: "prefer", prepare: () => ({ preferred: false }) },
  { name: "replace", right: "readers", word: "units-act-replace", prepare: byWhich, weigh: ({ new: by }) => ({ new: by }), always: true },
  { name: "retire", right: "readers", word: "units-act-retire", weigh: () => ({ retire: true }), always: true },
];

/** The acts that are open on a reader, for whoever has opened the page. Only a reader that is enrolled has any. */
export const openUnitActs = (unit) =>
  unit.counter && !unit.retired ? UNIT_ACTS.filter(({ right, open }) => may(right) && (!open || open(unit))) : [];

const path = (unit) => `/units/${encodeURIComponent(unit.serial)}`;

/** The refusal of a replacement that nothing speaks for (RULES A24). */
const NO_GROUND = "replace-no-ground";

/**
 * Asks what has to be asked and does the act. Resolves with the answer as `change` gives it; with null if a question was left, and with
 * `{ triage: true }` where triage is wanted first.
 * @param {object[]} units  the readers that are enrolled
 * @param {(answer: Promise) => Promise} sent  shows that it is on its way
 * @param {string[]} answers  what was answered to triage before
 */
export async function runUnitAct(act, unit, units, sent, answers = []) {
  const body = act.prepare ? await act.prepare(unit, units) : {};
  if (!body) return null;
  const weigh = body.now && act.name === "pause" ? { pause: true } : act.weigh?.(body);
  if (weigh) {
    const weighed = await sent(look(`${path(unit)}/weigh?${new URLSearchParams(weigh)}`).catch(() => ({})));
    if (!weighed.answer) return weighed.problem ? weighed : null;
    const { asks } = weighed.answer;
    if ((asks || act.always) && !(await agreed(act, unit, asks))) return null;
  }
  const done = await sent(change(`${path(unit)}/${act.path ?? act.name}`, answers.length > 0 ? { ...body, answers } : body));
  if (done.problem?.code !== NO_GROUND) return done;
  const ground = await whyReplaced(unit, done.problem);
  return ground?.reason ? sent(change(`${path(unit)}/${act.name}`, { ...body, reason: ground.reason })) : ground;
}

/** What a replacement needs: triage first, or a reason that stays with the reader. */
function whyReplaced(unit, problem) {
  const reason = field(t("units-replace-reason"), "", 64, t("units-replace-reason-hint"));
  const anyway = () => (reason.value() ? { reason: reason.value() } : { problem });
  const first = { label: t("units-act-triage"), value: { triage: true } };
  return ask({
    title: t("units-ask-ground", { reader: nameOf(unit) }),
    body: [h("p", null, plainly(problem)), reason.node],
    choices: [...(may("examine") ? [first] : []), { label: t("units-replace-anyway"), main: true, value: anyway }],
  });
}

/** What is lost, with its numbers; to be agreed to. */
async function agreed(act, unit, asks) {
  return ask({
    title: t("units-ask-really", { reader: nameOf(unit) }),
    body: h("p", null, asks && plainly(asks)),
    // What cannot be taken back is not done by an Enter too many.
    choices: [{ label: t(act.word), value: true, main: !act.always }],
  });
}

function field(label, value, longest, hint) {
  const input = h("input", { type: "text", value, maxlength: longest, autocomplete: "off", data: { first: "" } });
  // Enter takes the first choice; the one that ends a conversion in the input method does not.
  input.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.isComposing || event.keyCode === 229) return;
    event.preventDefault();
    input.closest("[role=dialog]").querySelector("button.main").click();
  });
  return { node: h("label", { class: "field" }, h("span", null, label), input, hint && h("small", null, hint)), value: () => input.value.trim() };
}

function whyPaused(unit) {
  const reason = field(t("units-reason"), "", 64, t("units-reason-hint"));
  const choices = [{ label: t("act-pause"), main: true, value: () => ({ reason: reason.value() }) }];
  if (may("day") && unit.activity === "called") {
    choices.push({ label: t("units-pause-now"), value: () => ({ reason: reason.value(), now: true }) });
  }
  return ask({ title: t("units-ask-pause", { reader: nameOf(unit) }), body: [h("p", null, t("units-ask-pause-what")), reason.node], choices });
}

function whatWork(unit) {
  const reason = field(t("units-work"), unit.pause_reason ?? "", 64, t("units-work-hint"));
  const until = field(t("units-until"), "", 16, t("units-until-hint"));
  return ask({
    title: t("units-ask-maintenance", { reader: nameOf(unit) }),
    body: [h("p", null, t("units-ask-maintenance-what")), reason.node, until.node],
    choices: [{ label: t("units-act-maintenance"), main: true, value: () => ({ reason: reason.value(), until: until.value() }) }],
  });
}

/** What happens, and whether a call goes back: that can be chosen where one stands. */
function whetherNow(unit) {
  const choices = [{ label: t("units-act-restart"), main: true, value: { now: false } }];
  if (unit.activity === "called") choices.push({ label: t("units-restart-now"), value: { now: true } });
  return ask({ title: t("units-ask-restart", { reader: nameOf(unit) }), body: h("p", null, t("units-ask-restart-what")), choices });
}

function whatIsNoted(unit) {
  const cable = field(t("units-cable"), unit.cable ?? "", 32, t("units-cable-hint"));
  const delivered = field(t("units-delivered"), unit.delivered ?? "", 16, t("units-delivered-hint"));
  return ask({
    title: t("units-ask-note", { reader: nameOf(unit) }),
    body: [cable.node, delivered.node],
    choices: [{ label: t("units-save"), main: true, value: () => ({ cable: cable.value(), delivered: delivered.value() }) }],
  });
}

function whatElse(unit) {
  const { name, placement, tags } = unit.counter;
  const named = field(t("units-name"), name, 32);
  const tagged = field(t("units-tags"), tags.join(" "), null, t("units-tags-hint"));
  const kinds = choice("change-placement", t("units-placement"), [
    ["standing", t("placement-standing")], ["seated", t("placement-seated")],
  ], placement);
  const changed = () => {
    const after = {};
    const now = tagged.value().split(/[\s,、，]+/).filter(Boolean);
    if (named.value() && named.value() !== name) after.name = named.value();
    if (chosen(kinds) !== placement) after.placement = chosen(kinds);
    if ([...now].sort().join() !== [...tags].sort().join()) after.tags = now;
    return Object.keys(after).length > 0 ? after : null;
  };
  return ask({
    title: t("units-ask-change", { reader: nameOf(unit) }),
    body: [named.node, kinds, tagged.node],
    wide: true,
    choices: [{ label: t("units-save"), main: true, value: changed }],
  });
}

/** A new name alone takes nothing from anybody. */
function weighsChange({ placement, tags }) {
  if (!placement && !tags) return null;
  return { ...(placement && { placement }), ...(tags && { tags: tags.join(",") }) };
}

/** Which reader takes the place: one that is enrolled already, of the same edition. */
function byWhich(unit, units) {
  const others = units.filter((other) => other.serial !== unit.serial && other.counter && !other.retired);
  const rows = others.map((other, index) => ({
    label: `${other.serial} (${nameOf(other)})`,
    value: { new: other.serial },
    off: other.edition === unit.edition ? undefined : t("units-other-edition"),
    code: index < 9 ? `Digit${index + 1}` : undefined,
  }));
  return ask({
    title: t("units-ask-replace", { reader: nameOf(unit), serial: unit.serial }),
    body: h("p", null, t(rows.length > 0 ? "units-ask-replace-what" : "units-ask-replace-none")),
    choices: rows,
  });
}
