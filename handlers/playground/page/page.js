// The page: who one is, which conversation is open, and what is in it.

import { blocksNode } from "./blocks.js";
import { composer, exampleNodes } from "./composer.js";
import { announce, byId, dayOf, el, svg, timeOf, toast } from "./dom.js";
import { confirmed, pressed, showModal } from "./modal.js";
import { formatted } from "./mrkdwn.js";

let about;
let state;
let person;
let room;
const read = {};
const echoes = [];
const drawn = new Map();

async function get(path) {
  const response = await fetch(path);
  if (!response.ok) throw new Error(path);
  return response.json();
}

/** Does something for the person one is, and shows what came of it. */
async function act(action, data = {}) {
  let result = { errors: {}, failure: "Lekplatsen svarar inte. Är den fortfarande i gång?" };
  try {
    const response = await fetch(`/ui/${action}`, {
      method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ person, ...data }),
    });
    const answer = await response.json();
    result = response.ok ? answer : { errors: {}, failure: "Det gick inte. Det du tryckte på kan ha ändrats." };
  } catch { /* The sentence above says it. */ }
  await refresh();
  return result;
}

async function refresh() {
  const asked = person;
  const next = await get(`/ui/state?person=${encodeURIComponent(person)}`).catch(() => null);
  if (!next || asked !== person || (state && state.person === person && next.version < state.version)) return;
  const first = !state || state.person !== person;
  state = { ...next, person };
  draw(first);
}

function draw(first) {
  const now = new Date(`${state.now}:00`);
  const day = new Intl.DateTimeFormat("sv-SE", { weekday: "long", day: "numeric", month: "long", year: "numeric" }).format(now);
  byId("clock").textContent = `${day} kl ${state.now.slice(11).replace(":", ".")}`;
  byId("clock").dateTime = state.now;
  if (room !== "home" && room !== about.channel.id) room = state.dm;
  drawMessages(first);
  drawRooms();
  drawHome();
  showModal(state.view, about.names, modalActs);
}

// Conversations

const rooms = () => [
  [about.channel.id, `# ${about.channel.name}`, "Hela gruppen ser det som står här."],
  [state.dm, "Meddelanden från appen", `Bara du och ${about.app}.`],
  ["home", "Startsida", `${about.app} på ett ögonkast.`],
];

function drawRooms() {
  const [, name, text] = rooms().find(([id]) => id === room);
  byId("room-name").textContent = name;
  byId("room-about").textContent = text;
  const newest = (id) => state.messages.filter((message) => message.channel === id).at(-1)?.ts ?? "";
  read[`${person} ${room}`] = newest(room);
  byId("rooms").replaceChildren(...rooms().map(([id, label]) => {
    const unread = id !== "home" && newest(id) > (read[`${person} ${id}`] ?? "");
    return el("li", {}, el("button", { type: "button", "aria-current": id === room ? "page" : null, onclick: () => enter(id) },
      label, unread ? el("span", { class: "dot", role: "img", "aria-label": "nytt" }) : null));
  }));
}

async function enter(id) {
  room = id;
  draw(true);
  [...byId("rooms").querySelectorAll("button")].find((button) => button.ariaCurrent)?.focus();
  if (id === "home") await act("home");
}

function drawHome() {
  const home = byId("home");
  home.hidden = room !== "home";
  byId("messages").hidden = room === "home";
  byId("composer-form").hidden = room === "home";
  if (room !== "home") return;
  const view = state.home;
  const key = view ? view.hash + JSON.stringify(view.state) : "";
  if (home.dataset.key === key + person) return;
  home.dataset.key = key + person;
  const press = (block, element, value, button) => use({ view: view.id }, block, element, value, button);
  home.replaceChildren(view ? blocksNode(view.blocks, { names: about.names, values: view.state.values, press })
    : el("p", { class: "quiet" }, "Appen har ingen startsida än."));
}

// Messages

function drawMessages(first) {
  const list = byId("messages");
  const scroll = byId("scroll");
  const atEnd = first || scroll.scrollHeight - scroll.scrollTop - scroll.clientHeight < 120;
  const focused = list.contains(document.activeElement) ? document.activeElement.dataset.key : null;
  const messages = state.messages.filter((message) => message.channel === room);
  const items = [];
  let day = null;
  const line = timeline(messages);
  line.forEach((item, index) => {
    const next = line.slice(index).find((one) => one.ts);
    if (next && dayOf(Number(next.ts)) !== day) {
      day = dayOf(Number(next.ts));
      items.push(kept(`day ${day}`, "", () => el("li", { class: "day" }, day)));
    }
    items.push(item.echo ? kept(`echo ${item.echo.number}`, "", () => echoNode(item.echo))
      : kept(`${person} ${item.ts}`, JSON.stringify(item), () => messageNode(item, first)));
  });
  const empty = !items.length;
  byId("examples").hidden = empty;
  if (empty) items.push(kept("empty", "", emptyNode));
  place(list, items);
  if (focused && !list.contains(document.activeElement)) list.querySelector(`[data-key="${CSS.escape(focused)}"]`)?.focus();
  if (atEnd) scroll.scrollTop = scroll.scrollHeight;
}

/** Puts nodes in order, leaving alone those that stand right: moving a node takes its focus. */
function place(list, nodes) {
  const wanted = new Set(nodes);
  for (const node of [...list.children]) if (!wanted.has(node)) node.remove();
  nodes.forEach((node, index) => { if (list.children[index] !== node) list.insertBefore(node, list.children[index] ?? null); });
}

/** Messages in order, with what one has typed as commands in between. */
function timeline(messages) {
  const mine = echoes.filter((echo) => echo.person === person && echo.room === room);
  const items = messages.map((message) => message);
  for (const echo of mine) {
    const place = items.findIndex((item) => item.ts && item.ts > echo.after);
    items.splice(place < 0 ? items.length : place, 0, { echo });
  }
  return items;
}

