// The record of acts: its entries newest first, found by who, what and day, and the check of its chain.

import { byId, h } from "./dom.js";
import { faultCode } from "./faults.js";
import { part } from "./frame.js";
import { look } from "./request.js";
import { said, t } from "./texts.js";
import { dayAndMinutes } from "./times.js";
import { actor, plainly } from "./words.js";

const ABOUT = ["ticket", "unit", "license", "person", "day", "time"];

/** Fills the section, which is in the page already. */
export function audit(section) {
  const entries = h("ol", { id: "entries" });
  const older = h("button", { type: "button", id: "older", hidden: true, onclick: () => show(below) }, t("audit-older"));
  const found = h("p", { class: "none", role: "status" });
  const checked = h("div", { id: "checked", role: "status" });
  let below = null;

  section.append(
    h("h2", { id: "audit-head" }, t("audit-head")),
    h("p", { class: "buttons" },
      h("button", { type: "button", id: "check", onclick: check }, t("audit-check")),
      h("a", { class: "button", href: "/people/audit.jsonl", download: "audit.jsonl" }, t("audit-export"))),
    checked,
    h("form", { id: "filter", autocomplete: "off", onsubmit: (event) => { event.preventDefault(); show(null); } },
      h("p", { class: "field" }, h("label", { for: "filter-who" }, t("audit-who")), h("input", { id: "filter-who", maxlength: "64" })),
      h("p", { class: "field" }, h("label", { for: "filter-what" }, t("audit-what")),
        h("select", { id: "filter-what" }, h("option", { value: "" }, t("audit-all")), ABOUT.map((about) => h("option", { value: about }, t(`audit-about-${about}`))))),
      h("p", { class: "field" }, h("label", { for: "filter-day" }, t("audit-day")), h("input", { id: "filter-day", type: "date" })),
      h("p", { class: "buttons" }, h("button", { type: "submit" }, t("audit-find")))),
    found, entries, h("p", { class: "buttons" }, older),
  );

  async function show(from) {
    const wanted = { who: byId("filter-who").value, what: byId("filter-what").value, day: byId("filter-day").value, below: from ?? "" };
    const query = Object.entries(wanted).filter(([, value]) => value !== "").map(([name, value]) => `${name}=${encodeURIComponent(value)}`);
    const { answer, problem } = await look(`/audit?${query.join("&")}`).catch(() => ({}));
    if (problem) found.textContent = plainly(problem);
    if (!answer) return Boolean(problem);
    if (!from) entries.replaceChildren();
    entries.append(...answer.entries.map(line));
    below = answer.below;
    older.hidden = below === null;
    found.textContent = entries.children.length > 0 ? "" : t("audit-none");
    return true;
  }

  async function check() {
    checked.replaceChildren(h("p", { class: "busy" }, t("on-its-way")));
    const { answer, problem } = await look("/audit/check").catch(() => ({}));
    if (!answer) return checked.replaceChildren(h("p", { class: "refused" }, problem ? [plainly(problem), faultCode(problem)] : t("cut-off-at-once")));
    checked.replaceChildren(...answer.words.map((words) => h("p", { class: answer.holds ? "holds" : "refused" }, said(words), faultCode(words))));
  }

  // Whoever reads older entries is not led back to the newest by a cut.
  part(() => show(null), { once: true });
}

function line(entry) {
  const { actor: kind, actor_name: name } = entry;
  const who = kind === "person" || !name ? actor(entry) : t("audit-of", { kind: t(`actor-${kind}`), name });
  const changes = entry.changes.map(({ what, before, after }) =>
    h("li", null, h("span", { class: "what" }, said(what)), " ", before && [h("s", null, said(before)), " → "], after ? h("b", null, said(after)) : h("b", null, t("audit-gone"))));
  return h("li", { data: { sequence: entry.sequence } },
    h("p", { class: "when" }, h("time", null, dayAndMinutes(entry.at_ms)), " ", h("span", { class: "number" }, t("audit-number", { number: entry.sequence }))),
    h("p", { class: "did" }, h("strong", null, who), entry.place && " ", entry.place && t("audit-from", { place: entry.place }), " ", said(entry.did), entry.about && " ", entry.about && h("code", null, entry.about)),
    changes.length > 0 && h("ul", { class: "changes" }, changes));
}
