// What is wrong with the PC: the findings of the doctor, the worst first.

import { h } from "./dom.js";
import { faultCode } from "./faults.js";
import { isCut } from "./frame.js";
import { busy } from "./panel.js";
import { look } from "./request.js";
import { may } from "./rights.js";
import { lang, said, t } from "./texts.js";
import { clock } from "./times.js";
import { plainly, sentence } from "./words.js";

// An examination takes longer than the page waits for an answer; it goes on meanwhile, and the next try gets what it found.
const TRIES = 6;

const LEVELS = [
  ["problem", "doctor-problems", "fault"],
  ["notice", "doctor-notices", "called"],
  ["question", "doctor-questions", "free"],
];

export function doctor(section, page) {
  if (!may("examine")) {
    section.append(h("p", { class: "soft" }, t("doctor-login")));
    return;
  }
  const told = h("div", { class: "told", role: "status" });
  const found = h("div", { class: "findings" });
  const button = h("button", { type: "button", id: "examine", onclick: run }, t("doctor-run"));
  section.append(h("p", { class: "soft" }, t("doctor-what")), h("p", { class: "buttons" }, button), told, found);

  async function run() {
    if (isCut() || button.disabled) return;
    button.disabled = true;
    const { answer, problem } = await busy(told, examined());
    button.disabled = false;
    button.focus();
    if (answer) {
      told.replaceChildren(h("p", { class: "notice" }, summary(answer)));
      found.replaceChildren(...shown(answer, page));
    } else if (problem) {
      told.replaceChildren(h("p", { class: "refused" }, plainly(problem), faultCode(problem)));
    }
  }
}

/** What takes a look at the PC: the findings, or a triage. */
export async function examined(path = "/examination") {
  for (let tries = TRIES; ; tries -= 1) {
    try {
      return await look(path);
    } catch {
      if (tries === 0) return { problem: { [lang]: t("doctor-no-answer") } };
    }
  }
}

function summary({ problems, system, examined_at_ms: at }) {
  const what = problems > 0 ? t("doctor-has-problems", { count: problems }) : t("doctor-healthy");
  return `${what} ${t("doctor-at", { at: clock(at), system })}`;
}

function shown({ findings }, page) {
  const of = (level) => findings.filter((finding) => finding.level === level);
  const good = of("good");
  return [
    ...LEVELS.filter(([level]) => of(level).length > 0).map(([level, head]) =>
      h("section", { class: `level is-${level}` }, h("h3", null, t(head)), h("ul", null, of(level).map((finding) => one(finding, page))))),
    good.length > 0 && h("details", { class: "level" }, h("summary", null, t("doctor-good", { count: good.length })),
      h("ul", null, good.map(({ what }) => h("li", null, said(what))))),
  ].filter(Boolean);
}

function one({ fault, what, evidence, why, todo, commands }, page) {
  const part = (word, text) => said(text) && h("p", null, h("b", null, t(word)), " ", sentence(text, {}, page.run));
  return h("li", null,
    h("p", { class: "what" }, said(what), faultCode({ fault })),
    part("doctor-todo", todo),
    part("doctor-why", why),
    part("doctor-evidence", evidence),
    commands.map((command) => h("pre", null, command)));
}
