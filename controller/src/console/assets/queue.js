// The queue: what needs a person first, then those who wait, then those that were closed.

import { h, list, write } from "./dom.js";
import { t, wish } from "./texts.js";
import { clock, minutes, now, tick } from "./times.js";
import { plainly } from "./words.js";

// Why a ticket waits that nobody but staff can help.
const STUCK = ["need-unmet", "needs-apart"];

/** Whether somebody at the desk has to do something about a ticket. */
export const needsPerson = (ticket) =>
  ticket.held || Boolean(ticket.earlier_day) || ["parked", "missed"].includes(ticket.state) ||
  (ticket.state === "waiting" && STUCK.includes(ticket.why?.code));

const key = (ticket) => String(ticket.ticket_id);

const expected = ({ expected_wait_ms: ms }) => ms == null ? "" : t("expected", { minutes: minutes(ms) });

// `waited_ms` runs by itself on the page. One patient more moves all behind: that is written into their rows, which stay.
const face = (selected) => ({ waited_ms, expected_wait_ms, position, why, ...ticket }) => [ticket, ticket.ticket_id === selected];

function renew(node, ticket) {
  write(node.querySelector(".expected"), expected(ticket));
  write(node.querySelector(".why"), plainly(ticket.why));
}

export function showQueue(parents, open, closed, selected, select) {
  const rows = (parent, tickets, make) =>
    list(parent, tickets, key, (ticket) => make(ticket, selected, select), face(selected), renew);
  rows(parents.attention, open.filter((ticket) => needsPerson(ticket)), row);
  rows(parents.waiting, open.filter((ticket) => ticket.state === "waiting" && !needsPerson(ticket)), row);
  list(parents.closed, closed, key, (ticket) => closedRow(ticket, selected, select), (ticket) => [ticket, ticket.ticket_id === selected]);
}

const CLASS_CHIPS = { priority: "class-priority", urgent: "class-urgent" };

/** Class, needs and preferences as small labels. */
export function chips(ticket) {
  const special = CLASS_CHIPS[ticket.class];
  return [
    special && h("span", { class: `chip is-${ticket.class}` }, t(special)),
    ticket.needs.map((each) => h("span", { class: "chip" }, wish(each))),
    ticket.prefers.map((each) => h("span", { class: "chip is-soft" }, t("preferred", { wish: wish(each) }))),
  ];
}

function frame(ticket, selected, select, ...inside) {
  return h("li", null, h("button", {
    type: "button",
    class: "row",
    data: { focus: key(ticket), ticket: key(ticket) },
    "aria-current": ticket.ticket_id === selected ? "true" : false,
    onclick: () => select(ticket.ticket_id),
  }, inside));
}

const number = (ticket) => h("span", { class: ticket.number.length > 4 ? "number is-long" : "number" }, ticket.number);

function row(ticket, selected, select) {
  const waited = tick(h("span", { data: { since: now() - ticket.waited_ms, words: "minutes" } }));
  const state = needsPerson(ticket) && h("span", { class: "chip is-state" }, ticket.earlier_day ? t("of-day", { day: ticket.earlier_day }) : t(`state-${ticket.state}`));
  return frame(ticket, selected, select,
    number(ticket),
    h("span", { class: "waited" }, h("span", { class: "unseen" }, t("waited")), waited, h("span", { class: "expected" }, expected(ticket))),
    h("span", { class: "chips" }, state, chips(ticket)),
    h("span", { class: "why" }, plainly(ticket.why)));
}

function closedRow(ticket, selected, select) {
  return frame(ticket, selected, select,
    number(ticket),
    h("span", { class: "waited" }, ticket.closed_at_ms ? clock(ticket.closed_at_ms) : ""),
    h("span", { class: "chips" }, h("span", { class: "chip" }, t(`state-${ticket.state}`)), chips(ticket)),
    h("span", { class: "why" }, plainly(ticket.why)));
}
