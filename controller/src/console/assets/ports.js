// The PC's USB ports drawn as they are, with what hangs on them: a list in lists, which a screen reader reads and a style draws.

import { h, shape } from "./dom.js";
import { faultCode } from "./faults.js";
import { isCut, part } from "./frame.js";
import { look } from "./request.js";
import { said, t } from "./texts.js";
import { nameOf, stateOf, wordOf } from "./tiles.js";
import { sentence } from "./words.js";

// What is no reader comes and goes without a word of the controller's; who plugs something in looks at the page for a moment.
const PACE_MS = 5_000;

// Why a reader is refused because of where it is plugged in. Anything else stands at its card alone.
const MISPLACED = ["behind-hub", "link-unknown", "not-usb", "port-in-use", "serial-twice", "identity-mismatch"];

const misplaced = (unit) => MISPLACED.find((why) => unit.admission === `refused:${why}`);

/** Fills the section; the function that is given is called with each newest status. */
export function ports(section, page) {
  const picture = h("div", { class: "pc", role: "group", "aria-label": t("ports-pc") });
  section.append(h("p", { class: "soft" }, t("ports-what")), picture);
  let seen = null;
  let status = null;
  let plugs = "";
  let drawn = "";

  const draw = () => {
    if (!seen || !status) return;
    const looks = JSON.stringify([seen, status.units.map((unit) => [unit.serial, unit.port, wordOf(unit), unit.why, unit.counter?.name])]);
    if (looks === drawn) return;
    drawn = looks;
    picture.replaceChildren(...pictured(seen, status.units, page));
  };
  const fetch = part(async () => {
    const { answer, problem } = await look("/ports").catch(() => ({}));
    if (answer) seen = answer;
    draw();
    return Boolean(answer ?? problem);
  });
  setInterval(() => {
    if (seen?.policy === "usb" && document.visibilityState === "visible" && !isCut()) fetch();
  }, PACE_MS);
  return (newest) => {
    status = newest;
    const now = JSON.stringify(status.units.map(({ serial, port, attached, plugged }) => [serial, port, attached, plugged]));
    if (now !== plugs) fetch();
    plugs = now;
    draw();
  };
}

function pictured({ policy, sockets_known: known, ports, unseen }, units, page) {
  if (unseen) return [h("p", { class: "refused" }, said(unseen), faultCode(unseen))];
  const note = policy === "loopback" ? "ports-virtual" : known ? null : "ports-unknown";
  const behind = (place) => ports.filter((port) => port.behind === place).map((port) => one(port, units, page, behind));
  const roots = behind(null);
  return [
    h("p", { class: "pc-name" }, t("ports-pc")),
    roots.length > 0 ? h("ul", { class: "tree" }, roots) : h("p", { class: "none" }, t("ports-none")),
    note && h("p", { class: "soft" }, t(note)),
  ].filter(Boolean);
}

function one(port, units, page, behind) {
  const reader = port.kind === "reader" && units.find((unit) => unit.port === port.port || (port.serial && unit.serial === port.serial));
  const below = behind(port.place);
  const wrong = port.kind === "hub" || port.kind === "foreign" || (reader && misplaced(reader));
  const free = port.kind === "empty" && port.suits;
  return h("li", { class: `port is-${port.kind}${wrong ? " is-wrong" : ""}${free ? " is-good" : ""}`, data: { port: port.port } },
    h("div", { class: "plug" },
      h("span", { class: "port-name" }, port.port),
      h("div", { class: "what" }, reader ? aReader(reader, page) : something(port))),
    below.length > 0 && h("ul", null, below));
}

function aReader(unit, page) {
  return [
    h("strong", null, shape(misplaced(unit) ? "seatless" : stateOf(unit)), nameOf(unit)),
    h("span", null, [unit.counter && unit.serial, wordOf(unit)].filter(Boolean).join(" · ")),
    // What to do about a hub stands at the hub.
    misplaced(unit) && misplaced(unit) !== "behind-hub" && h("p", { class: "why" }, sentence(unit.why, { unit: unit.serial }, page.run)),
  ];
}

function something({ kind, suits, serial, product, device }) {
  const name = [product ?? device, serial].filter(Boolean).join(" · ");
  switch (kind) {
    case "empty":
      return t(suits ? "ports-free" : "ports-free-behind-hub");
    case "hub":
      return [h("strong", null, shape("seatless"), t("ports-hub")), h("span", null, name), h("p", { class: "why" }, t("ports-hub-todo"))];
    case "board-hub":
      return [h("strong", null, t("ports-board-hub")), h("span", null, name)];
    case "reader":
      return [h("strong", null, t("ports-reader")), h("span", null, name)];
    case "foreign":
      return [h("strong", null, shape("fault"), t("ports-foreign")), h("span", null, name)];
    default:
      return [h("span", null, name || t("ports-other"))];
  }
}
