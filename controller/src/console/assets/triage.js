// Is it the reader, or something else? A talk of one question at a time. The answers ride in each request: the controller keeps none of them.

import { ask } from "./dialog.js";
import { examined } from "./doctor.js";
import { h } from "./dom.js";
import { faultCode } from "./faults.js";
import { isCut } from "./frame.js";
import { busy } from "./panel.js";
import { may } from "./rights.js";
import { said, t } from "./texts.js";
import { nameOf } from "./tiles.js";
import { plainly, sentence } from "./words.js";

const READER = "reader-fault";
/** The keys of the talk beside the numbers of its answers. */
const UNKNOWN = "Digit0";
const BACK = "KeyB";
const ANEW = "KeyN";

/**
 * Talks until a part is named, or whoever answers leaves.
 * @param {Element} told  where it stands afterwards what came of it
 * @param {(answers: string[]) => void} replace  what a reader at fault leads on to
 */
export async function talk(unit, told, page, replace) {
  let answers = [];
  // Whether somebody wants to know more than the part.
  let further = false;
  while (!isCut()) {
    const { answer, problem } = await busy(told, examined(path(unit, answers)));
    if (!answer) {
      told.replaceChildren(h("p", { class: "refused" }, plainly(problem), faultCode(problem)));
      return;
    }
    const asks = answer.next && (further || !answer.fault);
    const chosen = await ask(asks ? question(unit, answer, answers) : verdict(unit, answer, answers));
    if (!chosen) {
      told.replaceChildren(h("p", { class: "notice" }, inShort(answer)));
      return;
    }
    if (chosen.replace) {
      replace(answers);
      return;
    }
    further = chosen.further ?? further;
    answers = chosen.answers ?? answers;
  }
}

const path = (unit, answers) =>
  `/units/${encodeURIComponent(unit.serial)}/triage?${new URLSearchParams({ answers: answers.join(",") })}`;

/** One question: each answer is a large button, and "we do not know" is one of them. */
function question(unit, { next, text, fault }, answers) {
  const choose = (text, code) => ({ label: said(text), value: { answers: [...answers, text.code] }, code });
  const replies = next.replies.map((reply, index) => choose(reply, index < 9 ? `Digit${index + 1}` : undefined));
  const unknown = { ...choose(next.step, UNKNOWN), label: t("triage-unknown") };
  return {
    title: said(next.step),
    body: [h("p", { class: "soft" }, t("triage-head", { reader: nameOf(unit), count: answers.length + 1 })), fault && h("p", { class: "soft" }, said(text), " ", said(fault))].filter(Boolean),
    choices: [...replies, unknown, ...ways(answers)],
    leave: t("triage-leave"),
    kind: "talk",
  };
}

/** What it comes to, with what speaks for it and against it, and what to do. */
function verdict(unit, told, answers) {
  const choices = [];
  if (told.verdict === READER && may("readers")) choices.push({ label: t("units-act-replace"), value: { replace: true } });
  if (told.next) choices.push({ label: t("triage-further"), value: { further: true } });
  return {
    title: said(told.text),
    body: [h("p", { class: "soft" }, t("triage-verdict", { reader: nameOf(unit) })), told.fault ? named(unit, told) : open(told)],
    choices: [...choices, ...ways(answers)],
    leave: t("triage-leave"),
    kind: "talk",
  };
}

function named(unit, { part, fault, todo, speaks_for: speaks, against, changes }) {
  return [
    h("p", { class: "found" }, `${said(part)}: ${said(fault)}`, faultCode(fault)),
    h("p", null, h("b", null, t("triage-todo")), " ", sentence(todo, { unit: unit.serial })),
    listed("triage-for", speaks.map(said)),
    listed("triage-against", against.map(said)),
    listed("triage-changed", changes.map(said)),
  ].filter(Boolean);
}

function open({ suspects, changes }) {
  const words = ({ part, fault, percent }) => [t("triage-suspect", { part: said(part), fault: said(fault), percent }), faultCode(fault)];
  // Without a suspect it was not judged, and the title says why.
  return [suspects.length > 0 && h("p", null, t("triage-no-next")), listed("triage-suspects", suspects.map(words)), listed("triage-changed", changes.map(said))].filter(Boolean);
}

const listed = (head, rows) =>
  rows.length > 0 && h("section", null, h("h3", null, t(head)), h("ul", null, rows.map((row) => h("li", null, row))));

/** One step back, and from the beginning. */
const ways = (answers) =>
  answers.length > 0
    ? [
        { label: t("triage-back"), value: { answers: answers.slice(0, -1), further: false }, code: BACK },
        { label: t("triage-anew"), value: { answers: [], further: false }, code: ANEW },
      ]
    : [];

/** What stays on the card once the talk is left. */
function inShort({ text, part, fault }) {
  return [said(text), fault && ` ${said(part)}: ${said(fault)}`, fault && faultCode(fault)].filter(Boolean);
}
