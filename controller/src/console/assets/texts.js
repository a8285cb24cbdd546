// The page's words. Every one of them is in the fluent files of the controller; this module fetches those of the page's language.

export const lang = document.documentElement.lang === "en" ? "en" : "ja";

const answer = await fetch(document.body.dataset.texts);
const words = await answer.json();

/** The sentence of a key, with its values in the places `{name}`. */
export function t(key, values = {}) {
  if (!(key in words)) console.error(`no sentence ${key}`);
  const pattern = words[key] ?? key;
  return pattern.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
}

/** A text of the controller, `{code, ja, en}`, in the page's language. */
export function said(text) {
  return text ? text[lang] : "";
}

/** A need or a preference, as it is typed, in words. */
export function wish(typed) {
  if (typed === "seated" || typed === "standing") return t(`placement-${typed}`);
  if (typed.startsWith("unit:")) return t("wish-reader", { reader: counterOf(typed.slice(5)) });
  return typed;
}

let counters = new Map();

/** The counters of readers by their serials, so that a wish for one can be told by its counter. */
export function knowCounters(units) {
  counters = new Map(units.map((unit) => [unit.serial, unit.counter?.name]));
}

function counterOf(serial) {
  return counters.get(serial) || serial;
}
