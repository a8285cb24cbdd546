// Class, needs and preferences, as toggles.

import { h } from "./dom.js";
import { t, wish } from "./texts.js";

const CLASSES = ["normal", "priority", "urgent"];

/** One of a few, all in sight. */
export function choice(name, legend, options, chosen) {
  return h("fieldset", { class: "choice" }, h("legend", null, legend), options.map(([value, label]) =>
    h("label", { class: "toggle" },
      h("input", { type: "radio", name, value, checked: value === chosen, data: { focus: `${name}-${value}` } }),
      h("span", null, label))));
}

export const chosen = (node) => node.querySelector("input:checked").value;

export function classChoice(name, now = "normal") {
  const node = choice(name, t("class"), CLASSES.map((each) => [each, t(`class-${each}`)]), now);
  return { node, value: () => chosen(node) };
}

/** The wishes that this clinic's readers can meet, and those that the ticket has. */
function possible(units, ticket) {
  const tags = units.flatMap((unit) => unit.counter?.tags ?? []);
  const readers = units.filter((unit) => unit.serial && !unit.retired).map((unit) => `unit:${unit.serial}`);
  return [...new Set(["seated", "standing", ...tags, ...readers, ...(ticket?.needs ?? []), ...(ticket?.prefers ?? [])])];
}

/** For each wish: no, preferred, needed. */
export function wishChoice(name, units, ticket) {
  const options = [["no", t("wish-no")], ["prefers", t("wish-prefers")], ["needs", t("wish-needs")]];
  const has = (wish) => (ticket?.needs.includes(wish) ? "needs" : ticket?.prefers.includes(wish) ? "prefers" : "no");
  const rows = possible(units, ticket).map((each) => [each, choice(`${name}-${each}`, wish(each), options, has(each))]);
  const those = (kind) => rows.filter(([, node]) => chosen(node) === kind).map(([each]) => each);
  return {
    node: h("div", { class: "wish-rows" }, rows.map(([, node]) => node)),
    value: () => ({ needs: those("needs"), prefers: those("prefers") }),
  };
}
