// One's own login: password, second factor, recovery codes, and where one is logged in.

import { h, list } from "./dom.js";
import { faultCode } from "./faults.js";
import { frame, isCut, part } from "./frame.js";
import { busy } from "./panel.js";
import { change, look } from "./request.js";
import { field, form, newPassword, newRecoveryCodes, newSecondFactor, times } from "./secrets.js";
import { t } from "./texts.js";
import { plainly } from "./words.js";

// How often the page looks by itself where others log in.
const AGAIN_MS = 15_000;

const main = document.querySelector("main");
const about = h("p", { id: "who" });
const told = h("div", { id: "done", role: "status" });
const sessions = h("ul", { id: "sessions", class: "cards" });
const others = h("button", { type: "button", id: "end-others", onclick: endOthers }, t("account-end-others"));
const second = h("p");
const acts = h("p", { class: "buttons" });
const place = h("div", { id: "place" });
let account = null;
let looked = 0;

const current = (id) => [
  field(`${id}-password`, "account-current", { type: "password", autocomplete: "current-password", required: true }),
];
const withCode = (id) => [
  ...current(id),
  account.person.second_factor && field(`${id}-code`, "account-code", { autocomplete: "one-time-code", required: true, maxlength: "32" }),
];
const value = (id) => document.getElementById(id)?.value;

function passwordForm() {
  const password = newPassword("password");
  password.beside(account.person.second_factor);
  const made = form("password-form", {
    who: account.person.name,
    parts: [h("p", null, t("account-password-about")), current("own"), password.node],
    submit: "account-password-change",
    send: () => {
      const typed = password.typed();
      if (typed === null) return "password-differ";
      return change("/account/password", { password: value("own-password"), new_password: typed });
    },
    onDone: (answer) => {
      changed(answer, "account-password-changed");
      made.reset();
      made.querySelector("output").hidden = true;
    },
  });
  return { made, password };
}

let own = null;

main.append(
  h("section", { "aria-labelledby": "who-head" }, h("h2", { id: "who-head" }, t("account-who")), about, told),
  h("section", { "aria-labelledby": "sessions-head" }, h("h2", { id: "sessions-head" }, t("account-sessions")), sessions, h("p", { class: "buttons" }, others)),
  h("section", { "aria-labelledby": "second-head" }, h("h2", { id: "second-head" }, t("account-second")), second, acts, place),
);

/** Shows the state after an act, and that it was done. */
function changed(answer, word) {
  place.replaceChildren();
  show(answer);
  told.textContent = t(word);
  told.scrollIntoView({ block: "center" });
}

function show(answer) {
  account = answer;
  looked = Date.now();
  const { person } = account;
  about.textContent = t("account-is", { name: person.name, role: t(`role-${person.role}`) });
  if (!own) {
    own = passwordForm();
    main.insertBefore(h("section", { "aria-labelledby": "password-head" }, h("h2", { id: "password-head" }, t("account-password")), own.made), main.children[1]);
  }
  own.password.beside(person.second_factor);
  second.textContent = person.second_factor ? t("account-second-on", { codes: person.recovery_codes }) : t("account-second-off");
  const button = (word, open, id) => h("button", { type: "button", id, onclick: open }, t(word));
  const wanted = person.second_factor ? "on" : "off";
  if (acts.dataset.shown !== wanted) {
    acts.dataset.shown = wanted;
    acts.replaceChildren(...(person.second_factor
      ? [button("account-second-renew", openSecond, "renew"), button("account-codes-new", openCodes, "new-codes"), button("account-second-end", openEnd, "end-second")]
      : [button("account-second-begin", openSecond, "begin-second")]));
  }
  list(sessions, account.sessions.sessions, (one) => one.session, (one) => h("li", { class: "card" },
    h("p", null, h("strong", null, one.own ? t("session-this") : one.address), one.own && ` ${one.address}`, one.locked && h("span", { class: "chip" }, t("session-locked"))),
    times(one)));
  others.hidden = account.sessions.sessions.length < 2;
}

const leave = () => place.replaceChildren();

async function openSecond() {
  if (isCut()) return;
  const given = await newSecondFactor("second", account.person.name);
  place.replaceChildren(form("second-form", {
    who: account.person.name,
    parts: [given.node, withCode("second")],
    submit: "account-second-confirm",
    send: () => change("/account/second-factor", { password: value("second-password"), code: value("second-code"), ...given.given() }),
    onDone: (answer) => changed(answer, "account-second-begun"),
    onLeave: leave,
  }));
  place.scrollIntoView();
}

async function openCodes() {
  if (isCut()) return;
  const { codes, node, problem } = await newRecoveryCodes(account.person.name);
  if (problem) return place.replaceChildren(h("p", { class: "refused", role: "alert" }, plainly(problem), faultCode(problem)));
  place.replaceChildren(form("codes-form", {
    who: account.person.name,
    parts: [h("p", null, t("account-codes-about")), node, withCode("codes")],
    submit: "account-codes-confirm",
    send: () => change("/account/recovery-codes", { password: value("codes-password"), code: value("codes-code"), recovery_codes: codes }),
    onDone: (answer) => changed(answer, "account-codes-changed"),
    onLeave: leave,
  }));
}

function openEnd() {
  place.replaceChildren(form("end-form", {
    who: account.person.name,
    parts: [h("p", null, t("account-second-end-about")), withCode("end")],
    submit: "account-second-end",
    send: () => change("/account/second-factor/remove", { password: value("end-password"), code: value("end-code") }),
    onDone: (answer) => changed(answer, "account-second-ended"),
    onLeave: leave,
  }));
}

async function endOthers() {
  if (isCut()) return;
  const { answer, problem } = await busy(told, change("/account/end-others"));
  told.textContent = problem ? plainly(problem) : t("account-others-ended", { count: answer.ended });
  load();
}

const load = part(async () => {
  looked = Date.now();
  const { answer, problem } = await look("/account").catch(() => ({}));
  if (answer) show(answer);
  else if (problem) about.textContent = plainly(problem);
  return Boolean(answer ?? problem);
});

frame(() => {
  if (Date.now() - looked > AGAIN_MS) load();
});
