// Tables, and the rich text that their cells may hold.

import { el, numberOf } from "./dom.js";

/** A `table` block. The first row is its heading, as Slack shows it. */
export function tableNode(block, names) {
  const [head, ...rows] = block.rows;
  const side = sides(block, rows);
  return boxed(block, el("tr", {}, head.map((cell, index) => el("th", { class: side(index), scope: "col" }, cellNodes(cell, names)))),
    el("tbody", {}, rows.map((row) => rowNode(row, 0, side, names))));
}

/** A `data_table` block: sorted by the column whose heading is pressed, and turned over page by page. */
export function dataTableNode(block, names) {
  const [head, ...rows] = block.rows;
  const size = block.page_size ?? 5;
  const side = sides(block, rows);
  const state = { page: 0, column: null, falling: false };
  const body = el("tbody", {});
  const range = el("span", { role: "status" });
  const turn = (label, by) => el("button", { type: "button", class: "quiet-button", onclick: () => { state.page += by; draw(); } }, label);
  const [back, on] = [turn("Föregående", -1), turn("Nästa", 1)];
  const headings = head.map((cell, index) => el("th", { class: side(index), scope: "col" },
    el("button", { type: "button", class: "sort", onclick: () => { sortBy(index); draw(); } }, cellNodes(cell, names), el("span", { "aria-hidden": "true" }))));
  const sortBy = (index) => Object.assign(state, { page: 0, column: index, falling: state.column === index && !state.falling });
  const draw = () => {
    const first = state.page * size;
    const shown = sorted(rows, state).slice(first, first + size);
    body.replaceChildren(...shown.map((row) => rowNode(row, block.row_header_column_index ?? 0, side, names)));
    headings.forEach((heading, index) => {
      const by = index === state.column ? (state.falling ? "descending" : "ascending") : null;
      if (by) heading.setAttribute("aria-sort", by); else heading.removeAttribute("aria-sort");
      heading.querySelector("span").textContent = { ascending: " ▲", descending: " ▼" }[by] ?? "";
    });
    range.textContent = `${first + 1}–${first + shown.length} av ${rows.length}`;
    // A button that is turned off loses the focus: the other one takes it.
    for (const [button, off, other] of [[back, !state.page, on], [on, first + size >= rows.length, back]]) {
      const held = button === document.activeElement;
      button.disabled = off;
      if (off && held) other.focus();
    }
  };
  draw();
  return el("div", { class: "data" }, boxed(block, el("tr", {}, headings), body),
    rows.length > size ? el("div", { class: "pages", role: "group", "aria-label": `Sidor i ${block.caption}` }, back, range, on) : null);
}

function boxed(block, head, body) {
  return el("div", { class: "wide", tabindex: "0", role: "region", "aria-label": block.caption ?? "Tabell" },
    el("table", {}, block.caption ? el("caption", {}, el("span", {}, block.caption)) : null, el("thead", {}, head), body));
}

const rowNode = (row, heading, side, names) => el("tr", {}, row.map((cell, index) =>
  el(index === heading ? "th" : "td", { class: side(index), scope: index === heading ? "row" : null }, cellNodes(cell, names))));

const isNumeric = (rows, index) => rows.every((row) => row[index].type === "raw_number");

/** On which side a column's cells stand. */
const sides = (block, rows) => (index) => block.column_settings?.[index]?.align ?? (isNumeric(rows, index) ? "right" : null);

/** By figures where a column has nothing else, else by letters (docs: 'Data table block'). */
function sorted(rows, { column, falling }) {
  if (column === null) return rows;
  const said = (row) => cellText(row[column]);
  const compare = isNumeric(rows, column) ? (a, b) => a[column].value - b[column].value : (a, b) => said(a).localeCompare(said(b), "sv");
  return rows.toSorted((a, b) => (falling ? compare(b, a) : compare(a, b)));
}

const cellText = (cell) => cell.text ?? (cell.elements ?? []).map(cellText).join("");

function cellNodes(cell, names) {
  if (cell.type === "raw_number") return [cell.text ?? numberOf(cell.value)];
  return cell.type === "rich_text" ? richNodes(cell, names) : [cell.text];
}

/** A `rich_text` block: sections, lists, quotes and code. */
export function richNodes(block, names) {
  return block.elements.map((part) => {
    if (part.type === "rich_text_list") {
      const tag = part.style === "ordered" ? "ol" : "ul";
      return el(tag, {}, part.elements.map((item) => el("li", {}, spans(item.elements, names))));
    }
    const tag = { rich_text_quote: "blockquote", rich_text_preformatted: "pre" }[part.type] ?? "div";
    return el(tag, { class: "rich" }, spans(part.elements, names)); // line breaks in it are meant
  });
}

function spans(elements, names) {
  return elements.map((part) => {
    if (part.type === "link") return el("a", { href: part.url, target: "_blank", rel: "noreferrer noopener" }, part.text ?? part.url);
    if (part.type === "user") return el("span", { class: "mention" }, "@" + (names[part.user_id] ?? part.user_id));
    if (part.type === "emoji") return part.unicode ? String.fromCodePoint(...part.unicode.split("-").map((code) => parseInt(code, 16))) : `:${part.name}:`;
    let node = part.text ?? "";
    for (const [style, tag] of [["code", "code"], ["strike", "s"], ["italic", "em"], ["bold", "strong"]]) {
      if (part.style?.[style]) node = el(tag, {}, node);
    }
    return node;
  });
}
