// The return of licenses. It ends this PC's key, so the controller stops for it and comes back; what was sent before has an answer by then.
// The logins of before end with it: the page asks for the password, and shows the return after that.

import { ask } from "./dialog.js";
import { h } from "./dom.js";
import { faultCode } from "./faults.js";
import { change } from "./request.js";
import { said, t } from "./texts.js";
import { plainly } from "./words.js";

/** The section; `show` hides it where there is nothing to give back. */
export function returnSection() {
  const told = h("div", { class: "told", role: "status" });
  const button = h("button", { type: "button", id: "give-back", onclick: begin }, t("return-do"));
  const node = h("section", { id: "return", "aria-labelledby": "return-head", hidden: true },
    h("h2", { id: "return-head" }, t("return-head")), h("p", null, t("return-about")), h("p", { class: "buttons" }, button), told);
  const show = (licenses) => {
    node.hidden = !licenses.some(({ kind, standing }) => kind === "additional" && standing !== "returned");
  };
  return { node, show };

  async function begin() {
    const seen = await change("/licenses/return");
    if (seen.problem) return refuse(seen.problem);
    const { licenses, takes } = seen.answer;
    const agreed = await ask({
      title: t("return-ask"),
      body: h("p", null, said(takes)),
      choices: [{ label: t("return-agree"), value: { licenses } }],
    });
    if (!agreed) return;
    button.disabled = true;
    const { problem } = await change("/licenses/return", agreed);
    if (problem) {
      button.disabled = false;
      return refuse(problem);
    }
    told.replaceChildren(h("p", null, t("return-begun")));
  }

  function refuse(problem) {
    told.replaceChildren(h("p", { class: "refused" }, plainly(problem), faultCode(problem)));
  }
}
