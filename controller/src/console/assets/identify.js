// Which reader is it? A reader shows its counter and its serial number in large letters.

import { h } from "./dom.js";
import { isCut } from "./frame.js";
import { busy, tell } from "./panel.js";
import { change } from "./request.js";
import { t } from "./texts.js";

/**
 * The button that lets a reader show which one it is.
 * @param {string} serial
 * @param {Element} told  where it stands what came of it
 * @param {object} page  what the words of an answer need, `run(command)`
 */
export function identify(serial, told, page) {
  const act = async () => {
    if (isCut()) return;
    const path = `/units/${encodeURIComponent(serial)}/identify`;
    await tell(await busy(told, change(path)), told, { unit: serial }, page);
  };
  return h("button", { type: "button", data: { act: "identify", focus: `identify ${serial}` }, onclick: act }, t("act-identify"));
}
