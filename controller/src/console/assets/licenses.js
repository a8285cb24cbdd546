// The licenses: which seats there are and who sits on them, what the vendor sent, and what he is asked for.

import { byId, h, list, write } from "./dom.js";
import { frame, isCut, part } from "./frame.js";
import { installSection } from "./install.js";
import { papersSection } from "./papers.js";
import { look } from "./request.js";
import { returnSection } from "./returning.js";
import { may } from "./rights.js";
import { seatsSection } from "./seats.js";
import { t } from "./texts.js";
import { dated } from "./times.js";
import { requestSection } from "./vendor.js";
import { plainly, sentence } from "./words.js";

let state = null;
let papers = null;
let looks = null;

const seats = seatsSection();
const listed = h("ul", { class: "papers", id: "licenses" });
const notices = h("ul", { class: "notices", id: "notices" });
const wrong = h("p", { class: "refused", role: "alert", hidden: true });
const acts = papersSection();
const giving = returnSection();
const tell = (words) => write(byId("say"), words);

// To others the page shows what there is.
const changing = may("licenses")
  ? [installSection({ changed: () => refresh(), tell, isCut }), requestSection({ made: (number) => refresh().then(() => acts.open(number)), isCut }), giving.node]
  : [h("p", { class: "only-look" }, t("licenses-only-look"))];

document.querySelector("main").append(
  seats.node,
  h("section", { "aria-labelledby": "licenses-head" }, h("h2", { id: "licenses-head" }, t("licenses-head")), wrong, notices, listed),
  ...changing,
  acts.node,
);

/** Asks anew for what is installed and what was signed. */
const refresh = part(async () => {
  const [installed, signed] = await Promise.all([look("/licenses"), look("/acts")].map((asked) => asked.catch(() => ({}))));
  const problem = installed.problem ?? signed.problem;
  wrong.hidden = !problem;
  write(wrong, problem ? plainly(problem) : "");
  if (!installed.answer || !signed.answer) return Boolean(problem);
  papers = installed.answer;
  acts.show(signed.answer.acts);
  show();
  return true;
});

function show() {
  if (!papers || !state) return;
  seats.show(papers, state.status.units);
  giving.show(papers.licenses);
  list(notices, papers.notices, (notice) => notice.ja, (notice) => h("li", null, sentence(notice, {})));
  notices.hidden = papers.notices.length === 0;
  const items = papers.licenses.length ? papers.licenses : [null];
  list(listed, items, (license) => license?.license_id ?? "none", (license) => (license ? card(license) : h("li", { class: "none" }, t("licenses-none"))));
}

function card(license) {
  const facts = [
    [t("license-seats"), t("license-seats-count", { count: license.seats })],
    [t("license-for"), license.kind === "bundled" ? t("license-for-reader", { serial: license.bound_to }) : t("license-for-pc")],
    [t("license-until"), license.not_after_ms ? day(license.not_after_ms - 1) : t("license-for-ever")],
    [t("license-from"), day(license.not_before_ms)],
    [t("license-issuer"), license.issuer],
    [t("license-installed"), dated(license.installed_at_ms)],
    [t("license-units"), license.units.join(", ") || t("license-nobody")],
  ];
  return h("li", { class: license.in_force ? "in-force" : "not-in-force" },
    h("h3", null, t(`license-kind-${license.kind}`), " ", h("code", null, license.license_id)),
    h("p", { class: "why" }, sentence(license.why, {})),
    h("dl", null, facts.map(([name, value]) => h("div", null, h("dt", null, name), h("dd", null, value)))));
}

const day = (ms) => {
  const at = new Date(ms + papers.utc_offset_min * 60_000);
  return t("license-day", { year: at.getUTCFullYear(), month: at.getUTCMonth() + 1, day: at.getUTCDate() });
};

frame((newest) => {
  state = newest;
  show();
  // What a license changes for the readers, or what changed a license: only then it is asked anew.
  const { units, alarms, seats: sum } = state.status;
  const now = JSON.stringify([units.map(({ serial, admission, why }) => [serial, admission, why?.code]), alarms, sum]);
  if (looks === now) return;
  const first = looks === null;
  looks = now;
  if (!first) refresh();
});