/** A node is drawn anew only when its message has changed, so that focus and menus stay. */
function kept(key, content, make) {
  const old = drawn.get(key);
  if (old?.content === content) return old.node;
  const node = make();
  if (old) node.classList.remove("new");
  drawn.set(key, { content, node });
  return node;
}

const emptyNode = () => el("li", { class: "empty" },
  el("h3", {}, "Välkommen hit"),
  el("p", {}, "Välj vem du vill vara. Klicka sedan på ett exempel, eller skriv / i fältet längst ner."),
  about.commands.filter((command) => command.examples.length).map((command) => el("div", { class: "try" },
    el("h4", {}, command.description), el("div", { class: "examples" }, exampleNodes([command])))));

const echoNode = (echo) => el("li", { class: "echo new" }, "Du skrev ", el("code", {}, echo.text));

function messageNode(message, quiet) {
  const app = Boolean(message.bot_id);
  const name = about.names[message.user] ?? "Lekplatsen";
  const press = (block, element, value, button) => use({ ts: message.ts }, block, element, value, button);
  const content = message.blocks?.length
    ? blocksNode(message.blocks, { names: about.names, press })
    : el("div", { class: "text" }, formatted(message.text, about.names));
  const files = (message.files ?? []).map((file) => el("p", { class: "quiet" }, `Fil: ${file.title}`));
  const boxed = message.private || message.blocks?.length || app;
  const kind = ["message", quiet ? "" : "new", message.private ? "private" : "", message.failure ? "failure" : ""].join(" ");
  if (!quiet && message.user !== person) announce(`${name}${message.private ? ", bara till dig" : ""}: ${plain(message.text)}`);
  return el("li", { class: kind },
    avatar(name, app || message.failure),
    el("div", { class: "by" }, el("b", {}, name), app ? el("span", { class: "tag" }, "app") : null,
      el("time", {}, timeOf(Number(message.ts))), message.edited ? el("span", { class: "edited" }, "ändrat") : null,
      message.private ? onlyYou() : null),
    el("div", { class: boxed ? "said card" : "said" }, content, files));
}

const plain = (text) => el("div", {}, formatted(text, about.names)).textContent;

const onlyYou = () => el("span", { class: "only" },
  svg("svg", { viewBox: "0 0 24 24", fill: "none", stroke: "currentColor", "stroke-width": 1.8, "aria-hidden": "true" },
    svg("path", { d: "M2.500 12S6 5.500 12 5.500 21.500 12 21.500 12 18 18.500 12 18.500 2.500 12 2.500 12z" }), svg("circle", { cx: 12, cy: 12, r: 3 })),
  "Bara du ser det här");

function avatar(name, app) {
  if (app) return el("span", { class: "avatar app", "aria-hidden": "true" }, el("img", { src: "/page/mark.svg", alt: "" }));
  const initials = name.split(/\s+/).map((part) => part[0]).slice(0, 2).join("");
  return el("span", { class: "avatar", "aria-hidden": "true" }, initials);
}

// What one does

async function use(where, block, element, value, button) {
  if (element.confirm && !(await confirmed(element.confirm, about.names))) return;
  pressed(button);
  if (button) button.disabled = true;
  const result = await act("press", { ...where, block_id: block.block_id, action_id: element.action_id, value });
  if (button) button.disabled = false;
  if (button?.isConnected && !byId("modal").open) button.focus();
  if (result.failure) toast(result.failure);
}

const modalActs = {
  close: () => act("close"),
  press: (view, block, element, value, values, button) =>
    use({ view: view.id, values }, block, element, value === undefined ? values[`${block.block_id}/${element.action_id}`] : value, button),
  submit: async (values) => {
    const result = await act("submit", { values });
    if (result.failure) toast(result.failure);
    return result.errors ?? {};
  },
};

async function send(text) {
  if (text.startsWith("/")) {
    const after = state.messages.filter((message) => message.channel === room).at(-1)?.ts ?? "";
    echoes.push({ person, room, after, text, number: echoes.length });
    draw(false);
  }
  pressed(null);
  byId("scroll").scrollTop = byId("scroll").scrollHeight;
  const result = await act("say", { text, channel: room });
  const scroll = byId("scroll");
  scroll.scrollTop = scroll.scrollHeight;
  if (result.failure && !state.messages.some((message) => message.failure && message.text === result.failure)) toast(result.failure);
}

async function become(id) {
  person = id;
  sessionStorage.setItem("person", id);
  await refresh();
}

function drawPeople() {
  byId("people").replaceChildren(...about.people.map((one) => el("label", { class: "person" },
    el("input", { type: "radio", name: "person", value: one.id, checked: one.id === person, onchange: () => become(one.id) }),
    el("span", { class: "face" }, avatar(one.name, false), el("span", {}, el("b", {}, one.name), el("small", {}, one.title))))));
}

async function start() {
  about = await get("/ui/about");
  document.title = `${about.app} · Lekplatsen`;
  byId("app-name").textContent = about.app;
  byId("notice").textContent = about.notice;
  byId("notice").hidden = !about.notice;
  const before = sessionStorage.getItem("person");
  person = about.people.find((one) => one.id === before)?.id ?? about.people[0].id;
  room = about.channel.id;
  drawPeople();
  byId("messages").addEventListener("animationend", (event) => event.target.classList.remove("new"));
  composer(about.commands, send);
  await refresh();
  new EventSource("/ui/changes").addEventListener("message", refresh);
  byId("composer").focus();
}

start().catch(() => toast("Lekplatsen svarar inte. Är den fortfarande i gång?"));
