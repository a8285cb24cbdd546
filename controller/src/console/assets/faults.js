// The code of a fault behind its sentence: what is read out at the telephone, and the way to the page that explains it.

import { h } from "./dom.js";

/**
 * The code that a text reports; false where it reports no fault.
 * @param {{fault?: string}} text
 */
export const faultCode = ({ fault }) => Boolean(fault) && [" ", h("a", { class: "code", href: `/faults/${fault}` }, fault)];

/** The codes of what a reader says of its own state. */
export const faultCodes = ({ health }) => (health?.faults ?? []).map((fault) => faultCode({ fault }));
