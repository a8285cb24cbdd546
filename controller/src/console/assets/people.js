// Who may log in, who is logged in, and what was done: for the administrator.

import { audit } from "./audit.js";
import { ask } from "./dialog.js";
import { h, list } from "./dom.js";
import { frame, isCut, part } from "./frame.js";
import { busy } from "./panel.js";
import { change, look } from "./request.js";
import { field, form, newPassword, newSecondFactor, times } from "./secrets.js";
import { t } from "./texts.js";
import { dayAndMinutes } from "./times.js";
import { plainly } from "./words.js";

const ROLES = ["reception", "vendor", "support", "administrator"];
// How often the page looks by itself who is logged in.
const AGAIN_MS = 15_000;

const main = document.querySelector("main");
const told = h("div", { id: "done", role: "status" });
const people = h("ul", { id: "people", class: "cards" });
// A demo has nobody.
const none = { people: h("p", { class: "none", hidden: true }, t("people-none")), sessions: h("p", { class: "none", hidden: true }, t("people-no-sessions")) };
const place = h("div", { id: "place" });
const sessions = h("ul", { id: "sessions", class: "cards" });
const record = h("section", { id: "audit", "aria-labelledby": "audit-head" });
let looked = 0;

main.append(
  h("section", { "aria-labelledby": "people-head" },
    h("div", { class: "head" }, h("h2", { id: "people-head" }, t("people-who")), h("button", { type: "button", id: "add-person", class: "main", onclick: openAdd }, t("people-add"))),
    told, place, none.people, people),
  h("section", { "aria-labelledby": "sessions-head" }, h("h2", { id: "sessions-head" }, t("people-sessions")), none.sessions, sessions),
  record,
);

const path = (name) => `/people/${encodeURIComponent(name)}`;

function card(person) {
  const chip = (words) => h("span", { class: "chip" }, words);
  const login = person.last_login_ms && t("person-last-login", { at: dayAndMinutes(person.last_login_ms) });
  // The first administrator is in without a login.
  const logins = [login || (person.sessions === 0 && t("person-no-login")), t("person-sessions", { count: person.sessions })];
  const button = (word, act, does) => h("button", { type: "button", data: { act, focus: act }, "aria-label": `${person.name}: ${t(word)}`, onclick: does }, t(word));
  return h("li", { class: "card", data: { person: person.name } },
    h("p", { class: "name" }, h("strong", null, person.name), " ", chip(t(`role-${person.role}`)),
      chip(person.second_factor ? t("person-second-on", { codes: person.recovery_codes }) : t("person-second-off"))),
    h("p", { class: "soft" }, logins.filter(Boolean).join(" ")),
    h("p", { class: "buttons" },
      button("person-reset", "reset", () => openReset(person)),
      person.sessions > 0 && button("person-end-sessions", "end", () => endSessions(person)),
      button("person-remove", "remove", () => remove(person))));
}

/** The choice of a second factor in a form: the picture comes when it is wanted, and goes with the name that it was made for. */
function secondChoice(id, password, nameOf) {
  let given = null;
  const shown = h("div");
  const tick = h("input", { type: "checkbox", id: `${id}-second`, onchange: choose });
  async function choose() {
    given = null;
    shown.replaceChildren();
    password.beside(tick.checked);
    if (!tick.checked) return;
    const made = await newSecondFactor(id, nameOf());
    if (!tick.checked) return;
    given = made;
    shown.replaceChildren(made.node);
  }
  return {
    node: h("div", null, h("label", { class: "toggle" }, tick, h("span", null, t("person-with-second"))), h("p", { class: "soft" }, t("person-second-about")), shown),
    given: () => (given ? given.given() : {}),
    /** Made anew for another name: the app shows it. */
    renew: () => tick.checked && choose(),
  };
}

