// One ticket that was chosen: what it waits for, the acts that are open, and what came of the last one.

import { h } from "./dom.js";
import { faultCode } from "./faults.js";
import { ask } from "./dialog.js";
import { actNamed, openActs, send } from "./acts.js";
import { change, look, ticketPath } from "./request.js";
import { said, t } from "./texts.js";
import { clock, ofDay } from "./times.js";
import { chips } from "./queue.js";
import { printSlip } from "./slip.js";
import { actor, sentence, storyPath } from "./words.js";

// A ticket that is closed or at the reader needs no slip any more.
const SLIPS = ["waiting", "called", "parked", "missed"];
const INSIST = ["no-unit-has", "no-unit-has-all"];

/**
 * Runs an act and shows what came of it in `told`.
 * @param {Element} told  the place for words, next to what was pressed
 * @param {object} page  `isCut()`, `slips()` (whether slips are printed), `units()`, `ticket(number)`, `told(command)`, `add(number)`, `run(command)`
 */
async function runAct(name, ticket, told, page) {
  const act = actNamed(name);
  told.replaceChildren();
  const body = act.prepare ? await act.prepare(ticket, page.units()) : {};
  if (!body) return;
  await tell(await busy(told, send(act, ticket, body)), told, ticket, page, () => send(act, ticket, { ...body, insist: true }));
}

/** Shows that something is on its way; it can take until the controller is heard again. */
export async function busy(told, answer) {
  const timer = setTimeout(() => told.replaceChildren(h("p", { class: "busy" }, t("on-its-way"))), 400);
  try {
    return await answer;
  } finally {
    clearTimeout(timer);
    told.replaceChildren();
  }
}

/** What came of it: a notice, or a refusal with the ways out. */
export async function tell({ answer, problem, status }, told, about, page, insist) {
  if (answer) {
    if (answer.notice) told.replaceChildren(h("p", { class: "notice" }, sentence(answer.notice, about, page.run)));
    return answer;
  }
  if (insist && INSIST.includes(problem.code)) {
    const choices = [{ label: t("insist"), value: true, code: "KeyY", main: true }];
    const yes = await ask({ title: t("ask-insist"), body: h("p", null, sentence(problem, about, page.run)), choices });
    return yes ? tell(await busy(told, insist()), told, about, page) : null;
  }
  told.replaceChildren(h("p", { class: "refused" }, sentence(problem, about, page.run), faultCode(problem)));
  if (status === 409 && about.number) await sayWhoActed(told, about.number);
  return null;
}

/** The second of two people who act on one ticket reads what the first one did. */
async function sayWhoActed(told, number) {
  const { answer } = await look(ticketPath(number)).catch(() => ({}));
  const last = answer?.story.at(-1);
  if (!last) return;
  told.append(h("p", { class: "last" }, t("last-act", { at: clock(last.at_ms, true), who: actor(last), what: said(last.text) })));
}

/** The panel. It is drawn anew only when the ticket changed; words about the last act stay until the next one. */
export function showPanel(panel, ticket, tickets, page, onLeave) {
  panel.hidden = !ticket;
  document.documentElement.classList.toggle("has-panel", Boolean(ticket));
  if (!ticket) {
    panel.shown = null;
    panel.replaceChildren();
    return;
  }
  const hidden = ticket.held && tickets.some((other) => other.number === ticket.number && other.ticket_id !== ticket.ticket_id);
  const { waited_ms, expected_wait_ms, position, ...rest } = ticket;
  const looks = JSON.stringify([rest, hidden]);
  if (panel.shown?.looks === looks) return;
  const same = panel.shown?.id === ticket.ticket_id;
  const told = (same && panel.querySelector(".told")) || h("div", { class: "told", role: "alert" });
  const focused = panel.contains(document.activeElement) && document.activeElement.dataset.act;
  panel.replaceChildren(...[
    h("div", { class: "head" },
      h("h2", { id: "panel-head" }, t("ticket-number", { number: ticket.number })),
      h("span", { class: "chip is-state" }, t(`state-${ticket.state}`)),
      chips(ticket),
      onLeave && h("button", { type: "button", class: "leave", "aria-label": t("unselect"), onclick: onLeave }, "×")),
    h("p", { class: "why" }, sentence(ticket.why, ticket, page.run)),
    ticket.arrived_elsewhere_ms !== null && h("p", { class: "elsewhere" }, t("arrived-elsewhere", { time: ofDay(ticket.arrived_elsewhere_ms) })),
    hidden
      ? h("p", null, t("number-hidden"), onLeave && story(ticket, 1))
      : h("p", { class: "buttons acts" }, openActs(ticket).map((act) =>
          h("button", { type: "button", data: { act: act.name }, onclick: () => page.run({ act: act.name, number: ticket.number }) },
            t(act.word), h("kbd", null, act.code.slice(3)))),
          page.slips() && SLIPS.includes(ticket.state) && h("button", { type: "button", data: { act: "slip" }, onclick: () => printSlip(ticket.number, told) }, t("slip-print")),
          onLeave && story(ticket, 0)),
    told,
  ].filter(Boolean));
  panel.shown = { looks, id: ticket.ticket_id };
  if (focused) (panel.querySelector(`[data-act="${focused}"]`) ?? panel.querySelector("button"))?.focus();
}

const story = (ticket, earlier) => h("a", { href: storyPath(ticket.number, earlier) }, t("open-story"), h("kbd", null, "T"));

/** The commands that a sentence or a button can give: one place for both pages. */
export function runner(page) {
  return async (command) => {
    if (page.isCut()) return;
    const told = page.told(command);
    if (command.unit && (command.act === "pause" || command.act === "resume")) {
      const unit = encodeURIComponent(command.unit);
      return tell(await busy(told, change(`/units/${unit}/${command.act}`)), told, { unit: command.unit }, page);
    }
    if (command.act === "add") return page.add(command.number);
    // A sentence can name a ticket that is not on the page; its verb says how that stands.
    const state = command.verb === "recall" ? "missed" : "parked";
    const ticket = page.ticket(command.number) ?? { number: command.number, state, needs: [], prefers: [] };
    return runAct(command.act, ticket, told, page);
  };
}
