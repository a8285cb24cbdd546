// Support: how each reader is, what needs somebody, and what happened lately.

import { h, list, shape, write } from "./dom.js";
import { faultCode, faultCodes } from "./faults.js";
import { frame, part } from "./frame.js";
import { file, look } from "./request.js";
import { may } from "./rights.js";
import { supportCode } from "./support-code.js";
import { said, t } from "./texts.js";
import { nameOf, standing, stateOf } from "./tiles.js";
import { dated } from "./times.js";
import { plainly, sentence } from "./words.js";

// Events are asked for again after a change, and not more often than this.
const PACE_MS = 2000;
// The controller finds them a quarter of a second after the change: who asks at once is told of none, and no other change may follow.
const FOUND_MS = 600;

const units = h("tbody");
const alarms = h("ul", { class: "lines" });
const events = h("ol", { class: "lines" });
const since = h("p", { class: "soft" });
const pc = h("dl");
const quiet = {
  alarms: h("p", null, t("support-no-alarms")),
  units: h("p", null, t("units-none")),
  events: h("p", null, t("support-no-events")),
};

const table = h("table", null,
  h("thead", null, h("tr", null, ["reader", "state", "why", "port", "software"].map((head) => h("th", { scope: "col" }, t(`support-col-${head}`))))),
  units);

const card = (id, ...inside) =>
  h("section", { class: "card", id, "aria-labelledby": `${id}-head` }, h("h2", { id: `${id}-head` }, t(`${id}-head`)), inside);

// ---- the bundle

const days = h("select", { id: "bundle-days" }, [7, 14, 31, 92].map((count) => h("option", { value: count, selected: count === 14 }, t("support-bundle-days", { days: count }))));
const make = h("button", { type: "button", id: "bundle-make", onclick: bundle }, t("support-bundle-make"));
const progress = h("progress", { hidden: true, "aria-label": t("support-bundle-busy") });
const came = h("p", { id: "bundle-came", role: "status" });

async function bundle() {
  make.disabled = true;
  progress.hidden = false;
  progress.removeAttribute("value");
  write(came, t("support-bundle-busy"));
  try {
    const { answer, problem } = await file(`/support/bundle?days=${days.value}`, (bytes, total) => {
      if (total > 0) progress.value = bytes / total;
    });
    if (problem) {
      came.replaceChildren(plainly(problem), ...(faultCode(problem) || []));
      return;
    }
    const address = URL.createObjectURL(answer);
    const name = `madoguchi-support-${new Date().toISOString().slice(0, 10)}.zip`;
    h("a", { href: address, download: name }).click();
    setTimeout(() => URL.revokeObjectURL(address), 60_000);
    write(came, t("support-bundle-done", { name }));
  } catch {
    write(came, t("support-bundle-cut"));
  } finally {
    make.disabled = false;
    progress.hidden = true;
  }
}

document.querySelector("main").append(
  card("support-alarms", quiet.alarms, alarms),
  card("support-units", quiet.units, table),
  card("support-code", supportCode()),
  card("support-events", quiet.events, events, since),
  // Whoever looks after the readers may take a bundle away.
  may("readers") ? card("support-bundle", h("p", { class: "soft" }, t("support-bundle-what")),
    h("p", { class: "field" }, h("label", { for: "bundle-days" }, t("support-bundle-label")), days),
    h("p", { class: "buttons" }, make), progress, came) : "",
  card("support-pc", pc, h("ul", { class: "lines" },
    [["/faults", "support-codes"], ["/guide/reception", "guide-reception"], ["/guide/down", "guide-down"]]
      .map(([href, words]) => h("li", null, h("a", { href }, t(words)))))));

function showUnits(seen) {
  quiet.units.hidden = seen.length > 0;
  table.hidden = seen.length === 0;
  list(units, standing(seen), (unit) => unit.serial ?? unit.port ?? "", (unit) => h("tr", { class: `is-${stateOf(unit)}` },
    h("th", { scope: "row" }, nameOf(unit), unit.serial && unit.serial !== nameOf(unit) && h("small", null, unit.serial)),
    h("td", { class: "state" }, shape(stateOf(unit)), t(`tile-${stateOf(unit)}`)),
    h("td", null, unit.why ? [sentence(unit.why, { unit: unit.serial }), faultCode(unit.why)] : "", unit.health?.codes?.length > 0 && h("small", null, unit.health.codes.join(", "), faultCodes(unit))),
    // On a phone there are no heads above these.
    h("td", { data: { head: t("support-col-port") } }, unit.port ?? ""),
    h("td", { data: { head: t("support-col-software") } }, unit.software ?? "")),
  (unit) => [nameOf(unit), stateOf(unit), unit.why, unit.health, unit.port, unit.software]);
}

function showAlarms(seen) {
  quiet.alarms.hidden = seen.length > 0;
  list(alarms, seen, (alarm) => `${alarm.code} ${alarm.ja}`, (alarm) => h("li", { class: "warns" }, sentence(alarm, {}), faultCode(alarm)));
}

function showPc({ status }) {
  const facts = [
    [t("support-software"), status.software],
    [t("support-policy"), t(status.environment === "test" ? "support-test" : "support-production")],
    [t("support-seats"), said(status.seats)],
    [t("support-revision"), String(status.revision)],
  ];
  list(pc, facts, ([word]) => word, ([word, value]) => h("div", null, h("dt", null, word), h("dd", null, value)));
}

// ---- what happened

const load = part(async () => {
  const { answer, problem } = await look("/events").catch(() => ({}));
  if (!answer) return Boolean(problem);
  quiet.events.hidden = answer.events.length > 0;
  const total = answer.events.length;
  list(events, answer.events.map((event, at) => ({ ...event, key: `${event.at_ms} ${total - at}` })), ({ key }) => key, (event) =>
    h("li", null, h("time", null, dated(event.at_ms)), h("span", null, plainly(event.text))));
  write(since, t("support-since", { at: dated(answer.since_ms) }));
  return true;
});

let due = 0;
let newest = 0;

function refresh() {
  if (due) return;
  due = setTimeout(async () => {
    await load();
    newest = Date.now();
    due = 0;
  }, Math.max(FOUND_MS, newest + PACE_MS - Date.now()));
}

frame((state) => {
  showUnits(state.status.units.filter((unit) => !unit.retired));
  showAlarms(state.status.alarms);
  showPc(state);
  refresh();
});
