// The readers, as they stand in the room.

import { h, list, shape } from "./dom.js";
import { t } from "./texts.js";
import { tick } from "./times.js";
import { sentence } from "./words.js";

const order = new Intl.Collator("ja", { numeric: true });

/** The readers in the order in which they stand: by their counters' names, "窓口2" before "窓口10". */
export const standing = (units) =>
  [...units].sort((one, other) => order.compare(nameOf(one), nameOf(other)) || order.compare(one.serial ?? "", other.serial ?? ""));

export const nameOf = (unit) => unit.counter?.name || unit.serial || t("reader-unknown");

const ACTIVITIES = {
  free: "free",
  called: "called",
  verifying: "work",
  walk_up: "work",
  finishing: "done",
  asked: "work",
};

/** What a tile says: one of the shapes, by what matters most to whoever stands at the desk. */
export function stateOf(unit) {
  const busy = ACTIVITIES[unit.activity];
  if (busy && busy !== "free") return busy;
  if (restarts(unit)) return "paused";
  if (unit.maintenance) return "paused";
  if (unit.health?.state === "faulted") return "fault";
  if (!unit.attached) return "offline";
  if (unit.paused) return "paused";
  if (unit.serves) return "free";
  return "seatless";
}

/** Whether it takes nobody because of a restart, and is back by itself. */
const restarts = ({ restarts }) => restarts?.stage === "finishing" || restarts?.stage === "running";

const WORDS = {
  free: "tile-free",
  called: "tile-called",
  work: "tile-work",
  done: "tile-done",
  paused: "tile-paused",
  offline: "tile-offline",
  seatless: "tile-seatless",
  fault: "tile-fault",
};

/** The state in a word. */
export function wordOf(unit) {
  const state = stateOf(unit);
  if (restarts(unit) && state === "paused") return t("tile-restarting");
  if (unit.maintenance && state === "paused") return t("tile-maintenance");
  return t(unit.activity === "walk_up" ? "tile-walk-up" : WORDS[state]);
}

/**
 * @param {(command) => void} run  a button in a tile's sentence
 * @param {(ticketId: number) => void} select
 */
export function showTiles(parent, units, tickets, selected, run, select) {
  const at = new Map(tickets.filter((ticket) => ticket.unit).map((ticket) => [ticket.unit, ticket]));
  const seen = standing(units).map((unit) => ({ unit, ticket: at.get(unit.serial), selected }));
  list(parent, seen, ({ unit }) => unit.serial ?? unit.port ?? "", (each) => tile(each, run, select), ({ unit, ticket, selected }) =>
    [nameOf(unit), stateOf(unit), unit.why, unit.ticket, unit.paused, unit.maintenance, unit.restarts?.stage, unit.pause_reason, ticket && [ticket.ticket_id, ticket.since_ms, ticket.deadline_ms, ticket.ticket_id === selected]]);
}

function tile({ unit, ticket, selected }, run, select) {
  const state = stateOf(unit);
  const number = unit.ticket ?? "";
  const inside = [
    h("span", { class: "name" }, nameOf(unit)),
    h("span", { class: "state" }, shape(state), wordOf(unit),
      unit.paused && state !== "paused" && h("span", { class: "chip" }, t("tile-pauses")),
      unit.pause_reason && h("span", { class: "chip" }, unit.pause_reason)),
    number && h("span", { class: "number" }, number),
    ticket && clock(ticket),
  ];
  return h("li", { class: `tile is-${state}`, "aria-label": nameOf(unit) }, face(inside, unit, ticket, selected, run, select));
}

/** A tile with a ticket chooses that; one that cannot be used opens to say why. */
function face(inside, unit, ticket, selected, run, select) {
  const focus = `tile-${unit.serial}`;
  if (ticket) {
    const current = ticket.ticket_id === selected ? "true" : false;
    return h("button", { type: "button", class: "face", data: { focus, ticket: ticket.ticket_id }, "aria-current": current,
      onclick: () => select(ticket.ticket_id) }, inside);
  }
  if (unit.serves || !unit.why) return h("div", { class: "face" }, inside);
  return h("details", null,
    h("summary", { class: "face", data: { focus } }, inside),
    h("p", { class: "why" }, sentence(unit.why, { unit: unit.serial }, run)));
}

/** How long it runs at a reader; how long a call still stands. */
function clock(ticket) {
  if (ticket.state === "verifying" && ticket.since_ms) {
    return h("span", { class: "time" }, tick(h("span", { data: { since: ticket.since_ms } })));
  }
  if (ticket.state === "called" && ticket.deadline_ms) {
    return h("span", { class: "time" }, h("span", { class: "left" }, t("time-left"), " "), tick(h("span", { data: { until: ticket.deadline_ms } })));
  }
  return null;
}
