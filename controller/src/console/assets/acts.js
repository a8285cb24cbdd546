// The acts on a ticket: each with its key, the states in which it is open, and what it asks first. Whether it is done is the
// controller's decision; the table only keeps buttons off the screen that could never be pressed.

import { h } from "./dom.js";
import { ask } from "./dialog.js";
import { change, ticketPath } from "./request.js";
import { t, wish } from "./texts.js";
import { classChoice, wishChoice } from "./wishes.js";

const OPEN = ["waiting", "parked", "missed", "called"];
const ASIDE = ["waiting", "parked", "missed"];
const CLOSED = ["done", "cancelled", "ended"];

/** @type {{name: string, verbs: string[], word: string, code: string, states: string[], prepare: Function}[]} */
export const ACTS = [
  { name: "call", verbs: ["call"], word: "act-call", code: "KeyC", states: ASIDE },
  { name: "send", verbs: [], word: "act-send", code: "KeyS", states: ASIDE, path: "call", prepare: (ticket, units) => whichReader(ticket, units, "ask-send") },
  { name: "back", verbs: ["recall", "unpark"], word: "act-back", code: "KeyB", states: ["parked", "missed"] },
  { name: "park", verbs: ["park"], word: "act-park", code: "KeyP", states: ["waiting", "called"] },
  { name: "move", verbs: ["move"], word: "act-move", code: "KeyM", states: OPEN, prepare: (ticket, units) => whichReader(ticket, units, "ask-move") },
  { name: "change", verbs: ["change"], word: "act-change", code: "KeyE", states: OPEN, prepare: whatElse },
  { name: "drop-need", verbs: ["drop-need"], word: "act-drop-need", code: "KeyW", states: OPEN, prepare: whichNeed, only: (ticket) => ticket.needs.length > 0 },
  { name: "done", verbs: ["done"], word: "act-done", code: "KeyD", states: [...OPEN, "verifying"], prepare: whichMeans },
  { name: "cancel", verbs: ["cancel"], word: "act-cancel", code: "KeyX", states: OPEN, prepare: reallyCancel },
  { name: "reopen", verbs: ["reopen"], word: "act-reopen", code: "KeyO", states: CLOSED },
  { name: "undo", verbs: ["undo"], word: "act-undo", code: "KeyU", states: [] },
];

export const actNamed = (name) => ACTS.find((act) => act.name === name);

/** The acts that are open for a ticket as it stands. */
export const openActs = (ticket) =>
  ACTS.filter(({ states, only }) => states.includes(ticket.state) && (!only || only(ticket)));

/** Does an act, with what was answered to its question. */
export function send(act, ticket, body) {
  const path = act.name === "back" ? (ticket.state === "missed" ? "recall" : "unpark") : act.path ?? act.name;
  return change(`${ticketPath(ticket.number)}/${path}`, body);
}

function whichReader(ticket, units, title) {
  const choices = units.map((unit, index) => ({
    label: unit.counter?.name ?? unit.serial,
    value: { unit: unit.serial },
    code: index < 9 ? `Digit${index + 1}` : undefined,
  }));
  return ask({ title: t(title, { number: ticket.number }), choices });
}

function whichMeans(ticket) {
  const choices = ["paper", "seen", "mobile", "other"].map((means, index) => ({
    label: t(`means-${means}`),
    value: { by: means },
    code: `Digit${index + 1}`,
  }));
  return ask({ title: t("ask-done", { number: ticket.number }), body: h("p", null, t("ask-done-what")), choices });
}

function whichNeed(ticket) {
  const choices = ticket.needs.map((need, index) => ({ label: wish(need), value: { need }, code: `Digit${index + 1}` }));
  const all = { label: t("drop-unmet"), value: {}, code: "Digit0" };
  return ask({ title: t("ask-drop-need", { number: ticket.number }), choices: [...choices, all] });
}

function reallyCancel(ticket) {
  return ask({
    title: t("ask-cancel", { number: ticket.number }),
    body: ticket.state === "called" && h("p", null, t("ask-cancel-called")) || [],
    choices: [{ label: t("act-cancel"), value: {}, code: "KeyX", main: true }],
  });
}

function whatElse(ticket, units) {
  const classes = classChoice("change-class", ticket.class);
  const wishes = wishChoice("change", units, ticket);
  return ask({
    title: t("ask-change", { number: ticket.number }),
    body: [classes.node, wishes.node],
    wide: true,
    choices: [{
      label: t("act-change"),
      main: true,
      value: () => {
        const asked = { ...wishes.value() };
        if (same(asked.needs, ticket.needs)) delete asked.needs;
        if (same(asked.prefers, ticket.prefers)) delete asked.prefers;
        if (classes.value() !== ticket.class) asked.class = classes.value();
        return asked;
      },
    }],
  });
}

const same = (one, other) => [...one].sort().join() === [...other].sort().join();
