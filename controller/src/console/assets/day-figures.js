// The figures of the day: how many, how long, at which reader, and in which hour.

import { h, svg } from "./dom.js";
import { said, t } from "./texts.js";
import { minutes } from "./times.js";

/** A section, and how it is filled. */
export function figuresPart() {
  const inside = h("div", { class: "figures" });
  const node = h("section", { class: "card", id: "figures", "aria-labelledby": "figures-head" },
    h("h2", { id: "figures-head" }, t("figures-head")), inside);
  let looks = null;
  return {
    node,
    show(figures) {
      const now = JSON.stringify(figures);
      if (now === looks) return;
      looks = now;
      inside.replaceChildren(...[patients(figures), outcomes(figures), readers(figures), hours(figures)].filter(Boolean));
    },
  };
}

const fact = (word, value, note) => h("div", { class: "fact" }, h("dt", null, word), h("dd", null, value, note && h("small", null, note)));

function patients(figures) {
  const wait = (ms) => (figures.served ? minutes(ms) : "–");
  return h("dl", { class: "facts" },
    fact(t("figures-added"), figures.added),
    fact(t("figures-open"), figures.open),
    fact(t("figures-served"), figures.served),
    fact(t("figures-mean"), wait(figures.mean_wait_ms)),
    fact(t("figures-p95"), wait(figures.p95_wait_ms), t("figures-p95-what")),
    fact(t("figures-longest"), wait(figures.longest_wait_ms)));
}

function outcomes(figures) {
  const rows = [
    ...figures.outcomes.map(({ text, count }) => [said(text), count]),
    ...figures.means.map(({ means, count }) => [t("figures-by", { means: t(`means-${means}`) }), count]),
    [t("figures-cancelled"), figures.cancelled],
    [t("figures-ended"), figures.ended],
  ].filter(([, count]) => count > 0);
  if (figures.walk_ups) rows.push([t("figures-walk-ups"), figures.walk_ups]);
  return rows.length > 0 && table(t("figures-outcomes"), [t("figures-outcome"), t("figures-count")], rows);
}

function readers({ units }) {
  const rows = units.map((unit) => [unit.counter ?? unit.unit, unit.sessions, unit.verified]);
  return rows.length > 0 && table(t("figures-readers"), [t("figures-reader"), t("figures-sessions"), t("figures-verified")], rows);
}

function table(title, heads, rows) {
  return h("table", null,
    h("caption", null, title),
    h("thead", null, h("tr", null, heads.map((head) => h("th", { scope: "col" }, head)))),
    h("tbody", null, rows.map(([first, ...rest]) =>
      h("tr", null, h("th", { scope: "row" }, first), rest.map((value) => h("td", null, value))))));
}

// ---- the hours: a drawing for the eye, and the same as a table for whoever hears it

const HIGH = 120;
const WIDE = 46;

function hours({ hours }) {
  if (hours.length === 0) return null;
  const most = Math.max(...hours.flatMap(({ added, served }) => [added, served]), 1);
  const rows = hours.map(({ hour, added, served }) => [t("figures-hour", { hour }), added, served]);
  const heads = [t("figures-hour-head"), t("figures-added"), t("figures-served")];
  const high = (count) => Math.round((HIGH * count) / most);
  const bar = (x, count, kind) => [
    svg("rect", { x, y: HIGH - high(count), width: 16, height: high(count), class: `bar-${kind}` }),
    count > 0 && svg("text", { x: x + 8, y: HIGH - high(count) - 4, class: "count" }, count),
  ];
  const columns = hours.flatMap(({ hour, added, served }, at) => [
    ...bar(at * WIDE + 6, added, "added"),
    ...bar(at * WIDE + 24, served, "served"),
    svg("text", { x: at * WIDE + WIDE / 2, y: HIGH + 16, class: "hour" }, hour),
  ]);
  const wide = hours.length * WIDE;
  const data = table(t("figures-hours"), heads, rows);
  data.classList.add("unseen");
  return h("figure", null,
    h("figcaption", { "aria-hidden": "true" }, t("figures-hours"),
      h("span", { class: "key is-added" }, t("figures-added")), h("span", { class: "key is-served" }, t("figures-served"))),
    svg("svg", { viewBox: `0 -16 ${wide} ${HIGH + 38}`, width: wide, height: HIGH + 38, "aria-hidden": "true", class: "hours" },
      svg("line", { x1: 0, y1: HIGH, x2: wide, y2: HIGH, class: "ground" }), columns),
    data);
}
