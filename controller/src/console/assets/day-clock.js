// The PC's clock and the controller's own time: what each says, what is doubtful, and setting one to the other.

import { ask } from "./dialog.js";
import { h, list } from "./dom.js";
import { faultCode } from "./faults.js";
import { isCut } from "./frame.js";
import { busy } from "./panel.js";
import { change, look } from "./request.js";
import { may } from "./rights.js";
import { t } from "./texts.js";
import { clock, dayAndSeconds } from "./times.js";
import { plainly } from "./words.js";

/** A section, and how it is filled. */
export function clockPart() {
  const told = h("div", { class: "told", role: "alert" });
  const lines = h("div");
  const reset = h("div");
  const button = h("button", { type: "button", hidden: true, data: { focus: "confirm" }, onclick: () => confirm() }, t("clock-confirm"));
  const node = h("section", { class: "card", id: "clock", "aria-labelledby": "clock-head" },
    h("h2", { id: "clock-head" }, t("clock-head")), lines,
    may("clock") ? h("p", { class: "buttons" }, button) : h("p", { class: "soft", hidden: true }, t("clock-who")),
    told, reset);
  let time = null;
  let notice = null;

  function show() {
    fill(lines, facts(time));
    button.hidden = !time.differ || time.sets_at_ms !== null;
    const who = node.querySelector(".soft");
    if (who && !may("clock")) who.hidden = !time.differ;
    fill(reset, notice ? [
      h("p", { class: "warns" }, plainly(notice)),
      may("licenses") && h("p", { class: "buttons" },
        h("button", { type: "button", data: { focus: "reset" }, onclick: () => askReset() }, t("clock-reset"))),
    ] : []);
  }

  /** What is so now, and whether there was an answer; who may look at licenses sees whether one waits for the vendor's help with the clock. */
  async function load() {
    const [seen, papers] = await Promise.all([look("/time"), may("papers") ? look("/licenses") : {}].map((asked) => Promise.resolve(asked).catch(() => ({}))));
    if (!seen.answer) return false;
    time = seen.answer;
    notice = papers.answer?.notices.find(({ code }) => code === "license-clock-set-back") ?? null;
    show();
    return true;
  }

  async function confirm() {
    if (isCut() || !(await load())) return;
    const yes = await ask({
      title: t("clock-ask"),
      body: [facts(time), h("p", null, t("clock-ask-means")), h("p", null, t("clock-ask-back"))],
      wide: true,
      choices: [{ label: t("clock-confirm"), value: true, main: true }],
    });
    if (!yes) return;
    // A clock that jumped since is not confirmed by this.
    const seen_ahead_ms = time.time_of_day_ms - time.fleet_time_ms;
    const { answer, problem } = await busy(told, change("/time/confirm", { seen_ahead_ms }));
    told.replaceChildren(answer ? h("p", { class: "done" }, set(answer)) : h("p", { class: "refused" }, plainly(problem), faultCode(problem)));
    await load();
  }

  async function askReset() {
    if (isCut()) return;
    const { answer, problem } = await busy(told, change("/time/reset-request"));
    told.replaceChildren(answer
      ? h("div", { class: "done" }, h("p", null, t("clock-reset-tell")),
          h("dl", null, h("dt", null, t("clock-reset-key")), h("dd", null, h("code", null, answer.installation)),
            h("dt", null, t("clock-reset-code")), h("dd", null, h("code", null, answer.nonce))),
          h("p", null, t("clock-reset-then")))
      : h("p", { class: "refused" }, plainly(problem), faultCode(problem)));
  }

  return { node, load };
}

const set = ({ fleet_time_ms, sets_at_ms }) =>
  sets_at_ms ? t("clock-set-soon", { at: clock(sets_at_ms, true) }) : t("clock-set", { time: dayAndSeconds(fleet_time_ms) });

function facts(time) {
  return [
    h("dl", null,
      h("dt", null, t("clock-pc")), h("dd", null, dayAndSeconds(time.time_of_day_ms), " ",
        h("small", null, t(time.clock_settled ? "clock-settled" : "clock-restless"))),
      h("dt", null, t("clock-own")), h("dd", null, dayAndSeconds(time.fleet_time_ms))),
    h("p", { class: time.apart_since_ms ? "warns" : null }, plainly(time.text)),
    time.ends.length > 0 && h("p", { class: "warns" }, t("clock-ends", { licenses: time.ends.join(", ") })),
    time.begins.length > 0 && h("p", null, t("clock-begins", { licenses: time.begins.join(", ") })),
  ].filter(Boolean);
}

/** Leaves what looks the same untouched. */
function fill(parent, nodes) {
  const kept = nodes.filter(Boolean).map((node, at) => ({ node, at }));
  list(parent, kept, ({ at }) => String(at), ({ node }) => node, ({ node }) => node.outerHTML);
}
