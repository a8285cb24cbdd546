// What changed, in words for a screen reader: the change and not the list.

import { said, t } from "./texts.js";

// More at once than this are told as a number.
const MOST = 3;

/** A function that tells what changed from one state to the next; the first state is no change. */
export function changes() {
  let before = null;
  return (state) => {
    const now = picture(state);
    const news = before ? [...difference(before, now)] : [];
    before = now;
    if (news.length <= MOST) return news.join(" ");
    return [...news.slice(0, MOST), t("say-more", { more: news.length - MOST })].join(" ");
  };
}

function picture({ queue, status }) {
  return {
    tickets: new Map(queue.map((ticket) => [ticket.ticket_id, ticket])),
    alarms: new Map(status.alarms.map((alarm) => [alarm.ja, alarm])),
  };
}

function* difference(before, now) {
  for (const [id, ticket] of now.tickets) {
    const old = before.tickets.get(id);
    if (!old && ticket.state === "waiting") yield t("say-added", { number: ticket.number });
    if (old?.state === ticket.state && old?.attempt === ticket.attempt) continue;
    if (ticket.state === "called") yield t("say-called", { number: ticket.number, counter: ticket.counter ?? ticket.unit });
    if (ticket.state === "missed") yield t("say-missed", { number: ticket.number });
    if (ticket.state === "parked") yield t("say-parked", { number: ticket.number });
  }
  for (const [words, alarm] of now.alarms) if (!before.alarms.has(words)) yield t("say-alarm", { alarm: said(alarm) });
}
