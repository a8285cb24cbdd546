// Today: its end and the way back, its figures, the clock, and the backup.

import { ask } from "./dialog.js";
import { byId, h, list, write } from "./dom.js";
import { faultCode } from "./faults.js";
import { clockPart } from "./day-clock.js";
import { figuresPart } from "./day-figures.js";
import { frame, isCut, part } from "./frame.js";
import { busy } from "./panel.js";
import { change, look } from "./request.js";
import { may } from "./rights.js";
import { said, t } from "./texts.js";
import { dayAndMinutes } from "./times.js";
import { actor, plainly } from "./words.js";

// What changes with each ticket is asked for again, and not more often than this.
const PACE_MS = 3000;

const told = h("div", { class: "told", role: "alert" });
const endButton = h("button", { type: "button", class: "main", data: { focus: "end" }, onclick: () => endDay() }, t("day-end"));
const undoButton = h("button", { type: "button", data: { focus: "undo" }, hidden: true, onclick: () => undoDay() }, t("day-undo"));
const parts = {
  state: h("p", { class: "state" }),
  atReaders: h("p"),
  byItself: h("p", { class: "soft" }),
  kept: h("p"),
};
const figures = figuresPart();
const clock = clockPart();
const backup = h("div");

document.querySelector("main").append(
  h("section", { class: "card", id: "day-end", "aria-labelledby": "day-end-head" },
    h("h2", { id: "day-end-head" }, t("day-end-head")),
    parts.state, parts.atReaders,
    may("day")
      ? h("p", { class: "buttons" }, endButton, undoButton)
      : h("p", { class: "soft" }, t("day-end-who")),
    told, parts.byItself),
  figures.node,
  clock.node,
  h("section", { class: "card", id: "backup", "aria-labelledby": "backup-head" },
    h("h2", { id: "backup-head" }, t("backup-head")), backup),
  h("section", { class: "card", id: "kept", "aria-labelledby": "kept-head" },
    h("h2", { id: "kept-head" }, t("kept-head")), parts.kept));

// The browser looked for the place in the address before it was there.
byId(location.hash.slice(1))?.scrollIntoView();

let day = null;

function show() {
  write(parts.state, day.ended ? t("day-closed") : t("day-open", { open: day.figures.open }));
  write(parts.atReaders, said(day.at_readers));
  write(parts.byItself, said(day.by_itself));
  write(parts.kept, said(day.kept));
  parts.atReaders.hidden = !parts.atReaders.textContent;
  undoButton.hidden = !day.can_undo;
  figures.show(day.figures);
  showBackup();
}

function showBackup() {
  const { backup: newest } = day;
  const lines = [
    h("p", { class: newest && !newest.is_old ? null : "warns" }, plainly(day.backup_text)),
    newest?.file && h("dl", null,
      h("dt", null, t("backup-when")), h("dd", null, dayAndMinutes(newest.at_ms)),
      h("dt", null, t("backup-who")), h("dd", null, actor(newest)),
      h("dt", null, t("backup-file")), h("dd", null, newest.file)),
    h("p", { class: "soft" }, t("backup-way")),
  ];
  list(backup, lines.filter(Boolean).map((node, at) => ({ node, at })), ({ at }) => String(at), ({ node }) => node, ({ node }) => node.textContent);
}

// ---- the day's end

async function endDay() {
  if (isCut()) return;
  // What is open is asked for anew: the question tells what is so now.
  if (!(await load())) return;
  const yes = await ask({
    title: t("day-ask-end"),
    body: h("p", null, day.taken ? plainly(day.taken) : t("day-nobody")),
    choices: [{ label: t("day-end"), value: true, main: true }],
  });
  if (yes) await act("/day/end", ({ ended }) => t("day-ended", { count: ended }));
}

const undoDay = () => !isCut() && act("/day/undo", ({ reopened }) => t("day-undone", { count: reopened }));

async function act(path, words) {
  const { answer, problem } = await busy(told, change(path));
  told.replaceChildren(...(answer
    ? [h("p", { class: "done" }, words(answer)), answer.notice && h("p", null, plainly(answer.notice))].filter(Boolean)
    : [h("p", { class: "refused" }, plainly(problem), faultCode(problem))]));
  await load();
}

// ---- the controller

let asked = null;

/** Asks for the day; who asks meanwhile waits for the same answer. Whether there was one. */
function load() {
  asked ??= look("/day").then(({ answer }) => {
    if (answer) {
      day = answer;
      show();
    }
    return Boolean(answer);
  }).catch(() => false).finally(() => (asked = null));
  return asked;
}

part(load);
part(clock.load);

let due = 0;
let newest = 0;

/** Loads after a change, at once and then at the pace. */
function refresh() {
  if (due) return;
  const wait = Math.max(0, newest + PACE_MS - Date.now());
  due = setTimeout(async () => {
    await Promise.all([load(), clock.load()]);
    newest = Date.now();
    due = 0;
  }, wait);
}

let revision = null;
let minute = null;

frame((state) => {
  const seen = Math.floor(state.status.time_of_day_ms / 60_000);
  if (state.revision === revision && seen === minute) return;
  revision = state.revision;
  minute = seen;
  undoButton.hidden = !state.day.can_undo_end;
  refresh();
});
