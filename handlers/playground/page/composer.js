// Where one writes: completion of commands and names, files, replies, examples to click, Enter to send.

import { announce, byId, el } from "./dom.js";
import { attaching } from "./files.js";

const HELP = "Enter skickar, Skift + Enter ger ny rad.";
const LABEL = "Skriv ett kommando eller ett meddelande";

/** Sets up the composer; `send` gets {text, files, thread} and says whether it went. Gives `reply` and `reset`. */
export function composer(commands, names, send) {
  const input = byId("composer");
  const hint = byId("composer-hint");
  let thread = null;
  const list = completing(input, commands, names, () => refresh());
  const attached = attaching(() => {});

  const write = (text) => {
    input.value = text;
    input.focus();
    input.setSelectionRange(text.length, text.length);
    refresh();
  };

  const refresh = () => {
    const text = input.value;
    input.style.height = "auto";
    input.style.height = `${input.scrollHeight + 2}px`;
    const written = commands.find((command) => text.startsWith(`${command.name} `));
    hint.textContent = written ? `${written.description}${written.hint ? ` · ${written.name} ${written.hint}` : ""}` : HELP;
    list.look();
  };

  const reply = (ts, name) => {
    thread = ts ? { ts, name } : null;
    byId("composer-label").textContent = thread ? "Skriv ett svar i tråden" : LABEL;
    byId("replying").hidden = !thread;
    byId("replying").replaceChildren(...(thread ? [el("span", {}, "Svar i tråden under ", el("b", {}, name)),
      el("button", { type: "button", onclick: () => { reply(null); input.focus(); } }, "Avbryt svaret")] : []));
    byId("examples").classList.toggle("away", Boolean(thread));
    if (thread) input.focus();
    refresh();
  };

  const submit = async () => {
    const sent = { text: input.value.trim(), files: attached.all(), thread: thread?.ts };
    const under = thread;
    if (!sent.text && !sent.files.length) return;
    input.value = "";
    attached.set([]);
    reply(null);
    if (await send(sent)) return;
    if (under && !thread) reply(under.ts, under.name);
    if (!input.value) write(sent.text); // what did not go is not lost
    attached.set([...sent.files, ...attached.all()]);
  };

  input.addEventListener("input", refresh);
  input.addEventListener("keydown", (event) => {
    if (event.isComposing || list.key(event)) return;
    if (event.key === "Enter" && !event.shiftKey) submit();
    else if (event.key === "Escape" && thread) reply(null);
    else return;
    event.preventDefault();
  });
  byId("composer-form").addEventListener("submit", (event) => { event.preventDefault(); submit(); });
  document.addEventListener("example", (event) => write(event.detail));
  return { reply, reset: () => { reply(null); attached.set([]); } };
}

/** The list over the field: commands after '/', people after '@'. */
function completing(input, commands, names, written) {
  const list = byId("completion");
  let found = [];
  let at = 0;

  const close = () => {
    found = [];
    list.hidden = true;
    input.removeAttribute("aria-activedescendant");
  };

  const accept = () => {
    const start = input.selectionStart - typed().length;
    input.setRangeText(`${found[at].word} `, start, input.selectionStart, "end");
    input.focus();
    written();
  };

  /** The beginning of a command or a name that stands before the cursor. */
  const typed = () => {
    const before = input.value.slice(0, input.selectionStart);
    return before.match(/^\/\S*$|(?<=^|\s)@[\p{L}-]*$/u)?.[0] ?? "";
  };

  const mark = () => {
    [...list.children].forEach((item, index) => item.setAttribute("aria-selected", String(index === at)));
    input.setAttribute("aria-activedescendant", `found-${at}`);
    list.children[at].scrollIntoView({ block: "nearest" });
  };

  const draw = () => {
    list.replaceChildren(...found.map((one, index) => el("li", {
      id: `found-${index}`, role: "option",
      onmousedown: (event) => { event.preventDefault(); at = index; accept(); },
      onmousemove: () => { if (at !== index) { at = index; mark(); } },
    }, el("b", {}, one.word), el("span", { class: "hint" }, one.hint), el("small", {}, one.about))));
    list.hidden = false;
    mark();
  };

  const look = () => {
    const start = typed().toLowerCase();
    const before = found.length;
    if (!start) return close();
    found = [...commands.map(({ name, hint, description }) => ({ word: name, hint, about: description })),
      ...names.map((name) => ({ word: `@${name}` }))].filter(({ word }) => word.toLowerCase().startsWith(start));
    at = 0;
    if (!found.length) return close();
    draw();
    if (before !== found.length) announce(found.length === 1 ? "Ett förslag passar." : `${found.length} förslag passar.`);
  };

  /** Takes the keys that are about the list, and says whether it did. */
  const key = (event) => {
    if (!found.length) return false;
    const steps = { ArrowDown: 1, ArrowUp: -1 };
    if (event.key in steps) { at = (at + steps[event.key] + found.length) % found.length; mark(); }
    else if (event.key === "Escape") close();
    else if (event.key === "Tab" || (event.key === "Enter" && !event.shiftKey && found[at].word !== input.value)) accept();
    else return false;
    event.preventDefault();
    return true;
  };

  input.addEventListener("blur", close);
  return { look, key };
}

/** Examples as buttons that write themselves into the composer. */
export function exampleNodes(lines) {
  return lines.map((text) => el("button", {
    type: "button", title: text, onclick: () => document.dispatchEvent(new CustomEvent("example", { detail: text })),
  }, text));
}
