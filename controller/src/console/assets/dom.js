// Elements without a framework.

const SVG = "http://www.w3.org/2000/svg";

/**
 * An element. Properties that begin with `on` are listeners, `data` is a dataset, the others attributes; false and null leave one off.
 * Text among the children is text: nothing that a person typed becomes markup.
 */
export function h(tag, properties, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(properties ?? {})) {
    if (value === false || value === null || value === undefined) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (name === "data") Object.assign(node.dataset, value);
    else node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.flat(4).filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

/** An element of a drawing. What is drawn is told beside it in words. */
export function svg(tag, properties, ...children) {
  const node = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(properties ?? {})) node.setAttribute(name, value);
  node.append(...children.flat(4).filter((child) => child !== null && child !== undefined && child !== false).map((child) => (child instanceof Node ? child : String(child))));
  return node;
}

/** One of the shapes of `shapes.html`. */
export function shape(name) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("class", "shape");
  svg.setAttribute("aria-hidden", "true");
  const use = document.createElementNS(SVG, "use");
  use.setAttribute("href", `#shape-${name}`);
  svg.append(use);
  return svg;
}

export const byId = (id) => document.getElementById(id);

/** Sets text, only where it differs: an untouched node stays untouched for a screen reader. */
export function write(node, text) {
  if (node.textContent !== text) node.textContent = text;
}

/**
 * Brings the children of a list to `items`. A child is made anew only when what it shows (`face`) changed; focus inside it is kept.
 * @param {(item) => string} keyOf  a name that stays, unique in the list
 * @param {(item) => Element} make
 * @param {(item) => unknown} face  what decides whether it looks the same
 * @param {(node: Element, item) => void} renew  writes into a child that stays what is not in its face, because it changes with every other one
 */
export function list(parent, items, keyOf, make, face = (item) => item, renew = () => {}) {
  const before = parent.shown ?? new Map();
  const after = new Map();
  for (const item of items) {
    const key = keyOf(item);
    const looks = JSON.stringify(face(item));
    const old = before.get(key);
    if (old?.looks === looks) {
      renew(old.node, item);
      after.set(key, old);
      continue;
    }
    const node = make(item);
    if (old) replace(old.node, node);
    after.set(key, { looks, node });
  }
  for (const [key, { node }] of before) if (!after.has(key)) node.remove();
  let place = parent.firstElementChild;
  for (const { node } of after.values()) {
    if (node === place) place = place.nextElementSibling;
    else parent.insertBefore(node, place);
  }
  parent.shown = after;
}

/** Puts a node in another's place; what had focus in the old one has it in the new one. */
function replace(old, node) {
  const focused = old.contains(document.activeElement) && document.activeElement.dataset.focus;
  old.replaceWith(node);
  if (focused) node.querySelector(`[data-focus="${CSS.escape(focused)}"]`)?.focus();
}
