// What the page asks of the controller. A click has one key: sent twice it counts once, and one that got no answer is sent again with
// the same key once the controller is heard.

import { back } from "./live.js";
import { loggedInAgain } from "./lock.js";
import { lang } from "./texts.js";

// Whoever was logged in is nobody once his login is over, or the counter page, which may less.
const TURNED_AWAY = [401, 403];

// An answer that takes longer is lost; the request is then sent again.
const ANSWER_MS = 10_000;
// The controller answers within this, whatever a picture shows.
const PICTURE_MS = 20_000;

const key = () =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");

/** An answer: what was asked for, or the refusal (`problem`: code, ja, en). */
async function ask(method, path, body, headers, answerMs = ANSWER_MS) {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), answerMs);
  try {
    const response = await fetch(`/api/v1${path}`, {
      method,
      headers: { "Accept-Language": lang, ...headers },
      body,
      signal: stop.signal,
    });
    const answer = await response.json();
    return response.ok ? { answer } : { problem: answer, status: response.status };
  } finally {
    clearTimeout(timer);
  }
}

/** Changes something, once. */
export async function change(path, body = {}) {
  const headers = { "Content-Type": "application/json", "Idempotency-Key": key() };
  for (;;) {
    try {
      const done = await ask("POST", path, JSON.stringify(body), headers);
      if (TURNED_AWAY.includes(done.status) && (await loggedInAgain())) continue;
      return done;
    } catch {
      await heard();
    }
  }
}

/** Until the controller is heard again; at the latest for another try, because one answer alone can get lost. */
const heard = () => Promise.race([back(), new Promise((wake) => setTimeout(wake, ANSWER_MS))]);

export async function look(path) {
  const seen = await ask("GET", path);
  if (!TURNED_AWAY.includes(seen.status) || !(await loggedInAgain())) return seen;
  return look(path);
}

/** Has a picture looked at, which changes nothing. It takes longer than a look, and is not sent again by itself. */
export async function sendPicture(path, picture) {
  const read = await ask("POST", path, picture, { "Content-Type": picture.type }, PICTURE_MS);
  if (!TURNED_AWAY.includes(read.status) || !(await loggedInAgain())) return read;
  return sendPicture(path, picture);
}

/** Gets a file that takes a while to be made; `told` hears how many bytes have come, and of how many. Sent once: each one is made anew. */
export async function file(path, told) {
  const response = await fetch(`/api/v1${path}`, { headers: { "Accept-Language": lang } });
  if (!response.ok) return { problem: await response.json() };
  const total = Number(response.headers.get("Content-Length"));
  const parts = [];
  let come = 0;
  for (let reader = response.body.getReader(); ;) {
    const { done, value } = await reader.read();
    if (done) return { answer: new Blob(parts, { type: response.headers.get("Content-Type") }) };
    parts.push(value);
    told(come += value.length, total);
  }
}

/** A number in a path. */
export const ticketPath = (number) => `/tickets/${encodeURIComponent(number)}`;
