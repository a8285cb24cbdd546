// A login that is locked or over hides the page and asks for the password above it. What was typed stays, and the page goes on with it.
// Whether it is locked the controller says: the page asks when its stream ends, and when a request is turned away.

import { h } from "./dom.js";
import { t } from "./texts.js";

const { person } = document.body.dataset;
// What a person does is told at most so often: far more often than the shortest time after which a login is locked.
const TELL_MS = 20_000;
// An answer that takes longer is lost.
const ANSWER_MS = 10_000;

let box = null;
let before = null;
const waiting = [];

/** Resolves with true once the person is logged in again; with false at once where none was logged in on this page, or still is. */
export async function loggedInAgain() {
  if (!person || !(await isOver())) return false;
  return new Promise((wake) => waiting.push(wake));
}

/** Asks the controller, and shows or hides the page. */
async function isOver() {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), ANSWER_MS);
  try {
    const answer = await fetch("/api/v1/account", { headers: { Accept: "application/json" }, signal: stop.signal });
    const said = await answer.json();
    if (answer.ok && said.person.name === person) unlock();
    // Somebody else has logged in, in another window: this page is not his.
    else if (answer.ok) location.reload();
    else if (answer.status === 401 || answer.status === 403) lock(said.code === "session-locked" ? "locked" : "over");
  } catch {
    // The controller is not heard; the page asks again.
  } finally {
    clearTimeout(timer);
  }
  return box !== null;
}

function lock(why) {
  if (box) return;
  before = document.activeElement;
  const told = h("p", { class: "refused", role: "alert", hidden: true });
  const field = (id, word, type, fills) => [
    h("label", { for: id }, t(word)),
    h("input", { id, type, autocomplete: fills, required: type === "password" }),
  ];
  const form = h("form", { onsubmit: (event) => submit(event, told) },
    h("p", null, h("strong", null, person)),
    h("input", { type: "text", autocomplete: "username", value: person, hidden: true, readonly: true }),
    field("lock-password", "login-password", "password", "current-password"),
    field("lock-code", "login-code", "text", "one-time-code"),
    told,
    h("p", { class: "buttons" },
      h("button", { type: "submit", class: "main" }, t("login-submit")),
      h("a", { href: `/login?to=${location.pathname}` }, t("lock-somebody-else"))));
  box = h("div", { id: "locked", role: "dialog", "aria-modal": "true", "aria-labelledby": "locked-head" },
    h("div", null, h("h2", { id: "locked-head" }, t(`lock-${why}`)), h("p", null, t(`lock-${why}-why`)), form));
  document.body.append(box);
  document.body.classList.add("is-locked");
  dispatchEvent(new Event("locked"));
  box.querySelector("[required]").focus();
}

function unlock() {
  if (!box) return;
  box.remove();
  box = null;
  document.body.classList.remove("is-locked");
  if (before?.isConnected) before.focus();
  for (const wake of waiting.splice(0)) wake(true);
  // What the page shows may be of before.
  dispatchEvent(new Event("logged-in"));
}

async function submit(event, told) {
  event.preventDefault();
  const [password, code] = event.target.querySelectorAll("input:not([hidden])");
  const typed = new URLSearchParams({ name: person, password: password.value, code: code.value });
  told.hidden = true;
  try {
    const answer = await fetch("/login", { method: "POST", headers: { Accept: "application/json" }, body: typed });
    if (answer.ok) return await isOver();
    const { ja, en } = await answer.json();
    told.textContent = document.documentElement.lang === "en" ? en : ja;
  } catch {
    told.textContent = t("cut-off-at-once");
  }
  told.hidden = false;
  password.value = "";
  password.focus();
}

if (person) {
  let asking = null;
  addEventListener("ask-who", () => {
    asking ??= isOver().finally(() => (asking = null));
  });
  let told = Date.now();
  const here = () => {
    if (box || Date.now() - told < TELL_MS) return;
    told = Date.now();
    fetch("/here", { method: "POST" }).then((answer) => answer.status === 401 && isOver(), () => {});
  };
  for (const kind of ["keydown", "pointerdown"]) addEventListener(kind, here, true);
  // Nothing behind the question takes a key, and Tab stays in it.
  addEventListener("keydown", (event) => {
    if (!box) return;
    event.stopImmediatePropagation();
    if (event.key !== "Tab") return;
    const stops = [...box.querySelectorAll("input:not([hidden]), button, a[href]")];
    const edge = event.shiftKey ? stops[0] : stops[stops.length - 1];
    if (document.activeElement !== edge && box.contains(document.activeElement)) return;
    event.preventDefault();
    (event.shiftKey ? stops[stops.length - 1] : stops[0]).focus();
  }, true);
}
