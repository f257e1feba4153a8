// Where one writes: completion of commands, examples to click, Enter to send.

import { announce, byId, el } from "./dom.js";

const HELP = "Enter skickar, Skift + Enter ger ny rad.";

/** Sets up the composer. `send` gets the text. */
export function composer(commands, send) {
  const input = byId("composer");
  const list = byId("completion");
  const hint = byId("composer-hint");
  let found = [];
  let at = 0;

  const write = (text) => {
    input.value = text;
    input.focus();
    input.setSelectionRange(text.length, text.length);
    refresh();
  };

  const close = () => {
    found = [];
    list.hidden = true;
    input.removeAttribute("aria-activedescendant");
  };

  const accept = () => { write(`${found[at].name} `); };

  const mark = () => {
    [...list.children].forEach((item, index) => item.setAttribute("aria-selected", String(index === at)));
    input.setAttribute("aria-activedescendant", `command-${at}`);
    list.children[at].scrollIntoView({ block: "nearest" });
  };

  const draw = () => {
    list.replaceChildren(...found.map((command, index) => el("li", {
      id: `command-${index}`, role: "option",
      onmousedown: (event) => { event.preventDefault(); at = index; accept(); },
      onmousemove: () => { if (at !== index) { at = index; mark(); } },
    }, el("b", {}, command.name), el("span", { class: "hint" }, command.hint), el("small", {}, command.description))));
    list.hidden = false;
    mark();
  };

  const refresh = () => {
    const text = input.value;
    const before = found.length;
    input.style.height = "auto";
    input.style.height = `${input.scrollHeight + 2}px`;
    const written = commands.find((command) => text.startsWith(`${command.name} `));
    hint.textContent = written ? `${written.description}${written.hint ? ` · ${written.name} ${written.hint}` : ""}` : HELP;
    if (!/^\/\S*$/.test(text)) return close();
    found = commands.filter((command) => command.name.startsWith(text.toLowerCase()));
    at = 0;
    if (!found.length) return close();
    draw();
    if (before !== found.length) announce(found.length === 1 ? "Ett kommando passar." : `${found.length} kommandon passar.`);
  };

  const submit = () => {
    const text = input.value.trim();
    if (!text) return;
    input.value = "";
    refresh();
    send(text);
  };

  input.addEventListener("input", refresh);
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    const open = found.length > 0;
    const steps = { ArrowDown: 1, ArrowUp: -1 };
    if (open && event.key in steps) { at = (at + steps[event.key] + found.length) % found.length; mark(); }
    else if (open && event.key === "Escape") close();
    else if (open && (event.key === "Tab" || (event.key === "Enter" && found[at].name !== input.value))) accept();
    else if (event.key === "Enter" && !event.shiftKey) submit();
    else return;
    event.preventDefault();
  });
  byId("composer-form").addEventListener("submit", (event) => { event.preventDefault(); submit(); });

  byId("examples").replaceChildren(...exampleNodes(commands));
  document.addEventListener("example", (event) => write(event.detail));
}

/** The commands' examples as buttons that write themselves into the composer. */
export function exampleNodes(commands) {
  return commands.flatMap((command) => command.examples).map((text) => el("button", {
    type: "button", title: text, onclick: () => document.dispatchEvent(new CustomEvent("example", { detail: text })),
  }, text));
}
