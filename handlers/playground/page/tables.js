// Tables, and the rich text that their cells may hold.

import { el, numberOf } from "./dom.js";

/** A `table` or `data_table` block. The first row is its heading, as Slack shows it. */
export function tableNode(block, names) {
  const [head, ...rows] = block.rows;
  const settings = block.column_settings ?? [];
  const side = (index, cell) => settings[index]?.align ?? (cell.type === "raw_number" ? "right" : null);
  const cells = (row, tag, scope) =>
    row.map((cell, index) => el(tag, { class: side(index, cell), scope: scope(index) }, cellNodes(cell, names)));
  return el("div", { class: "wide", tabindex: "0", role: "region", "aria-label": block.caption ?? "Tabell" },
    el("table", {},
      block.caption ? el("caption", {}, block.caption) : null,
      el("thead", {}, el("tr", {}, cells(head, "th", () => "col"))),
      el("tbody", {}, rows.map((row) => el("tr", {},
        row.map((cell, index) => el(index ? "td" : "th", { class: side(index, cell), scope: index ? null : "row" },
          cellNodes(cell, names)))))),
    ));
}

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
