// The page: who one is, which conversation is open, and what one does.

import { besideControl, isPair } from "./beside.js";
import { blocksNode } from "./blocks.js";
import { clockControl, spoken } from "./clock.js";
import { composer, exampleNodes } from "./composer.js";
import { byId, el, hush, toast } from "./dom.js";
import { packed, packedValues } from "./files.js";
import { avatarNode, drawMessages, showEnd, showThread } from "./messages.js";
import { confirmed, pressed, showModal } from "./modal.js";

// A window beside another is this page in a frame, as the person that its address names.
const asked = new URLSearchParams(location.search);
const framed = asked.has("person");

let about;
let state;
let person;
let room;
let writing;
const read = {};
const echoes = [];

async function get(path) {
  const response = await fetch(path);
  if (!response.ok) throw new Error(path);
  return response.json();
}

/** Does something for the person one is, and shows what came of it. */
async function act(action, data = {}) {
  hush();
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
  const whose = person;
  const next = await get(`/ui/state?person=${encodeURIComponent(person)}`).catch(() => null);
  if (!next || whose !== person || (state && state.person === person && next.version < state.version)) return;
  const first = !state || state.person !== person;
  state = { ...next, person };
  draw(first);
}

function draw(first) {
  byId("clock").textContent = spoken(state.now);
  byId("clock").dateTime = state.now;
  if (isPair()) return; // a form belongs in its own window, not over both
  if (room !== "home" && room !== about.channel.id) room = state.dm;
  drawRoom(first);
  drawExamples();
  drawRooms();
  drawHome();
  showModal(state.view, about.names, modalActs);
}

// Conversations

const rooms = () => [
  [about.channel.id, `# ${about.channel.name}`, "Hela gruppen ser det som står här."],
  [state.dm, "Meddelanden", `Bara du och ${about.app}.`],
  ["home", "Startsida", `${about.app} på ett ögonkast.`],
];

const said = (id) => state.messages.filter((message) => message.channel === id);

function drawRoom(first) {
  const mine = echoes.filter((echo) => echo.person === person && echo.room === room);
  drawMessages({
    messages: said(room), echoes: mine, person, about, room, dm: state.dm, quiet: asked.has("quiet"), first, acts: messageActs, again: () => draw(false),
  });
}

function drawExamples() {
  const lines = room === state.dm ? about.spoken : about.commands.flatMap((command) => command.examples);
  const box = byId("examples");
  if (box.dataset.drawn === lines.join("\n")) return;
  box.dataset.drawn = lines.join("\n");
  box.replaceChildren(...exampleNodes(lines));
}

function drawRooms() {
  const [, name, text] = rooms().find(([id]) => id === room);
  byId("room-name").textContent = name;
  byId("room-about").textContent = text;
  const newest = (id) => said(id).at(-1)?.ts ?? "";
  read[`${person} ${room}`] = newest(room);
  byId("rooms").replaceChildren(...rooms().map(([id, label]) => {
    const unread = id !== "home" && newest(id) > (read[`${person} ${id}`] ?? "");
    return el("li", {}, el("button", { type: "button", "aria-current": id === room ? "page" : null, onclick: () => enter(id) },
      label, unread ? el("span", { class: "dot", role: "img", "aria-label": "nytt" }) : null));
  }));
}

async function enter(id) {
  room = id;
  writing.reset();
  draw(true);
  [...byId("rooms").querySelectorAll("button")].find((button) => button.ariaCurrent)?.focus();
  if (id === "home") await act("home", { tab: "home" });
  else if (id === state.dm) await act("home", { tab: "messages" });
}

function drawHome() {
  const home = byId("home");
  home.hidden = room !== "home";
  byId("messages").hidden = room === "home";
  byId("composer-form").hidden = room === "home";
  if (room !== "home") return;
  const view = state.home;
  const key = `${person} ${view ? view.hash + JSON.stringify(view.state) : ""}`;
  if (home.dataset.drawn === key) return;
  const focused = home.contains(document.activeElement) ? document.activeElement.dataset.key : null;
  home.dataset.drawn = key;
  const press = (block, element, value, button) => use({ view: view.id }, block, element, value, button);
  const stood = byId("scroll").scrollTop;
  home.replaceChildren(view ? blocksNode(view.blocks, { names: about.names, values: view.state.values, press })
    : el("p", { class: "quiet" }, "Appen har ingen startsida än."));
  byId("scroll").scrollTop = stood;
  if (focused) home.querySelector(`[data-key="${CSS.escape(focused)}"]`)?.focus();
}

