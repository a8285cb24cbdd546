// One ticket and its story.

import { byId, h, list } from "./dom.js";
import { faultCode } from "./faults.js";
import { frame, isCut } from "./frame.js";
import { runner, showPanel } from "./panel.js";
import { look, ticketPath } from "./request.js";
import { lang, said } from "./texts.js";
import { standing } from "./tiles.js";
import { dated } from "./times.js";
import { actor, sentence } from "./words.js";

const { number, earlier } = document.body.dataset;

let state = null;
let ticket = null;
let looks = null;

const page = {
  slips: () => Boolean(state?.slip) && !(earlier > 0),
  isCut,
  units: () => standing(state.status.units).filter((unit) => unit.serial && !unit.retired),
  ticket: (named) => (ticket?.number === named ? ticket : state.queue.find((each) => each.number === named)),
  told: () => byId("panel").querySelector(".told"),
  add: () => (location.href = "/"),
};
page.run = runner(page);

/** Whether the ticket is another than it was: the story is asked for only then. What runs by itself does not count. */
function changed() {
  const before = looks;
  const found = [...state.queue, ...state.closed].filter((each) => each.number === (ticket?.number ?? number));
  looks = JSON.stringify(found.map(({ waited_ms, expected_wait_ms, position, why, ...rest }) => [rest, why?.code]));
  return looks !== before;
}

async function show() {
  const path = earlier > 0 ? `${ticketPath(number)}?earlier=${earlier}` : ticketPath(number);
  const { answer, problem } = await look(path).catch(() => ({}));
  if (problem) {
    byId("story").hidden = true;
    byId("panel").replaceChildren(h("p", { class: "refused", id: "panel-head" }, problem[lang], faultCode(problem)));
  }
  if (!answer) return;
  ticket = answer.ticket;
  // Acts name a number, and the number finds the newest ticket: an earlier one is only looked at.
  const others = earlier > 0 ? [{ ...ticket, ticket_id: -1 }] : [];
  showPanel(byId("panel"), earlier > 0 ? { ...ticket, held: true } : ticket, others, page, null);
  byId("story").hidden = false;
  list(byId("story").querySelector("ol"), answer.story.map((chapter, at) => ({ chapter, at })), ({ at }) => String(at), ({ chapter }) => line(chapter));
  byId("earlier").replaceChildren(...(answer.earlier ? sentence(answer.earlier, { number }, page.run) : []));
}

function line(chapter) {
  return h("li", null,
    h("time", null, dated(chapter.at_ms)),
    h("span", { class: "what" }, said(chapter.text)),
    h("span", { class: "who" }, actor(chapter)));
}

frame(
  (newest) => {
    state = newest;
    if (changed()) show();
  },
  () => {
    // What happened meanwhile is not known.
    looks = null;
  },
);
