// Pairing a reader: two people compare six digits, one at the reader and one here. One pairing runs at a time, and whoever started it
// answers. It ends soon after its page was heard last, so a page that is closed leaves nothing behind.

import { byId, h, write } from "./dom.js";
import { faultCode } from "./faults.js";
import { ask } from "./dialog.js";
import { isCut, part } from "./frame.js";
import { busy } from "./panel.js";
import { change, look } from "./request.js";
import { may } from "./rights.js";
import { said, t } from "./texts.js";
import { clock, tick } from "./times.js";
import { choice, chosen } from "./wishes.js";
import { actor, plainly } from "./words.js";

// The controller ends a pairing whose page says nothing for 15 s.
const LOOK_MS = 4000;

const pairs = may("readers");
const isOver = ({ stage }) => stage === "paired" || stage === "ended";

/**
 * Makes the button and, behind its head, the place where a pairing goes on.
 * @param {Element} place  where the button stands
 * @returns {(state) => void}  takes each newest state of the clinic
 */
export function pairing(place) {
  const start = h("button", { type: "button", id: "pair-start", disabled: !pairs, onclick: () => begin() }, t("pair"),
    !pairs && h("small", null, t("pair-others-may")));
  const told = h("div", { class: "told", role: "alert" });
  const area = h("section", { id: "pairing", "aria-labelledby": "pairing-head", hidden: true });
  place.append(start);
  (place.closest(".head") ?? place).after(told, area);

  // The newest pairing as the live state tells it, and as this page may see it.
  let newest = null;
  let seen = null;
  let followed = null;
  let shown = "";
  let spoken = "";

  function take(state) {
    const before = newest;
    newest = state.pairing;
    if (before?.id === newest?.id && before?.changes === newest?.changes) return;
    if (!newest && followed) return lost();
    if (pairs) refresh();
    else draw();
  }

  async function refresh() {
    const { answer, problem } = await look("/pairing").catch(() => ({}));
    if (answer) see(answer.pairing);
    return Boolean(answer ?? problem);
  }

  function see(pairing) {
    seen = pairing;
    if (seen?.is_own && !isOver(seen)) followed = seen.id;
    // What was typed for one reader is not for the next.
    if (seen?.is_own && seen.unit) kept = {};
    draw();
  }

  // Looking at it keeps it going.
  setInterval(() => {
    if (seen?.is_own && !isOver(seen) && !isCut()) refresh();
  }, LOOK_MS);

  // ---- what is done

  async function begin() {
    if (isCut()) return;
    told.replaceChildren();
    const wanted = await wishes();
    if (wanted) await send("/pairing", wanted);
  }

  /** Sends a request, and shows what is so after it, or why it was refused. */
  async function send(path, body) {
    told.replaceChildren();
    const { answer, problem } = await busy(told, change(path, body));
    if (answer) return see(answer.pairing);
    told.replaceChildren(h("p", { class: "refused" }, plainly(problem), faultCode(problem)));
    return refresh();
  }

  const answer = (same) => !isCut() && send("/pairing/answer", { pairing: seen.id, digits: seen.digits.digits, same });

  async function cancel() {
    if (isCut()) return;
    const { id, is_own: own } = seen;
    if (!own && !(await agreed())) return;
    await send("/pairing/cancel", { pairing: id });
  }

  const agreed = () => ask({
    title: t("pair-cancel-another", { who: actor(seen) }),
    body: h("p", null, t("pair-cancel-another-what")),
    choices: [{ label: t("pair-cancel"), value: true, main: true }],
  });

  function close() {
    followed = null;
    draw();
    start.focus();
  }

  /** The controller was started again, and knows of no pairing. */
  function lost() {
    seen = null;
    start.disabled = !pairs;
    show("lost", [h("p", { class: "refused" }, t("pair-lost")), buttons([["pair-again", again, "main"], ["pair-close", close]])], t("pair-lost"));
  }

  function again() {
    followed = null;
    draw();
    begin();
  }

  // ---- what is shown

  function draw() {
    const pairing = pairs ? seen : newest;
    const runs = Boolean(newest) && !isOver(newest);
    start.disabled = !pairs || runs;
    if (!pairing || (isOver(pairing) && pairing.id !== followed)) return show("", []);
    if (!pairing.is_own) return another(pairing, runs);
    if (pairing.stage === "compare") return compare(pairing);
    if (isOver(pairing)) return over(pairing);
    const inside = [h("p", null, t("pair-waits")), left(pairing), notices(pairing), buttons([["pair-cancel", cancel]])];
    return show(looks(pairing), inside, t("pair-waits"));
  }

  function another(pairing, runs) {
    if (!runs) return show("", []);
    const times = { who: actor(pairing), since: clock(pairing.since_ms), until: clock(pairing.until_ms) };
    const words = t(pairing.stage === "compare" ? "pair-of-another-digits" : "pair-of-another", times);
    return show(looks(pairing), [h("p", null, words), pairs && buttons([["pair-cancel", cancel]])], words);
  }

  function compare(pairing) {
    const { digits, serial, port, answered, takes } = pairing.digits;
    const words = answered ? t("pair-answered") : t("pair-compare", { serial, port: port ?? t("pair-no-port") });
    show(looks(pairing), [
      notices(pairing),
      takes && h("p", { class: "refused" }, said(takes), faultCode(takes)),
      h("p", null, words),
      h("p", { class: "digits", "aria-label": `${t("pair-digits")}: ${[...digits].join(" ")}`, role: "img" }, digits),
      left(pairing),
      // Neither answer is the one that Enter gives.
      !answered && h("p", { class: "buttons answers" }, [["pair-same", true], ["pair-different", false]].map(([word, same]) =>
        h("button", { type: "button", data: { answer: String(same), focus: word }, onclick: () => answer(same) }, t(word)))),
      buttons([["pair-cancel", cancel]]),
    ], answered ? words : t("pair-say-digits", { digits: [...digits].join(" ") }));
  }

  function over(pairing) {
    const { unit, why } = pairing;
    const words = unit ? t("pair-done", { serial: unit.serial, counter: unit.counter?.name ?? "" }) : said(why);
    show(looks(pairing), [
      h("p", { class: unit ? "notice" : "refused" }, words),
      notices(pairing),
      buttons([!unit && ["pair-again", again, "main"], ["pair-close", close]].filter(Boolean)),
    ], words);
  }

  const looks = (pairing) => JSON.stringify(pairing);
  const left = ({ until_ms: until }) => h("p", { class: "left" }, t("pair-left"), " ", tick(h("span", { data: { until } })));
  const notices = ({ notices: all }) => all?.length > 0 && h("ul", null, all.map((each) => h("li", { class: "notice" }, said(each))));
  const buttons = (all) => h("p", { class: "buttons" }, all.map(([word, onclick, kind]) =>
    h("button", { type: "button", class: kind, data: { focus: word }, onclick }, t(word))));

  /** Draws anew only what is another than before, and says it once. Whoever was in it stays in it. */
  function show(now, inside, words = "") {
    if (now === shown) return;
    shown = now;
    const focus = area.contains(document.activeElement) && (document.activeElement.dataset.focus ?? "head");
    const wasHidden = area.hidden;
    area.hidden = inside.length === 0;
    area.replaceChildren(...(area.hidden ? [] : [h("h3", { id: "pairing-head", tabindex: "-1" }, t("pair-head")), ...inside.filter(Boolean)]));
    if (words && words !== spoken) write(byId("say"), words);
    spoken = words;
    if (area.hidden) return;
    const own = seen?.is_own && wasHidden && document.activeElement === document.body;
    if (focus || own) (area.querySelector(`[data-focus="${focus}"]`) ?? byId("pairing-head")).focus();
  }

  // What runs already stands above the readers. A later answer is none of what a restart ended.
  if (pairs) part(refresh, { once: true });
  return take;
}

