// The seats of this PC as a picture: which there are, where each comes from, and which reader sits on it.

import { h, list, write } from "./dom.js";
import { said, t } from "./texts.js";
import { nameOf } from "./tiles.js";
import { sentence } from "./words.js";

// The most readers of a PC (RULES S7), however many seats the licenses have.
const MOST = 4;

/** The section with the picture; `show` draws what is so now. */
export function seatsSection() {
  const sum = h("p", { class: "sum", id: "sum" });
  const drawn = h("ul", { id: "seats" });
  const without = h("ul", { class: "without", id: "without" });
  const head = h("h3", null, t("seats-without"));
  const node = h("section", { class: "seats", "aria-labelledby": "seats-head" },
    h("h2", { id: "seats-head" }, t("seats-head")), sum, drawn, h("div", null, head, without));
  const show = (papers, units) => {
    write(sum, said(papers.seats));
    const all = seats(papers.licenses, units);
    list(drawn, all.map((seat, at) => ({ ...seat, at })), (seat) => String(seat.at), draw);
    const left = units.filter((unit) => !unit.retired && unit.admission.startsWith("refused:"));
    list(without, left, (unit) => unit.serial ?? unit.port ?? "", withoutSeat);
    head.parentNode.hidden = left.length === 0;
  };
  return { node, show };
}

/** Each seat with the reader on it: the included one, then those of the licenses in force. */
function seats(licenses, units) {
  const all = [{ kind: "included", unit: named(units.find((unit) => !unit.retired && unit.admission === "seat:included")) }];
  for (const license of licenses.filter(({ in_force }) => in_force)) {
    // Which license a reader sits on is told to those alone who may look at licenses: the readers' state leaves it out.
    const sitting = units.filter(({ serial }) => license.units.includes(serial));
    for (let place = 0; place < license.seats; place += 1) {
      all.push({ kind: license.kind, license: license.license_id, bound: license.bound_to, unit: named(sitting[place]) });
    }
  }
  // Those in use first: of more than four the others count for nothing.
  const used = all.filter(({ unit }) => unit).length;
  let free = MOST - used;
  return all.map((seat) => (seat.unit ? seat : { ...seat, beyond: (free -= 1) < 0 }));
}

const named = (unit) => unit && { name: nameOf(unit), serial: unit.serial, serves: unit.serves };

function draw({ kind, license, bound, unit, beyond }) {
  const words = unit ? unit.name : beyond ? t("seat-beyond") : kind === "bundled" ? t("seat-waits", { serial: bound }) : t("seat-free");
  return h("li", { class: `seat is-${kind} ${unit ? "is-taken" : beyond ? "is-beyond" : "is-free"}` },
    h("span", { class: "from" }, t(`seat-${kind}`)),
    h("strong", null, words),
    unit && h("small", null, unit.serial),
    license && h("small", { class: "license" }, license));
}

function withoutSeat(unit) {
  return h("li", null, h("strong", null, nameOf(unit)), " ",
    h("span", null, unit.why ? sentence(unit.why, { unit: unit.serial }) : ""));
}
