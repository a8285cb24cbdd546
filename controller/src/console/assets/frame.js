// What every page that follows the clinic has around it: the band of a demo or a test, and the band that says that the page is cut off.

import { byId, write } from "./dom.js";
import { follow } from "./live.js";
import { knowCounters, t } from "./texts.js";
import { clock, know, now } from "./times.js";

let heardOnce = false;
let cut = false;

/** Whether the controller is not heard. */
export const isCut = () => cut;

/**
 * Follows the clinic.
 * @param {(state) => void} onState  each newest state
 * @param {(cut: boolean) => void} [onCut]  when that changes
 */
export function frame(onState, onCut = () => {}) {
  follow(
    (state) => {
      heardOnce = true;
      know(state.status.time_of_day_ms, state.status.utc_offset_min);
      knowCounters(state.status.units);
      const words = state.demo ? t("demo") : state.status.environment === "test" ? t("test") : "";
      byId("demo").hidden = !words;
      write(byId("demo"), words);
      onState(state);
    },
    (isNow) => {
      cut = isNow;
      document.body.classList.toggle("is-cut", cut);
      byId("cut").hidden = !cut;
      write(byId("cut"), cut ? heardOnce ? t("cut-off", { at: clock(now()) }) : t("cut-off-at-once") : "");
      onCut(cut);
    },
  );
}
