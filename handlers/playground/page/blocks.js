// Block Kit as cards. `context` carries names, the state of fields, errors, and `press`.

import { chartNode } from "./chart.js";
import { el, svg } from "./dom.js";
import { control, fieldNode, valueOf } from "./fields.js";
import { menuNode } from "./menu.js";
import { formatted, textNode, unescape } from "./mrkdwn.js";
import { dataTableNode, richNodes, tableNode } from "./tables.js";

/** All blocks of a message or view. */
export function blocksNode(blocks, context) {
  return el("div", { class: "blocks" }, blocks.map((block) => (DRAW[block.type] ?? unknown)(block, context)));
}

const DRAW = {
  actions: (block, context) => el("div", { class: "actions" }, block.elements.map((element) => elementNode(block, element, context))),
  alert: (block, { names }) => el("div", { role: "note" }, textNode(block.text, names)),
  context: (block, { names }) => el("div", { class: "context" },
    block.elements.map((item) => (item.type === "image" ? pictureNode(item) : textNode(item, names)))),
  context_actions: (block, context) => el("div", { class: "actions" }, block.elements.map((element) => elementNode(block, element, context))),
  data_table: (block, { names }) => dataTableNode(block, names),
  data_visualization: (block) => chartNode(block),
  divider: () => el("hr"),
  header: (block) => el("h3", {}, block.text.text),
  image: (block) => pictureNode(block),
  input: (block, context) => fieldNode(block, stateOf(block, block.element, context), context.names, context.errors?.[block.block_id], context.press),
  markdown: (block, { names }) => el("div", { class: "text" }, formatted(block.text.replace(/\*\*(.+?)\*\*/g, "*$1*"), names)),
  rich_text: (block, { names }) => el("div", { class: "text" }, richNodes(block, names)),
  section: sectionNode,
  table: (block, { names }) => tableNode(block, names),
};

const unknown = (block) => el("p", { class: "quiet" }, `Ett block som Lekplatsen inte visar (${block.type}).`);

const stateOf = (block, element, { values }) => values?.[block.block_id]?.[element.action_id];

function sectionNode(block, context) {
  return el("div", { class: "section" },
    block.text ? textNode(block.text, context.names) : null,
    block.fields ? el("div", { class: "fields" }, block.fields.map((field) => textNode(field, context.names))) : null,
    block.accessory ? el("div", { class: "accessory" }, elementNode(block, block.accessory, context)) : null);
}

/** Pictures are not fetched: the playground reaches nothing outside this machine. */
function pictureNode(image) {
  const sign = svg("svg", { viewBox: "0 0 24 24", fill: "none", stroke: "currentColor", "stroke-width": 1.6, "aria-hidden": "true" },
    svg("rect", { x: 3, y: 5, width: 18, height: 14, rx: 2 }), svg("path", { d: "m4 17 5-5 4 4 3-3 4 4" }), svg("circle", { cx: 15.5, cy: 9.5, r: 1.5 }));
  return el("div", { class: "picture", role: "img", "aria-label": image.alt_text }, sign, image.title?.text ?? image.alt_text);
}

function elementNode(block, element, context) {
  if (element.type === "image") return pictureNode(element);
  if (element.type === "button") return buttonNode(block, element, context);
  if (element.type === "overflow") return overflowNode(block, element, context);
  const name = element.placeholder?.text ?? "Välj";
  const node = el("div", { "data-type": element.type, ...(context.form ? { "data-field": `${block.block_id}/${element.action_id}` } : {}) });
  const chosen = () => context.press(block, element, valueOf(node));
  node.append(control(element, stateOf(block, element, context), context.names, { class: "pick", "aria-label": name }, chosen));
  return node;
}

function buttonNode(block, element, context) {
  const label = element.text.text;
  return el("button", {
    type: "button", class: ["button", element.style].filter(Boolean).join(" "), "aria-label": element.accessibility_label,
    "data-key": `${block.block_id}/${element.action_id}/${element.value ?? ""}`,
    onclick: (event) => {
      if (/^https?:/.test(element.url ?? "")) window.open(element.url, "_blank", "noreferrer");
      context.press(block, element, element.value ?? null, event.currentTarget);
    },
  }, unescape(label));
}

function overflowNode(block, element, context) {
  const items = element.options.map((option) => [option.text.text, (button) => context.press(block, element, option.value, button)]);
  return menuNode("Fler val", items, { class: "button overflow", "data-key": `${block.block_id}/${element.action_id}` });
}
