// The board in the waiting room: which number goes to which counter. It only shows; there is no way from it to anything else.

import { byId, h, list, write } from "./dom.js";
import { allow, chime } from "./chime.js";
import { follow } from "./live.js";
import { announce } from "./speech.js";
import { t } from "./texts.js";
import { clock, know, now } from "./times.js";

// A new call blinks for less than five seconds (the style sheet), then it is marked for the rest of this.
const NEW_MS = 35_000;

let state = null;
let sound = null;
let known = null;

const key = (call) => `${call.number} ${call.attempt}`;

function show() {
  if (!state) return;
  know(state.time_of_day_ms, state.utc_offset_min);
  const calls = [...state.calls].sort((one, other) => other.called_at_ms - one.called_at_ms);
  list(byId("calls"), calls, key, row);
  mark();
  document.body.classList.toggle("is-crowded", calls.length > 4);
  list(byId("missed"), state.missed.map((number) => ({ number })), (each) => each.number, (each) => h("li", null, each.number));
  document.querySelector(".missed").hidden = state.missed.length === 0;
  document.body.classList.toggle("is-quiet", calls.length === 0);
  write(byId("quiet"), calls.length === 0 ? t("board-quiet") : "");
  const days = { open: "", closing: t("board-closing"), closed: t("board-closed") };
  write(byId("day"), days[state.day] ?? "");
  write(byId("waits"), t("board-waiting", { waiting: state.waiting }));
  byId("demo").hidden = !(state.demo || state.test);
  write(byId("demo"), state.demo ? t("demo") : state.test ? t("test") : "");
  hear(calls);
}

function row(call) {
  return h("li", { class: call.state === "verifying" ? "is-there" : "", data: { called: call.called_at_ms } },
    h("span", { class: "number" }, call.number),
    h("span", { class: "arrow", "aria-hidden": "true" }, "→"),
    h("span", { class: "to" }, call.counter));
}

const MINUTE_MS = 60_000;
let marking = 0;

/** New calls stand out for a while; the clock turns every minute. */
function mark() {
  let next = MINUTE_MS - (now() % MINUTE_MS);
  for (const node of byId("calls").children) {
    const left = NEW_MS - (now() - node.dataset.called);
    node.classList.toggle("is-new", left > 0 && !node.classList.contains("is-there"));
    if (left > 0) next = Math.min(next, left);
  }
  write(byId("clock"), clock(now()));
  clearTimeout(marking);
  marking = setTimeout(mark, next);
}

/** Announces the calls that were not there before, the oldest first. Those that stood when the page was opened are only shown. */
function hear(calls) {
  const before = known;
  known = new Set(calls.map(key));
  const fresh = before ? calls.filter((call) => !before.has(key(call)) && call.state === "called").reverse() : [];
  for (const call of fresh) {
    const words = sound === "voice" ? t("board-spoken", { number: call.number, counter: call.spoken || call.counter }) : "";
    if (sound && sound !== "none") announce(words, chime);
  }
  if (fresh.length) write(byId("say"), fresh.map((call) => t("say-called", { number: call.number, counter: call.counter })).join(" "));
}

// ---- sound: asked once for each time that the page is opened, because a browser makes none before a touch

const asked = byId("sound");
asked.hidden = false;
asked.querySelector("button").focus();
asked.addEventListener("click", async (event) => {
  const choice = event.target.closest("button")?.value;
  if (!choice) return;
  sound = choice;
  asked.hidden = true;
  byId("page").removeAttribute("aria-hidden");
  if (choice !== "none") {
    await allow();
    announce("", chime);
  }
});
asked.addEventListener("keydown", (event) => {
  if (event.key !== "Tab") return;
  const stops = [...asked.querySelectorAll("button")];
  const next = stops.indexOf(document.activeElement) + (event.shiftKey ? -1 : 1);
  event.preventDefault();
  stops.at(next % stops.length).focus();
});
byId("page").setAttribute("aria-hidden", "true");

follow(
  (newest) => {
    state = newest;
    show();
  },
  (cut) => {
    document.body.classList.toggle("is-cut", cut);
    byId("cut").hidden = !cut;
    write(byId("cut"), cut ? t("board-cut-off") : "");
  },
);
