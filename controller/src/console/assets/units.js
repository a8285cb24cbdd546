import { byId, h, list } from "./dom.js";
import { frame } from "./frame.js";
import { identify } from "./identify.js";
import { pairing } from "./pairing.js";
import { t } from "./texts.js";

const main = document.querySelector("main");
main.append(
  h("h2", null, t("readers")),
  h("p", { id: "pair", class: "buttons" }),
  h("ol", { id: "units" }),
  h("div", { id: "told", class: "told", role: "alert" }),
);
const pair = pairing(byId("pair"));
const page = { run: () => {} };

frame((state) => {
  pair(state);
  const enrolled = state.status.units.filter((unit) => unit.counter && !unit.retired);
  list(byId("units"), enrolled, (unit) => unit.serial, (unit) =>
    h("li", { data: { unit: unit.serial } }, h("span", null, `${unit.counter.name} (${unit.serial}) `), identify(unit.serial, byId("told"), page)),
    (unit) => [unit.serial, unit.counter.name]);
});
