// What came from the vendor, in any form: a file, pasted or typed text, a hand scanner's keys, or pictures of QR codes. It is looked at first:
// nothing is installed before somebody has read what it is.

import { camera } from "./camera.js";
import { h } from "./dom.js";
import { faultCode } from "./faults.js";
import { inCodes, isPicture } from "./picture.js";
import { change } from "./request.js";
import { lang, said, t } from "./texts.js";
import { sentence } from "./words.js";

// The largest document in any form, as at the desk.
const MOST_BYTES = 64 * 1024;
// A scanner types faster than this between two keys; people do not.
const SCANNER_MS = 50;
// So long nothing is typed any more: then it is looked at.
const REST_MS = 600;
// Refusals of a text that is only not whole yet.
const GOES_ON = ["license-scanned-missing", "license-typed-too-short", "license-cut-off"];

/**
 * The section for installing.
 * @param {{changed: () => Promise, tell: (words: string) => void, isCut: () => boolean}} page
 */
export function installSection({ changed, tell, isCut }) {
  const field = h("textarea", {
    id: "document", rows: "6", spellcheck: "false", autocomplete: "off", autocapitalize: "off", "aria-describedby": "document-hint",
    oninput: typed, onkeydown: keyDown, oncompositionend: typed,
  });
  const file = h("input", { type: "file", id: "file", class: "unseen", onchange: () => take(file.files) });
  const seen = h("div", { class: "told", id: "seen", role: "status" });
  const drop = h("div", { class: "drop", id: "drop" },
    h("p", null, t("install-drop")),
    h("p", { class: "buttons" },
      h("button", { type: "button", id: "choose", onclick: () => file.click() }, t("install-choose")),
      h("button", { type: "button", id: "photograph", onclick: photograph }, t("install-camera"))),
    file);
  const node = h("section", { id: "install", "aria-labelledby": "install-head" },
    h("h2", { id: "install-head" }, t("install-head")),
    h("p", null, t("install-about")),
    drop,
    h("p", null, h("label", { for: "document" }, t("install-text"))),
    field,
    h("p", { class: "hint", id: "document-hint" }, t("install-text-hint")),
    h("p", { class: "buttons" }, h("button", { type: "button", id: "clear", onclick: clear }, t("install-clear"))),
    seen);

  file.setAttribute("tabindex", "-1");
  file.setAttribute("aria-hidden", "true");
  let rest = 0;
  let lastKey = 0;
  let asked = 0;

  // A file that is dropped beside its place must not be opened by the browser in the place of this page.
  for (const kind of ["dragover", "drop"]) addEventListener(kind, (event) => event.preventDefault());
  addEventListener("dragover", () => drop.classList.add("is-over"));
  for (const kind of ["dragleave", "drop"]) addEventListener(kind, () => drop.classList.remove("is-over"));
  addEventListener("drop", (event) => take(event.dataTransfer?.files ?? []));

  function keyDown(event) {
    const quick = event.timeStamp - lastKey < SCANNER_MS;
    lastKey = event.timeStamp;
    // A scanner may end each code with Tab, which would lead out of the field. A person's Tab does.
    if (event.key === "Tab" && quick && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      field.setRangeText("\n", field.selectionStart, field.selectionEnd, "end");
      typed(event);
    }
  }

  function typed(event) {
    clearTimeout(rest);
    if (event.isComposing) return;
    if (!field.value.trim()) return say([]);
    rest = setTimeout(() => consider({ document: field.value }), REST_MS);
  }

  function clear() {
    field.value = "";
    say([]);
    field.focus();
  }

  async function take(files) {
    const [first] = files;
    if (!first) return;
    if (isPicture(first)) return takePicture(first);
    if (first.size > MOST_BYTES) return refuse(t("install-too-large", { name: first.name, most: MOST_BYTES / 1024 }));
    const bytes = await first.arrayBuffer().catch(() => null);
    file.value = "";
    if (!bytes) return refuse(t("install-unreadable", { name: first.name }));
    consider({ file: base64(new Uint8Array(bytes)) }, first.name);
  }

  async function takePicture(picture) {
    say(h("p", null, t("picture-reading")));
    const { answer, problem } = await inCodes(picture);
    file.value = "";
    if (problem) return refuse(problem[lang]);
    add(answer.document);
  }

  /** Adds what stood in codes; the parts of a document come in any order, and again. */
  function add(text) {
    const lines = new Set([...field.value.split("\n"), ...text.split("\n")].filter((line) => line.trim()));
    field.value = [...lines].join("\n");
    return consider({ document: field.value });
  }

  /** Photographs until the document is whole. */
  async function photograph() {
    const shot = await camera(async (picture) => {
      const { answer, problem } = await inCodes(picture);
      if (problem) return problem[lang];
      const why = await add(answer.document);
      return why ? `${t("camera-read", { codes: answer.codes })} ${said(why)}` : null;
    });
    if (shot.why) refuse(shot.why);
  }

  /** Looks at a document; resolves with the refusal, if there was one. */
  async function consider(document, name) {
    clearTimeout(rest);
    if (isCut()) return refuse(t("cut-off-at-once"));
    const look = (asked += 1);
    const { answer, problem } = await change("/licenses", { ...document, only_look: true });
    if (look !== asked) return problem;
    if (answer) offer(document, answer);
    else if (GOES_ON.includes(problem.code)) say(h("p", { class: "goes-on" }, sentence(problem, {}), faultCode(problem)));
    else say(h("p", { class: "refused" }, name && h("strong", null, `${name}: `), sentence(problem, {}), faultCode(problem)));
    return problem;
  }

  function offer(document, look) {
    const { license } = look;
    const elsewhere = license?.standing === "other-installation" && license.kind === "additional";
    const died = elsewhere && h("input", { type: "checkbox", id: "died" });
    say([
      h("h3", null, look.already_installed ? t("install-known") : t("install-what")),
      h("p", null, license ? described(license) : t(`install-is-${look.kind.replace(" ", "-")}`)),
      license?.why && h("p", { class: license.in_force ? "" : "last" }, t("install-here"), " ", sentence(license.why, {})),
      died && h("p", null, h("label", { class: "toggle" }, died, h("span", null, t("install-died")))),
      !look.already_installed && h("p", { class: "buttons" },
        h("button", { type: "button", class: "main", id: "confirm", onclick: () => install({ ...document, old_pc_died: Boolean(died?.checked) }) }, t("install-do")),
        h("button", { type: "button", onclick: clear }, t("leave"))),
    ]);
  }

  async function install(document) {
    seen.querySelector("#confirm").disabled = true;
    const { answer, problem } = await change("/licenses", document);
    if (problem) return say(h("p", { class: "refused" }, sentence(problem, {}), faultCode(problem)));
    field.value = "";
    const units = answer.newly_seated.join(", ");
    const lines = [
      answer.license ? t("install-done", { license: answer.license.license_id }) : t("install-done-other"),
      said(answer.seats_after),
      units && t("install-seated", { units }),
      ...answer.notices.map(said),
    ].filter(Boolean);
    say(lines.map((line) => h("p", null, line)));
    tell(lines.join(" "));
    await changed();
  }

  const say = (nodes) => seen.replaceChildren(...[nodes].flat().filter(Boolean));
  const refuse = (words) => say(h("p", { class: "refused" }, words));

  return node;
}

const described = (license) =>
  t(license.kind === "bundled" ? "install-is-bundled" : "install-is-additional", {
    license: license.license_id, seats: license.seats, serial: license.bound_to, issuer: license.issuer,
  });

function base64(bytes) {
  let text = "";
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text);
}
