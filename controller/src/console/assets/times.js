// Times in words. What the controller says goes by its own clock: the page keeps the distance to the browser's.

import { t } from "./texts.js";

let distance = 0;
let offset = 0;

/** The newest time of day that the controller told, and how far its zone is from UTC. */
export function know(timeOfDayMs, utcOffsetMin) {
  distance = timeOfDayMs - Date.now();
  offset = utcOffsetMin;
}

export const now = () => Date.now() + distance;

const two = (value) => String(value).padStart(2, "0");

/** "10:03", or "10:03:09". */
export function clock(ms, seconds = false) {
  const at = new Date(ms + offset * 60_000);
  const short = `${at.getUTCHours()}:${two(at.getUTCMinutes())}`;
  return seconds ? `${short}:${two(at.getUTCSeconds())}` : short;
}

/** "9:02", of milliseconds after midnight: a time that another system wrote, of no clock of ours. */
export const ofDay = (ms) => `${Math.floor(ms / 3_600_000)}:${two(Math.floor(ms / 60_000) % 60)}`;

/** "11/29 10:03:09". */
export function dated(ms) {
  const at = new Date(ms + offset * 60_000);
  return `${at.getUTCMonth() + 1}/${at.getUTCDate()} ${clock(ms, true)}`;
}

/** "2026-11-29 10:03". */
export function dayAndMinutes(ms) {
  const at = new Date(ms + offset * 60_000);
  return `${at.getUTCFullYear()}-${two(at.getUTCMonth() + 1)}-${two(at.getUTCDate())} ${two(at.getUTCHours())}:${two(at.getUTCMinutes())}`;
}

/** "2026-11-29 10:03:09". */
export const dayAndSeconds = (ms) => `${dayAndMinutes(ms)}:${two(new Date(ms).getUTCSeconds())}`;

/** Minutes as people say them. */
export function minutes(ms) {
  const all = Math.max(0, Math.floor(ms / 60_000));
  if (all < 60) return t("minutes", { minutes: all });
  return t("hours", { hours: Math.floor(all / 60), minutes: all % 60 });
}

/** "0:42". */
export function running(ms) {
  const all = Math.max(0, Math.floor(ms / 1000));
  return `${Math.floor(all / 60)}:${two(all % 60)}`;
}

// An element with `data-since` shows how long that is ago, one with `data-until` how long it is still: by the second, and in words by the minute,
// for which it is enough to look now and then.
const MINUTES = "[data-words=minutes]";
const ticking = (which, pace) => setInterval(() => document.querySelectorAll(which).forEach(tick), pace);
ticking(`[data-since]:not(${MINUTES}),[data-until]`, 1000);
ticking(MINUTES, 10_000);

/** Puts the time of an element where it belongs, now. */
export function tick(node) {
  const { since, until, words } = node.dataset;
  const text = since
    ? words === "minutes" ? minutes(now() - since) : running(now() - since)
    : running(until - now());
  if (node.textContent !== text) node.textContent = text;
  return node;
}
