// What the vendor is asked for: more seats, licenses of a PC that died, or the move of a bundled license to the reader that took another's place.

import { h } from "./dom.js";
import { faultCode } from "./faults.js";
import { change } from "./request.js";
import { t } from "./texts.js";
import { sentence } from "./words.js";

const KINDS = ["seats", "reissue", "transfer"];

/**
 * The section for requests.
 * @param {{made: (number: number) => void, isCut: () => boolean}} page
 */
export function requestSection({ made, isCut }) {
  const transfer = new URLSearchParams(location.search).get("transfer");
  const chosen = transfer === null ? "seats" : "transfer";
  const told = h("div", { class: "told", role: "alert" });
  const key = h("input", { id: "product-key", autocomplete: "off", spellcheck: "false", autocapitalize: "characters", maxlength: "64", "aria-describedby": "product-key-hint" });
  const seats = h("select", { id: "wanted" }, [1, 2, 3].map((count) => h("option", { value: String(count) }, t("license-seats-count", { count }))));
  const old = h("input", { id: "old-unit", autocomplete: "off", maxlength: "64", value: transfer ?? "" });
  const parts = {
    seats: h("div", { class: "part" },
      h("p", null, h("label", { for: "product-key" }, t("request-key"))), key, h("p", { class: "hint", id: "product-key-hint" }, t("request-key-hint")),
      h("p", null, h("label", { for: "wanted" }, t("request-count"))), seats),
    reissue: h("div", { class: "part" }, h("p", null, t("request-reissue-about"))),
    transfer: h("div", { class: "part" }, h("p", null, t("request-transfer-about")), h("p", null, h("label", { for: "old-unit" }, t("request-old"))), old),
  };
  const radio = (kind) => h("label", { class: "toggle" },
    h("input", { type: "radio", name: "asked", value: kind, checked: kind === chosen, onchange: () => choose(kind) }),
    h("span", null, t(`request-${kind}`)));
  const form = h("form", { id: "ask", autocomplete: "off", onsubmit: ask },
    h("fieldset", { class: "choice" }, h("legend", null, t("request-what")), KINDS.map(radio)),
    KINDS.map((kind) => parts[kind]),
    h("p", { class: "buttons" }, h("button", { type: "submit", class: "main" }, t("request-do"))),
    told);
  let kind = chosen;
  choose(chosen);
  return h("section", { id: "request", "aria-labelledby": "request-head" }, h("h2", { id: "request-head" }, t("request-head")), h("p", null, t("request-about")), form);

  function choose(now) {
    kind = now;
    for (const each of KINDS) parts[each].hidden = each !== now;
  }

  async function ask(event) {
    event.preventDefault();
    if (isCut()) return;
    const typed = key.value.trim();
    const wish = {
      seats: typed ? { product_key: typed } : { seats: Number(seats.value) },
      reissue: { reissue: true },
      transfer: { transfer: old.value.trim() },
    }[kind];
    const { answer, problem } = await change("/licenses/request", wish);
    told.replaceChildren(...(problem ? [h("p", { class: "refused" }, sentence(problem, {}), faultCode(problem))] : []));
    if (!answer) return;
    key.value = "";
    made(answer.number);
  }
}
