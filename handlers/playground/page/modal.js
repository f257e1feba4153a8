// Forms in a dialog, and the question 'are you sure'.

import { blocksNode } from "./blocks.js";
import { announce, byId, el } from "./dom.js";
import { valuesIn } from "./fields.js";
import { textNode } from "./mrkdwn.js";

let shown = { key: null, view: null, errors: {} };
let opener = null;

/** Remembers what was pressed, so that the focus comes back there when the form closes. */
export function pressed(node) {
  if (!byId("modal").open) opener = node ?? null;
}

/** Shows the view that is open, or closes the dialog. `acts` has submit, close and press. */
export function showModal(view, names, acts) {
  const dialog = byId("modal");
  const key = view ? `${view.id} ${view.hash}` : null;
  if (key === shown.key) return;
  const another = view?.id !== shown.view?.id;
  shown = { key, view, errors: {} };
  if (!view) {
    dialog.close();
    const key = opener?.dataset.key;
    const again = opener?.isConnected ? opener : key && document.querySelector(`[data-key="${CSS.escape(key)}"]`);
    (again || byId("composer")).focus();
    return;
  }
  draw(dialog, names, acts, another);
}

function draw(dialog, names, acts, fresh) {
  const { view, errors } = shown;
  let closing = false;
  // Chromium tells of one Escape twice; the form below is not to go with this one.
  const close = async () => {
    if (closing) return;
    closing = true;
    await acts.close();
    closing = false;
  };
  const focused = document.activeElement?.closest?.("[data-field]")?.dataset.field;
  const form = el("form", { novalidate: true, onsubmit: (event) => { event.preventDefault(); send(dialog, form, names, acts); } },
    el("header", {}, el("h2", { id: "modal-title" }, view.title.text),
      el("button", { type: "button", class: "cross", "aria-label": "Stäng", onclick: close }, "×")),
    el("div", { class: "body" }, body(view, errors, names, acts, () => valuesIn(form))),
    el("footer", {},
      el("button", { type: "button", class: "button", onclick: close }, view.close?.text ?? "Avbryt"),
      view.submit ? el("button", { type: "submit", class: "button primary" }, view.submit.text) : null));
  dialog.firstElementChild.replaceChildren(form);
  dialog.oncancel = (event) => { event.preventDefault(); close(); };
  if (!dialog.open) dialog.showModal();
  const again = !fresh && focused ? form.querySelector(`[data-field="${CSS.escape(focused)}"]`) : null;
  (again ?? form.querySelector("[data-field]") ?? form.querySelector("footer")).querySelector("input, select, textarea, button")?.focus();
}

function body(view, errors, names, acts, collect) {
  const press = (block, element, value, button) => acts.press(view, block, element, value, collect(), button);
  return blocksNode(view.blocks, { names, values: view.state.values, errors, press, form: true });
}

async function send(dialog, form, names, acts) {
  const button = form.querySelector("[type=submit]");
  button.disabled = true;
  const values = valuesIn(form);
  const errors = await acts.submit(values);
  if (!form.isConnected) return;
  button.disabled = false;
  mark(form, errors);
}

/** Puts each problem at its field, and the focus on the first. */
function mark(form, errors) {
  form.querySelectorAll(".error").forEach((node) => node.remove());
  form.querySelectorAll("[aria-invalid]").forEach((node) => node.removeAttribute("aria-invalid"));
  let first = null;
  for (const field of form.querySelectorAll("[data-block]")) {
    const problem = errors[field.dataset.block];
    const input = field.querySelector("input, select, textarea");
    const hint = field.querySelector(".hint")?.id;
    const id = `${input.id}-error`;
    if (problem) field.append(el("p", { class: "error", id }, problem));
    const target = field.tagName === "FIELDSET" ? field : input;
    if (problem) target.setAttribute("aria-invalid", "true");
    const described = [hint, problem ? id : null].filter(Boolean).join(" ");
    if (described) target.setAttribute("aria-describedby", described);
    else target.removeAttribute("aria-describedby");
    if (problem) first ??= input;
  }
  first?.focus();
  const count = Object.keys(errors).length;
  if (count) announce(count === 1 ? "Ett fält behöver rättas." : `${count} fält behöver rättas.`);
}

/** Asks before something is done; resolves to yes or no. */
export function confirmed(confirm, names) {
  const dialog = byId("confirm");
  return new Promise((resolve) => {
    const answer = (value) => { dialog.close(); resolve(value); };
    const style = confirm.style === "danger" ? "button danger solid" : "button primary";
    dialog.oncancel = (event) => { event.preventDefault(); answer(false); };
    dialog.firstElementChild.replaceChildren(el("form", { onsubmit: (event) => { event.preventDefault(); answer(true); } },
      el("header", {}, el("h2", { id: "confirm-title" }, confirm.title.text)),
      el("div", { class: "body" }, textNode(confirm.text, names)),
      el("footer", {},
        el("button", { type: "button", class: "button", onclick: () => answer(false) }, confirm.deny.text),
        el("button", { type: "submit", class: style }, confirm.confirm.text))));
    dialog.showModal();
  });
}