// What one does

const tell = (result) => { if (result.failure) toast(result.failure); };

async function use(where, block, element, value, button) {
  if (element.confirm && !(await confirmed(element.confirm, about.names))) return;
  const top = () => byId("home").querySelector("b, strong")?.textContent;
  const before = top();
  pressed(button);
  if (button) button.disabled = true;
  const result = await act("press", { ...where, block_id: block.block_id, action_id: element.action_id, value });
  if (button) button.disabled = false;
  if (byId("modal").open) return tell(result);
  if (button?.isConnected) button.focus();
  else if (room === "home") { // the page is drawn anew, and an answer stands on top of it
    byId("scroll").focus();
    if (top() !== before) byId("scroll").scrollTop = 0;
  }
  tell(result);
}

const messageActs = {
  use,
  reply: (message, name) => writing.reply(message.thread_ts ?? message.ts, name),
  shortcut: async (message, id, button) => {
    pressed(button);
    tell(await act("shortcut", { ts: message.ts, id }));
  },
};

const modalActs = {
  close: () => act("close"),
  press: async (view, block, element, value, values, button) =>
    use({ view: view.id, values: await packedValues(values) }, block, element,
      value === undefined ? values[`${block.block_id}/${element.action_id}`] : value, button),
  submit: async (values) => {
    const result = await act("submit", { values: await packedValues(values) });
    tell(result);
    return result.errors ?? {};
  },
};

/** Sends what has been written; false where it did not go. */
async function send({ text, files, thread }) {
  if (text.startsWith("/") && !thread && !files.length) {
    echoes.push({ person, room, after: said(room).at(-1)?.ts ?? "", text, number: echoes.length });
    draw(false);
  }
  pressed(null);
  if (!thread) showEnd();
  const result = await act("say", { text, channel: room, thread_ts: thread, files: await Promise.all(files.map(packed)) });
  if (thread) showThread(thread);
  else showEnd();
  const shown = state.messages.some((message) => message.failure && message.text === result.failure);
  if (!shown) tell(result);
  return !result.failure || shown;
}

async function become(id) {
  person = id;
  if (!framed) sessionStorage.setItem("person", id);
  writing.reset();
  await refresh();
  if (room === "home") await act("home", { tab: "home" });
}

function drawPeople() {
  byId("people").replaceChildren(...about.people.map((one) => el("label", { class: "person" },
    el("input", { type: "radio", name: "person", value: one.id, checked: one.id === person, onchange: () => become(one.id) }),
    el("span", { class: "face" }, avatarNode(one.name, false), el("span", {}, el("b", {}, one.name), el("small", {}, one.title))))));
}

function frameOf() {
  document.title = `${about.app} · Lekplatsen`;
  document.documentElement.classList.toggle("framed", framed);
  byId("app-name").textContent = about.app;
  byId("notice").textContent = about.notice;
  byId("notice").hidden = !about.notice || framed;
  if (framed) return;
  if (about.turns) clockControl(() => state.now, (day) => act("turn", { day }));
  if (about.people.length > 1) besideControl(about.people, () => person, () => draw(true));
}

async function start() {
  about = await get("/ui/about");
  const before = asked.get("person") ?? sessionStorage.getItem("person");
  person = about.people.find((one) => one.id === before)?.id ?? about.people[0].id;
  room = about.channel.id;
  drawPeople();
  byId("messages").addEventListener("animationend", (event) => event.target.classList.remove("new"));
  const names = [about.app, ...about.people.map((one) => one.name)];
  writing = composer(about.commands, names, send);
  await refresh();
  frameOf();
  new EventSource("/ui/changes").addEventListener("message", refresh);
  byId("composer").disabled = false;
  if (!framed) byId("composer").focus();
}

start().catch(() => toast("Lekplatsen svarar inte. Är den fortfarande i gång?"));
