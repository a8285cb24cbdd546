// What every page that follows the clinic has around it: the band of a demo or a test, the band that says that the page is cut off, and
// the moment at which the page is seen.

import { byId, write } from "./dom.js";
import { follow } from "./live.js";
import { knowCounters, t } from "./texts.js";
import { clock, know, now } from "./times.js";

let heardOnce = false;
let cut = false;

/** Whether the controller is not heard. */
export const isCut = () => cut;

// ---- parts

// How soon an answer that got lost is asked for again.
const AGAIN_MS = 2_000;

/** Asks for the parts at first, and again after a cut or a new login, where what came before may be another now. */
const firsts = [];
const renewals = [];
let missing = 0;

/**
 * A part of the page that comes with an answer of its own. The page is seen once it has all of its parts: one that came later would push
 * away what somebody is about to press. Returns what asks for the part; it is asked for once the clinic's first state told the time.
 * @param {() => Promise<boolean>} load  asks, and shows what came; whether anything came
 * @param {{once?: boolean}} [how]  `once`: it is not asked for again by itself
 */
export function part(load, { once = false } = {}) {
  const arrived = awaited();
  const ask = async () => {
    if (await load()) arrived();
    else if (!arrived.done) setTimeout(ask, AGAIN_MS);
  };
  firsts.push(ask);
  if (!once) renewals.push(ask);
  return ask;
}

/** One more thing that the page waits for before it is seen; returns what tells that it is there. */
function awaited() {
  missing += 1;
  const arrived = () => {
    if (arrived.done) return;
    arrived.done = true;
    missing -= 1;
    if (missing > 0) return;
    document.querySelector("main").removeAttribute("aria-busy");
    // The browser looked for the place in the address before it was there.
    byId(location.hash.slice(1))?.scrollIntoView();
    dispatchEvent(new Event("shown"));
  };
  return arrived;
}

const renew = () => renewals.forEach((ask) => ask());
addEventListener("logged-in", renew);

// ---- the clinic

/**
 * Follows the clinic.
 * @param {(state) => void} onState  each newest state
 * @param {(cut: boolean) => void} [onCut]  when that changes
 */
export function frame(onState, onCut = () => {}) {
  const arrived = awaited();
  follow(
    (state) => {
      heardOnce = true;
      know(state.status.time_of_day_ms, state.status.utc_offset_min);
      knowCounters(state.status.units);
      const words = state.demo ? t("demo") : state.status.environment === "test" ? t("test") : "";
      byId("demo").hidden = !words;
      write(byId("demo"), words);
      for (const ask of firsts.splice(0)) ask();
      onState(state);
      arrived();
    },
    (isNow) => {
      cut = isNow;
      document.body.classList.toggle("is-cut", cut);
      byId("cut").hidden = !cut;
      write(byId("cut"), cut ? heardOnce ? t("cut-off", { at: clock(now()) }) : t("cut-off-at-once") : "");
      onCut(cut);
      if (!cut && heardOnce) renew();
    },
  );
}
