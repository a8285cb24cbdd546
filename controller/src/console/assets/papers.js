// Requests and returns so far, and each of them in the forms in which it goes to the vendor: a file, QR codes, text to type.

import { h, list, write } from "./dom.js";
import { faultCode } from "./faults.js";
import { look } from "./request.js";
import { t } from "./texts.js";
import { dated } from "./times.js";
import { plainly } from "./words.js";

/** The section; `show` lists the acts, `open` shows the forms of one. */
export function papersSection() {
  const rows = h("ul", { class: "acts", id: "acts" });
  const none = h("p", { class: "none" }, t("acts-none"));
  const paper = h("section", { id: "paper", "aria-labelledby": "paper-head", hidden: true, tabindex: "-1" });
  const node = h("section", { id: "history", "aria-labelledby": "acts-head" }, h("h2", { id: "acts-head" }, t("acts-head")), none, rows, paper);
  return { node, show, open };

  function show(acts) {
    none.hidden = acts.length > 0;
    list(rows, [...acts].reverse(), (act) => String(act.number), row);
  }

  function row({ number, kind, at_ms: at, id }) {
    return h("li", null,
      h("span", { class: "kind" }, t("act-number", { number }), " ", t(`act-kind-${kind}`)),
      h("time", null, dated(at)),
      h("code", null, id),
      h("button", { type: "button", data: { focus: `act-${number}`, act: String(number) }, onclick: () => open(number) }, t("act-open")));
  }

  async function open(number) {
    const { answer, problem } = await look(`/acts/${number}`).catch(() => ({}));
    paper.hidden = false;
    if (!answer) return paper.replaceChildren(h("p", { class: "refused", id: "paper-head" }, problem ? [plainly(problem), faultCode(problem)] : t("cut-off-at-once")));
    paper.replaceChildren(...forms(answer));
    paper.focus();
    paper.scrollIntoView({ block: "start" });
  }

  function forms({ act, typed, codes }) {
    const name = `${act.kind === "activation" ? "request" : act.kind}-${act.number}`;
    const copied = h("span", { role: "status" });
    const copy = () => navigator.clipboard.writeText(typed).then(() => write(copied, t("act-copied")), () => write(copied, t("act-not-copied")));
    const download = (button, url, file) => h("a", { class: "button", href: url, download: file, id: button }, t(`act-${button}`));
    return [
      h("h3", { id: "paper-head" }, t("act-number", { number: act.number }), " ", t(`act-kind-${act.kind}`)),
      h("p", null, t(`act-next-${act.kind}`)),
      h("p", { class: "buttons" },
        download("save", URL.createObjectURL(new Blob([act.document], { type: "text/plain" })), `${name}.madoguchi`),
        download("save-codes", `/api/v1/acts/${act.number}/codes.png`, `${name}.png`),
        h("button", { type: "button", onclick: () => print() }, t("act-print"))),
      h("h4", null, t("act-codes", { codes: codes.length })),
      h("img", { id: "codes", src: `/api/v1/acts/${act.number}/codes.svg`, alt: t("act-codes-alt", { number: act.number }) }),
      h("h4", null, t("act-typed")),
      h("pre", { id: "typed", tabindex: "0" }, typed),
      h("p", { class: "buttons" }, h("button", { type: "button", onclick: copy }, t("act-copy")), copied),
    ];
  }
}
