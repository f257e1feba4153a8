// What one fills in or chooses: fields of a form, and menus and pickers in cards.

import { el, freshId } from "./dom.js";
import { chooser, filesIn } from "./files.js";

const TYPES = { datepicker: "date", timepicker: "time", email_text_input: "email", url_text_input: "url" };
const MANY = new Set(["checkboxes", "multi_static_select", "multi_users_select"]);

/** The options of an element, in groups where it has groups. People select among `names`. */
function optionsOf(element, names) {
  if (element.type.endsWith("users_select")) {
    return Object.entries(names).map(([value, text]) => ({ value, text: { text } }));
  }
  return element.option_groups?.flatMap((group) => group.options) ?? element.options ?? [];
}

/** What an element holds now, as plain values. */
function held(state) {
  if (!state) return [];
  if (state.selected_option) return [state.selected_option.value];
  if (state.selected_options) return state.selected_options.map((option) => option.value);
  const value = Object.entries(state).find(([key]) => key === "value" || key.startsWith("selected_"))?.[1];
  return value === null || value === undefined ? [] : [value].flat();
}

/** Draws the control of an element. `attributes` go on the control; `changed` hears of choices. */
export function control(element, state, names, attributes, changed = () => {}) {
  const values = held(state);
  const { type } = element;
  if (type === "radio_buttons" || MANY.has(type)) return choices(element, values, names, attributes, changed);
  if (type.endsWith("_select")) return menu(element, values, names, attributes, changed);
  if (type === "file_input") return chooser(element, state?.files ?? [], attributes);
  const shared = { ...attributes, placeholder: element.placeholder?.text, value: values[0] ?? "", onchange: changed };
  if (type === "plain_text_input" && element.multiline) return el("textarea", { ...shared, rows: 4, maxlength: element.max_length ?? 3000 });
  if (type === "number_input") return el("input", { ...shared, type: "text", inputmode: element.is_decimal_allowed ? "decimal" : "numeric" });
  return el("input", { ...shared, type: TYPES[type] ?? "text", maxlength: type === "plain_text_input" ? element.max_length ?? 3000 : null });
}

function menu(element, values, names, attributes, changed) {
  const draw = (option) => el("option", { value: option.value, selected: values.includes(option.value) }, option.text.text);
  const groups = element.option_groups?.map((group) => el("optgroup", { label: group.label.text }, group.options.map(draw)));
  return el("select", { ...attributes, onchange: changed },
    el("option", { value: "" }, element.placeholder?.text ?? "Välj"),
    groups ?? optionsOf(element, names).map(draw));
}

function choices(element, values, names, attributes, changed) {
  const { id, ...described } = attributes;
  const kind = element.type === "radio_buttons" ? "radio" : "checkbox";
  const name = freshId("choice");
  const long = element.type.startsWith("multi_");
  return el("div", { class: long ? "choices many" : "choices", role: kind === "radio" ? "radiogroup" : "group", ...described },
    optionsOf(element, names).map((option, index) => el("label", {},
      el("input", { type: kind, name, value: option.value, id: index ? null : id, checked: values.includes(option.value), onchange: changed }),
      el("span", {}, option.text.text, option.description ? el("small", {}, option.description.text) : null))));
}

/** What has been filled in under a node with `data-field`, as the playground's server takes it. */
export function valueOf(node) {
  const type = node.dataset.type;
  if (type === "radio_buttons" || MANY.has(type)) {
    const chosen = [...node.querySelectorAll("input:checked")].map((input) => input.value);
    return type === "radio_buttons" ? chosen[0] ?? null : chosen;
  }
  if (type === "file_input") return filesIn(node);
  const input = node.querySelector("input, textarea, select");
  const value = input.value.trim() ? input.value : null;
  // Swedes write a decimal comma; the number goes out with a point, as from Slack.
  return type === "number_input" && value ? value.replace(/[\s\u00a0]/g, "").replace(",", ".") : value;
}

/** Every field under a node by 'block_id/action_id'. */
export function valuesIn(root) {
  return Object.fromEntries([...root.querySelectorAll("[data-field]")].map((node) => [node.dataset.field, valueOf(node)]));
}

/** An input block: label, control, hint and, where there is one, what is wrong. */
export function fieldNode(block, state, names, error, press) {
  const { element } = block;
  const grouped = element.type === "radio_buttons" || MANY.has(element.type);
  const id = freshId("field");
  const described = [block.hint ? `${id}-hint` : null, error ? `${id}-error` : null].filter(Boolean).join(" ") || null;
  const attributes = { id, "aria-describedby": described, "aria-invalid": error ? "true" : null, "aria-required": block.optional || grouped ? null : "true" };
  const label = [block.label.text, block.optional ? el("span", { class: "optional" }, " (frivilligt)") : null];
  return el(grouped ? "fieldset" : "div", {
    class: "field", "data-field": `${block.block_id}/${element.action_id}`, "data-type": element.type, "data-block": block.block_id,
    "aria-describedby": grouped ? described : null, "aria-invalid": grouped && error ? "true" : null,
  },
    grouped ? el("legend", {}, label) : el("label", { for: id }, label),
    control(element, state, names, attributes, block.dispatch_action ? () => press(block, element) : undefined),
    block.hint ? el("p", { class: "hint", id: `${id}-hint` }, block.hint.text) : null,
    error ? el("p", { class: "error", id: `${id}-error` }, error) : null,
  );
}
