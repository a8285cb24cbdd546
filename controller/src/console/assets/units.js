// The readers: each with how it stands and what can be done with it, the PC's USB ports, and what is wrong with the PC.

import { byId, h, list, write } from "./dom.js";
import { frame, isCut } from "./frame.js";
import { busy, runner, tell } from "./panel.js";
import { look } from "./request.js";
import { may } from "./rights.js";
import { talk } from "./triage.js";
import { doctor } from "./doctor.js";
import { pairing } from "./pairing.js";
import { ports } from "./ports.js";
import { said, t } from "./texts.js";
import { nameOf, standing, wordOf } from "./tiles.js";
import { card, keyOf } from "./unit-card.js";
import { UNIT_ACTS, runUnitAct } from "./unit-acts.js";

const section = (id, head, ...inside) =>
  h("section", { id, "aria-labelledby": `${id}-head` }, h("div", { class: "head" }, h("h2", { id: `${id}-head` }, t(head)), inside.shift()), inside);

const retiredButton = h("button", { type: "button", id: "show-retired", onclick: () => showRetired(!withRetired) }, t("units-show-retired"));

document.querySelector("main").append(
  // `#pair` is the place of what pairs a reader.
  section("readers", "readers", [h("p", { id: "seats" }), h("p", { id: "pair", class: "buttons" })],
    h("div", { id: "told", class: "told", role: "alert" }),
    h("ol", { id: "units", class: "cards" }),
    h("p", { id: "none", class: "none", hidden: true }, t("units-none")),
    !may("readers") && h("p", { class: "soft" }, t("units-others-may")),
    h("p", { class: "buttons" }, retiredButton),
    h("ol", { id: "retired", class: "cards", hidden: true, "aria-label": t("units-retired-ones") })),
  section("ports", "ports-head"),
  section("doctor", "doctor-head"),
);

let state = null;
let retired = [];
let withRetired = false;
/** The readers whose details are in sight. */
const opened = new Set([new URLSearchParams(location.search).get("unit")].filter(Boolean));
/** Where words about the last act on each reader stand; they stay while the card is made anew. */
const tolds = new Map();

const toldOf = (key) => {
  if (!tolds.has(key)) tolds.set(key, h("div", { class: "told", role: "alert" }));
  return tolds.get(key);
};

const page = {
  isCut,
  units: () => enrolled(),
  ticket: (number) => state.queue.find((ticket) => ticket.number === number),
  told: ({ unit }) => (unit && byId("units").querySelector(`[data-unit="${CSS.escape(unit)}"] .told`)) || byId("told"),
  add: () => (location.href = "/"),
  toggle: (unit) => {
    const key = keyOf(unit);
    if (!opened.delete(key)) opened.add(key);
    show();
  },
  act,
  triage,
};
page.run = runner(page);

const enrolled = () => standing(state.status.units).filter((unit) => unit.counter && !unit.retired);

async function act(act, unit, answers = []) {
  if (isCut()) return;
  const told = toldOf(keyOf(unit));
  told.replaceChildren();
  byId("told").replaceChildren();
  const answer = await runUnitAct(act, unit, enrolled(), (sent) => busy(told, sent), answers);
  if (!answer) return;
  if (answer.triage) {
    await triage(unit);
    return;
  }
  await tell(answer, told, { unit: unit.serial }, page);
  // A reader that went has no card any more: what came of it is told above the list.
  if (answer.answer && ["replace", "retire"].includes(act.name)) {
    const done = t(act.name === "retire" ? "units-did-retire" : "units-did-replace", { reader: nameOf(unit) });
    byId("told").replaceChildren(h("p", { class: "notice" }, done), ...told.childNodes);
    await fetchRetired();
  }
}

/** Whether it is the reader: what it comes to can lead on to its replacement, with the answers that were given. */
async function triage(unit) {
  if (isCut()) return;
  const replace = UNIT_ACTS.find(({ name }) => name === "replace");
  const told = toldOf(keyOf(unit));
  told.replaceChildren();
  await talk(unit, told, page, (answers) => act(replace, unit, answers));
}

// ---- what is shown

const face = (unit) => [unit, opened.has(keyOf(unit))];

function cards(parent, units) {
  list(parent, units, keyOf, (unit) => card(unit, opened.has(keyOf(unit)), toldOf(keyOf(unit)), page), face);
}

function show() {
  if (!state) return;
  const units = standing(state.status.units);
  cards(byId("units"), units);
  byId("none").hidden = units.length > 0;
  write(byId("seats"), said(state.status.seats));
  const listed = new Set(units.map(keyOf));
  cards(byId("retired"), withRetired ? retired.filter((unit) => !listed.has(keyOf(unit))) : []);
}

async function fetchRetired() {
  if (!withRetired) return;
  const { answer } = await look("/units?retired=true").catch(() => ({}));
  if (!answer) return;
  retired = standing(answer.units.filter((unit) => unit.retired));
  write(retiredButton, t(retired.length > 0 ? "units-hide-retired" : "units-no-retired"));
  show();
}

async function showRetired(wanted) {
  withRetired = wanted;
  byId("retired").hidden = !wanted;
  if (!wanted) write(retiredButton, t("units-show-retired"));
  await fetchRetired();
  show();
}

/** What changed, for a screen reader: the change and not the list. */
function news(before, units) {
  const words = new Map(units.map((unit) => [keyOf(unit), unit]));
  const changed = [...words].filter(([key, unit]) => !before.get(key) || wordOf(before.get(key)) !== wordOf(unit));
  const gone = [...before].filter(([key]) => !words.has(key));
  return [
    ...changed.map(([, unit]) => t("units-say-now", { reader: nameOf(unit), state: wordOf(unit) })),
    ...gone.map(([, unit]) => t("units-say-gone", { reader: nameOf(unit) })),
  ].slice(0, 3).join(" ");
}

const drawPairing = pairing(byId("pair"));
const drawPorts = ports(byId("ports"), page);
doctor(byId("doctor"), page);

let before = null;
frame((newest) => {
  state = newest;
  show();
  drawPairing(state);
  drawPorts(state.status);
  if (before) {
    const words = news(before, state.status.units);
    if (words) write(byId("say"), words);
  }
  before = new Map(state.status.units.map((unit) => [keyOf(unit), unit]));
});

// Whoever came for one reader finds it in sight.
addEventListener("shown", () => {
  const [named] = opened;
  if (named) byId("units").querySelector(`[data-unit="${CSS.escape(named)}"]`)?.scrollIntoView();
});
