// The counter: what reception sees and touches.

import { byId, h, list, write } from "./dom.js";
import { faultCode } from "./faults.js";
import { asking } from "./dialog.js";
import { changes } from "./changes.js";
import { frame, isCut } from "./frame.js";
import { listen, showKeys } from "./keys.js";
import { ACTS, openActs } from "./acts.js";
import { busy, runner, showPanel, tell } from "./panel.js";
import { needsPerson, showQueue } from "./queue.js";
import { change } from "./request.js";
import { printSlip } from "./slip.js";
import { said, t } from "./texts.js";
import { showTiles, standing } from "./tiles.js";
import { dated, now, tick } from "./times.js";
import { classChoice, wishChoice } from "./wishes.js";
import { plainly, sentence, storyPath } from "./words.js";

let state = null;
let selected = null;

const panel = byId("panel");
const parents = {
  attention: byId("attention").querySelector("ul"),
  waiting: byId("waiting").querySelector("ol"),
  closed: byId("closed").querySelector("ul"),
};

const page = {
  slips: () => Boolean(state?.slip),
  isCut,
  units: () => standing(state.status.units).filter((unit) => unit.serial && !unit.retired),
  ticket: (number) => chosen()?.number === number ? chosen() : all().find((ticket) => ticket.number === number),
  told: (command) => {
    if (command.unit && !chosen()) return form.querySelector(".told");
    if (command.number && chosen()?.number !== command.number) {
      const ticket = all().find((each) => each.number === command.number);
      if (ticket) select(ticket.ticket_id);
    }
    return panel.querySelector(".told") ?? form.querySelector(".told");
  },
  add: (number) => {
    field.value = number ?? "";
    field.focus();
  },
};
page.run = runner(page);

const all = () => [...state.queue, ...state.closed];
const chosen = () => state && all().find((ticket) => ticket.ticket_id === selected);

// ---- what is shown

function show() {
  if (!state) return;
  const { status, queue, closed } = state;
  const units = status.units.filter((unit) => !unit.retired);
  showTiles(byId("tiles"), units, queue, selected, page.run, select);
  showQueue(parents, queue, closed, selected, select);
  byId("attention").hidden = !queue.some(needsPerson);
  byId("waiting").querySelector(".none").hidden = queue.some((ticket) => ticket.state === "waiting" && !needsPerson(ticket));
  write(byId("figures"), t("figures", { waiting: status.waiting, closed: status.closed_today }));
  write(byId("day"), said(state.day.text) || (state.day.open ? "" : t("day-closed")));
  showReady(status);
  showAlarms(status.alarms);
  showUndo();
  showPanel(panel, chosen(), queue, page, () => select(null));
}

/** What the check before opening found; it goes when the day begins. Where something is to be mended the alarm says so with its buttons. */
function showReady({ ready, ready_at_ms }) {
  const line = byId("ready");
  line.hidden = !ready;
  write(line, ready ? t("ready-at", { text: plainly(ready), at: dated(ready_at_ms) }) : "");
}

function showAlarms(alarms) {
  const box = byId("alarms");
  box.hidden = alarms.length === 0;
  write(box.querySelector(".count"), t("alarms", { count: alarms.length }));
  write(box.querySelector(".first"), alarms.length ? plainly(alarms[0]) : "");
  list(box.querySelector("ul"), alarms, (alarm) => `${alarm.code} ${alarm.ja}`, (alarm) =>
    h("li", null, sentence(alarm, {}, page.run), faultCode(alarm)));
}

// The time to undo runs out without a change anywhere.
let undoOver = 0;

function showUndo() {
  const strip = byId("undo");
  const left = (state.undo?.until_ms ?? 0) - now();
  const undo = left > 0 ? state.undo : null;
  clearTimeout(undoOver);
  if (undo) undoOver = setTimeout(showUndo, left);
  strip.hidden = !undo;
  list(strip, undo ? [undo] : [], (each) => each.number, (each) => h("p", null,
    h("span", null, t("undo-what", { number: each.number }), " ", tick(h("span", { data: { until: each.until_ms } }))),
    h("button", { type: "button", data: { focus: "undo" }, onclick: () => undoNewest() }, t("act-undo"), h("kbd", null, "U"))));
}

