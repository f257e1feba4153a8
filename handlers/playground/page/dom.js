// Small helpers for building the page. Text always becomes text nodes, never markup.

const SVG = "http://www.w3.org/2000/svg";

/** Makes an element: attributes, `on…` listeners and children (nodes, strings, null). */
export function el(tag, attributes = {}, ...children) {
  return fill(document.createElement(tag), attributes, children);
}

/** The same for drawings. */
export function svg(tag, attributes = {}, ...children) {
  return fill(document.createElementNS(SVG, tag), attributes, children);
}

function fill(node, attributes, children) {
  for (const [key, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (key.startsWith("on")) node.addEventListener(key.slice(2), value);
    else if (key === "value" && "value" in node) node.value = value;
    else if (key === "checked") node.checked = value;
    else node.setAttribute(key, value === true ? "" : value);
  }
  node.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined));
  return node;
}

/** The element with an id. */
export const byId = (id) => document.getElementById(id);

let last = 0;

/** An id that nothing else on the page has. */
export const freshId = (name) => `${name}-${++last}`;

/** The element of its kind that can be seen and heard now: in the dialog on top, or on the page. */
const heard = (selector) => ([...document.querySelectorAll("dialog:modal")].at(-1) ?? document.body).querySelector(`:scope > ${selector}`);

/** Says something to a screen reader, after what it has yet to say. */
export function announce(text) {
  const box = heard("[aria-live]");
  box.append(el("p", {}, text));
  while (box.children.length > 5) box.firstChild.remove();
}

let hiding = 0;

/** Shows what went wrong, for a while. */
export function toast(text) {
  hush();
  const box = heard(".toast");
  box.textContent = text;
  box.hidden = false;
  hiding = setTimeout(hush, 8000);
}

/** Takes away what went wrong. */
export function hush() {
  clearTimeout(hiding);
  for (const box of document.querySelectorAll(".toast")) box.hidden = true;
}

const zone = { timeZone: "Europe/Stockholm" };
const formats = {
  time: new Intl.DateTimeFormat("sv-SE", { ...zone, hour: "2-digit", minute: "2-digit" }),
  day: new Intl.DateTimeFormat("sv-SE", { ...zone, weekday: "long", day: "numeric", month: "long", year: "numeric" }),
  short: new Intl.DateTimeFormat("sv-SE", { ...zone, day: "numeric", month: "short", year: "numeric" }),
  date: new Intl.DateTimeFormat("sv-SE", { ...zone, day: "numeric", month: "long", year: "numeric" }),
  number: new Intl.NumberFormat("sv-SE", { maximumFractionDigits: 2 }),
};

/** 'kl. 9.05' is written 9.05 in Swedish. */
export const timeOf = (seconds) => formats.time.format(seconds * 1000).replace(":", ".");
export const dayOf = (seconds) => formats.day.format(seconds * 1000);
export const shortDateOf = (seconds) => formats.short.format(seconds * 1000);
export const dateOf = (seconds) => formats.date.format(seconds * 1000);
export const numberOf = (value) => formats.number.format(value);
