// One reader as a card: how it stands, and opened, all that is known of it and what can be done with it.

import { h, shape } from "./dom.js";
import { faultCode, faultCodes } from "./faults.js";
import { identify } from "./identify.js";
import { may } from "./rights.js";
import { openUnitActs } from "./unit-acts.js";
import { said, t } from "./texts.js";
import { nameOf, stateOf, wordOf } from "./tiles.js";
import { dated } from "./times.js";
import { sentence } from "./words.js";

const SEATS = { included: "units-seat-included", additional: "units-seat-additional", bundled: "units-seat-bundled" };
const HEALTH = { healthy: "units-health-healthy", degraded: "units-health-degraded", faulted: "units-health-faulted" };
const EDITIONS = { single: "units-edition-single", multi: "units-edition-multi" };

/** A name that a reader keeps: its serial, or the port of a device that shows none. */
export const keyOf = (unit) => unit.serial ?? `port ${unit.port ?? ""}`;

/**
 * @param {boolean} isOpen  whether the details are in sight
 * @param {Element} told  where words about the last act on it stand
 * @param {{toggle: (unit) => void, run: (command) => void, act: (act, unit) => void, triage: (unit) => void}} page
 */
export function card(unit, isOpen, told, page) {
  const state = stateOf(unit);
  const key = keyOf(unit);
  const details = `details-${key}`.replace(/\W/g, "-");
  const figures = t("units-today", { sessions: unit.sessions_today, verified: unit.verified_today });
  return h("li", { class: `card is-${state}${unit.retired ? " is-retired" : ""}`, data: { unit: key } },
    h("h3", null, h("button", { type: "button", class: "face", "aria-expanded": String(isOpen), "aria-controls": details, data: { focus: `unit ${key}` }, onclick: () => page.toggle(unit) },
      h("span", { class: "name" }, nameOf(unit)),
      h("span", { class: "state" }, shape(state), unit.retired ? t("units-retired") : wordOf(unit),
        unit.paused && state !== "paused" && h("span", { class: "chip" }, t("tile-pauses")),
        unit.pause_reason && h("span", { class: "chip" }, unit.pause_reason)),
      h("span", { class: "at" }, [unit.counter && unit.serial, unit.port && t("units-at-port", { port: unit.port })].filter(Boolean).join(" · ")),
      unit.counter && h("span", { class: "figures" }, figures))),
    !unit.serves && unit.why && h("p", { class: "why" }, sentence(unit.why, { unit: unit.serial }, page.run), faultCode(unit.why)),
    told,
    h("div", { class: "details", id: details, hidden: !isOpen }, isOpen && [facts(unit), acts(unit, told, page)]));
}

function facts(unit) {
  const counter = unit.counter;
  const link = unit.link;
  const codes = unit.health?.codes ?? [];
  const rows = [
    ["units-serial", unit.serial ?? t("units-no-serial")],
    ["units-edition", counter && t(EDITIONS[unit.edition] ?? "units-edition-single")],
    ["units-placement", counter && t(`placement-${counter.placement}`)],
    ["units-tags", counter?.tags.join(" ")],
    ["units-port", [unit.port, link?.speed_mbps && `${link.speed_mbps} Mbps`, link?.device, unit.port ? null : link?.interface].filter(Boolean).join(" · ")],
    ["units-hub", link?.hub],
    ["units-seat", counter && seat(unit)],
    ["units-health", counter && [[t(HEALTH[unit.health?.state] ?? "units-health-healthy"), ...codes].join(" · "), faultCodes(unit)]],
    ["units-maintenance", unit.maintenance && maintained(unit.maintenance)],
    ["units-restarts", said(unit.restarts?.text)],
    ["units-clock", clock(unit)],
    ["units-cable", unit.cable],
    ["units-delivered", unit.delivered],
    ["units-coverage", said(unit.coverage)],
    ["units-drops", unit.drops > 0 && t("units-drops-times", { times: unit.drops })],
    ["units-software", unit.software],
    ["units-grace", unit.grace_until_ms && dated(unit.grace_until_ms)],
    ["units-replaced-by", unit.replaced_by],
    ["units-replaced-why", said(unit.replaced_why)],
    ["units-replaces", unit.replaces?.join(" ")],
    ["units-why", unit.serves && said(unit.why)],
  ];
  return h("dl", null, rows.filter(([, value]) => value).map(([key, value]) => h("div", null, h("dt", null, t(key)), h("dd", null, value))));
}

/** Since when somebody works on it, and by when that should be over. */
function maintained({ since_ms, until_ms }) {
  const since = t("units-maintenance-since", { at: dated(since_ms) });
  return until_ms ? `${since} · ${t("units-maintenance-until", { at: dated(until_ms) })}` : since;
}

/** How far its clock is from the PC's, where it says so. */
function clock(unit) {
  if (unit.clock_ahead_ms === null || unit.clock_ahead_ms === undefined) return null;
  const seconds = Math.round(unit.clock_ahead_ms / 1000);
  if (seconds === 0) return t("units-clock-even");
  return t(seconds > 0 ? "units-clock-ahead" : "units-clock-behind", { seconds: Math.abs(seconds) });
}

/** Which seat it has, and whether it comes first where seats are short. */
function seat(unit) {
  const [kind, which] = unit.admission.split(":");
  const word = kind === "seat" && SEATS[which];
  return [t(word || "units-seat-none"), unit.preferred && t("units-preferred")].filter(Boolean).join(" · ");
}

function acts(unit, told, page) {
  const open = openUnitActs(unit).map((act) =>
    h("button", { type: "button", data: { act: act.name, focus: `${act.name} ${keyOf(unit)}` }, onclick: () => page.act(act, unit) }, t(act.word)));
  if (unit.counter && !unit.retired && may("examine")) {
    open.push(h("button", { type: "button", data: { act: "triage", focus: `triage ${keyOf(unit)}` }, onclick: () => page.triage(unit) }, t("units-act-triage")));
  }
  if (unit.counter && !unit.retired) open.push(identify(unit.serial, told, page));
  if (unit.counter) open.push(h("a", { href: `/units/${encodeURIComponent(unit.serial)}/sheet`, target: "_blank", rel: "noopener" }, t("units-sheet")));
  return open.length > 0 && h("p", { class: "buttons acts" }, open);
}
