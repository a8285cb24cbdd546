// Who may what on these pages, so that nobody is offered what he would be refused. The desk decides (RULES W1).

const MAY = {
  "counter-page": ["queue"],
  reception: ["queue", "day", "examine"],
  vendor: ["examine", "licenses"],
  support: ["readers", "examine"],
  administrator: ["queue", "day", "readers", "examine", "licenses"],
};

const mine = MAY[document.body.dataset.role] ?? [];

/** Whether whoever has opened the page may. */
export const may = (right) => mine.includes(right);