function select(id) {
  selected = id;
  show();
}

// ---- adding

const form = byId("add");
const field = byId("number");
const seated = byId("seated");
let classes;
let wishes;

/** The toggles below the number; made again only when they are not being filled in. */
function wishForm() {
  const units = page.units();
  const looks = JSON.stringify(units.map((unit) => [unit.serial, unit.counter]));
  if (wishForm.looks === looks) return;
  const before = wishes?.value();
  const beforeClass = classes?.value();
  wishForm.looks = looks;
  classes = classChoice("class", beforeClass);
  wishes = wishChoice("add", units, before);
  form.querySelector(".classes").replaceChildren(classes.node);
  form.querySelector(".wishes").replaceChildren(wishes.node);
}

async function add() {
  const told = form.querySelector(".told");
  const body = { class: classes.value(), ...wishes.value() };
  const number = field.value.trim();
  if (number) body.number = number;
  if (seated.checked && !body.needs.includes("seated")) body.needs.push("seated");
  const send = (more) => change("/tickets", { ...body, ...more });
  field.disabled = true;
  const answer = await tell(await busy(told, send({})), told, { number }, page, () => send({ insist: true }));
  field.disabled = false;
  if (answer) {
    field.value = "";
    seated.checked = false;
    wishForm.looks = classes = wishes = undefined;
    wishForm();
    byId("more").open = false;
    select(null);
    if (state.slip) printSlip(answer.ticket.number, told);
    told.prepend(h("p", { class: "added" }, t("added", { number: answer.ticket.number })));
  }
  if (!asking()) field.focus();
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  if (!isCut() && state && !field.disabled) add();
});
// The Enter that ends a conversion in the input method adds nobody.
field.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.isComposing || event.keyCode === 229)) event.preventDefault();
  if (event.key === "Escape" && !event.isComposing) field.blur();
});

// ---- keys

const undoNewest = () => state?.undo && page.run({ act: "undo", number: state.undo.number });

function move(by) {
  const rows = [...document.querySelectorAll("button[data-ticket]")].filter((row) => row.offsetParent);
  if (rows.length === 0) return;
  const at = rows.findIndex((row) => Number(row.dataset.ticket) === selected);
  const next = at < 0 ? (by > 0 ? 0 : rows.length - 1) : Math.min(Math.max(at + by, 0), rows.length - 1);
  const { focus, ticket } = rows[next].dataset;
  select(Number(ticket));
  const row = document.querySelector(`[data-focus="${CSS.escape(focus)}"]`);
  row?.focus();
  row?.scrollIntoView({ block: "nearest" });
}

const does = {
  KeyA: () => field.focus(),
  KeyN: () => !isCut() && state && !field.value && add(),
  KeyT: () => chosen() && (location.href = storyPath(chosen().number)),
  KeyU: undoNewest,
  ArrowDown: () => move(1),
  ArrowUp: () => move(-1),
  Escape: () => select(null),
};
for (const act of ACTS.filter(({ code }) => !(code in does))) {
  does[act.code] = () => {
    const ticket = chosen();
    if (ticket && !isCut() && openActs(ticket).includes(act)) page.run({ act: act.name, number: ticket.number });
  };
}
listen(does);
byId("help").addEventListener("click", showKeys);

// ---- the controller

const news = changes();
// What was said last goes when the next thing is said: so that it is heard, the end of a cut is said together with what happened meanwhile.
let healed = false;

frame(
  (newest) => {
    state = newest;
    wishForm();
    show();
    const words = [healed ? t("heard-again") : "", news(state)].filter(Boolean).join(" ");
    healed = false;
    if (words) write(byId("say"), words);
  },
  (cut) => {
    healed = !cut;
  },
);