// ---- what the reader will be

let kept = {};

function field(name, word, hint, longest) {
  const input = h("input", { type: "text", name, value: kept[name] ?? "", maxlength: longest, autocomplete: "off" });
  // Enter begins; the one that ends a conversion in the input method does not.
  input.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.isComposing || event.keyCode === 229) return;
    event.preventDefault();
    input.closest("[role=dialog]").querySelector("button.main").click();
  });
  return { name, node: h("label", { class: "field" }, h("span", null, t(word)), input, hint && h("small", null, t(hint))), value: () => input.value.trim() };
}

function oneOf(name, word, values) {
  const options = [["", t("pair-unsaid")], ...values];
  const node = choice(`pair-${name}`, t(word), options, kept[name] ?? "");
  return { name, node, value: () => chosen(node) };
}

/** Asks what the reader will be; what was typed before stands there again. */
async function wishes() {
  const fields = [
    field("counter", "pair-counter", "pair-counter-hint", 32),
    oneOf("placement", "pair-placement", [["standing", t("placement-standing")], ["seated", t("placement-seated")]]),
    oneOf("edition", "pair-edition", [["single", t("pair-edition-single")], ["multi", t("pair-edition-multi")]]),
    field("tags", "pair-tags", "pair-tags-hint"),
    field("cable", "pair-cable", "pair-cable-hint", 32),
    field("delivered", "pair-delivered", "pair-delivered-hint", 32),
    field("serial", "pair-serial", "pair-serial-hint", 64),
  ];
  const typed = () => Object.fromEntries(fields.map(({ name, value }) => [name, value()]).filter(([, value]) => value));
  const wanted = await ask({
    title: t("pair-ask"),
    body: [h("p", null, t("pair-ask-what")), h("div", { class: "fields" }, fields.map(({ node }) => node))],
    wide: true,
    choices: [{ label: t("pair-begin"), main: true, value: typed }],
  });
  if (!wanted) return null;
  kept = wanted;
  const tags = wanted.tags?.split(/[\s,、，　]+/).filter(Boolean);
  return { ...wanted, ...(tags && { tags }) };
}
