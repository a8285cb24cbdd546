// Who may what on these pages, so that nobody is offered what he would be refused. The desk decides (RULES W1).

const MAY = {
  "counter-page": ["queue"],
  reception: ["queue", "day", "examine", "papers"],
  vendor: ["examine", "papers", "licenses"],
  support: ["readers", "examine", "papers"],
  administrator: ["queue", "day", "readers", "examine", "papers", "licenses", "clock"],
};

const mine = MAY[document.body.dataset.role] ?? [];

/** Whether whoever has opened the page may. */
export const may = (right) => mine.includes(right);
