// A small menu behind a button: arrow keys, Escape, and the focus back where it was.

import { el, freshId } from "./dom.js";

const STEPS = { ArrowDown: 1, ArrowUp: -1 };

/** The button and its menu. `items` are [text, what to do with the button]; `attributes` go on the button. */
export function menuNode(name, items, attributes = {}) {
  const id = freshId("menu");
  const button = el("button", {
    type: "button", "aria-haspopup": "menu", "aria-expanded": "false", "aria-controls": id, "aria-label": name, title: name,
    ...attributes, onclick: () => (open() ? hide() : show()), onkeydown: (event) => { if (event.key in STEPS) { event.preventDefault(); show(); } },
  }, "⋯");
  const menu = el("div", { class: "menu", id, role: "menu", "aria-label": name, popover: "manual", onkeydown: step, onfocusout: leave },
    items.map(([text, act]) => el("button", { type: "button", role: "menuitem", tabindex: "-1", onclick: () => { hide(true); act(button); } }, text)));

  const open = () => menu.matches(":popover-open");

  function show() {
    menu.showPopover();
    const at = button.getBoundingClientRect();
    const size = menu.getBoundingClientRect();
    const below = at.bottom + 4 + size.height < window.innerHeight;
    menu.style.top = `${below ? at.bottom + 4 : Math.max(4, at.top - 4 - size.height)}px`;
    menu.style.left = `${Math.max(8, Math.min(at.right - size.width, window.innerWidth - size.width - 8))}px`;
    button.setAttribute("aria-expanded", "true");
    window.addEventListener("scroll", moved, { capture: true });
    menu.firstChild.focus({ preventScroll: true });
  }

  function hide(back = false) {
    if (!open()) return;
    menu.hidePopover();
    button.setAttribute("aria-expanded", "false");
    window.removeEventListener("scroll", moved, { capture: true });
    if (back) button.focus({ preventScroll: true });
  }

  function moved(event) {
    if (!menu.contains(event.target)) hide();
  }

  function leave(event) {
    if (event.relatedTarget !== button && !menu.contains(event.relatedTarget)) hide();
  }

  function step(event) {
    const all = [...menu.children];
    const at = all.indexOf(document.activeElement);
    if (event.key in STEPS) all.at((at + STEPS[event.key]) % all.length).focus();
    else if (event.key === "Home") all[0].focus();
    else if (event.key === "End") all.at(-1).focus();
    else if (event.key === "Escape") hide(true);
    else if (event.key === "Tab") return hide(true);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  return el("span", { class: "menu-box" }, button, menu);
}