function openAdd() {
  const password = newPassword("add");
  const name = field("add-name", "person-name", { required: true, maxlength: "64", autocomplete: "off" }, t("person-name-about"));
  const second = secondChoice("add", password, () => name.querySelector("input").value || "?");
  name.querySelector("input").addEventListener("change", second.renew);
  const role = (each) => h("label", { class: "role" }, h("input", { type: "radio", name: "role", value: each, required: true }),
    h("span", null, h("strong", null, t(`role-${each}`)), h("small", null, t(`role-${each}-may`))));
  const made = form("add-form", {
    parts: [h("h3", { id: "place-head" }, t("people-add")), name,
      h("fieldset", null, h("legend", null, t("person-role")), ROLES.map(role)), password.node, second.node],
    submit: "people-add-confirm",
    send: () => {
      const typed = password.typed();
      if (typed === null) return "password-differ";
      const chosen = made.querySelector("[name=role]:checked");
      return change("/people", { name: value("add-name"), role: chosen.value, password: typed, ...second.given() });
    },
    onDone: ({ person }) => done(t("people-added", { name: person?.name ?? "" })),
    onLeave: leave,
  });
  open(made);
}

function openReset(person) {
  const password = newPassword("reset");
  const second = secondChoice("reset", password, () => person.name);
  open(form("reset-form", {
    who: person.name,
    parts: [h("h3", null, t("person-reset-head", { name: person.name })), h("p", null, t("person-reset-about")), password.node, second.node],
    submit: "person-reset-confirm",
    send: () => {
      const typed = password.typed();
      if (typed === null) return "password-differ";
      return change(`${path(person.name)}/reset`, { password: typed, ...second.given() });
    },
    onDone: () => done(t("person-was-reset", { name: person.name })),
    onLeave: leave,
  }));
}

const value = (id) => document.getElementById(id).value;

function open(made) {
  told.textContent = "";
  place.replaceChildren(made);
  place.scrollIntoView();
  made.querySelector("input:not([hidden])").focus();
}

function leave() {
  place.replaceChildren();
  document.getElementById("add-person").focus();
}

function done(words) {
  place.replaceChildren();
  told.textContent = words;
  told.scrollIntoView({ block: "center" });
  load();
}

async function send(path, words) {
  if (isCut()) return;
  const { answer, problem } = await busy(told, change(path));
  done(problem ? plainly(problem) : words(answer));
}

const endSessions = (person) => send(`${path(person.name)}/end-sessions`, ({ ended }) => t("sessions-ended", { count: ended }));

async function remove(person) {
  const yes = await ask({
    title: t("person-ask-remove", { name: person.name }),
    body: h("p", null, t("person-remove-about")),
    choices: [{ label: t("person-remove"), value: true, main: true }],
  });
  if (yes) await send(`${path(person.name)}/remove`, () => t("person-removed", { name: person.name }));
}

function session(one) {
  return h("li", { class: "card" },
    h("p", null, h("strong", null, one.name), ` ${one.address}`, one.own && h("span", { class: "chip" }, t("session-this")), one.locked && h("span", { class: "chip" }, t("session-locked"))),
    times(one),
    !one.own && h("p", { class: "buttons" }, h("button", { type: "button", data: { focus: "end" }, "aria-label": `${one.name}: ${t("session-end")}`,
      onclick: () => send(`/sessions/${one.session}/end`, ({ ended }) => t("sessions-ended", { count: ended })) }, t("session-end"))));
}

function fill(parent, none, items, keyOf, make) {
  none.hidden = items.length > 0;
  list(parent, items, keyOf, make);
}

const load = part(async () => {
  looked = Date.now();
  const [who, logged] = await Promise.all([look("/people"), look("/sessions")]).catch(() => [{}, {}]);
  if (who.problem) told.textContent = plainly(who.problem);
  if (who.answer) fill(people, none.people, who.answer.people, (person) => person.name, card);
  if (logged.answer) fill(sessions, none.sessions, logged.answer.sessions, (one) => one.session, session);
  return Boolean(who.answer ?? who.problem);
});
audit(record);

frame(() => {
  if (Date.now() - looked > AGAIN_MS) load();
});
