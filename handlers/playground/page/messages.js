// What has been said in a conversation, threads under what they answer.

import { blocksNode } from "./blocks.js";
import { exampleNodes } from "./composer.js";
import { announce, byId, dayOf, el, svg, timeOf } from "./dom.js";
import { fileNodes } from "./files.js";
import { menuNode } from "./menu.js";
import { emojiOf, formatted } from "./mrkdwn.js";

const LAST = 3; // so many answers of a long thread are shown without asking
const drawn = new Map();
const unfolded = new Set();

/**
 * Draws the messages of a conversation. `here` has what stands in it (messages, echoes of commands), who looks
 * (person, about, dm), whether it has just been entered (first), what one can do (acts) and how to draw anew (again).
 */
export function drawMessages(here) {
  const list = byId("messages");
  const scroll = byId("scroll");
  const atEnd = here.first || scroll.scrollHeight - scroll.scrollTop - scroll.clientHeight < 120;
  const focused = list.contains(document.activeElement) ? document.activeElement.dataset.key : null;
  const { roots, replies } = threads(here.messages);
  const items = [];
  let day = null;
  const line = timeline(roots, here.echoes);
  line.forEach((item, index) => {
    const next = line.slice(index).find((one) => one.ts);
    if (next && dayOf(Number(next.ts)) !== day) {
      day = dayOf(Number(next.ts));
      items.push(kept(`day ${day}`, "", () => el("li", { class: "day" }, day)));
    }
    items.push(item.echo ? kept(`echo ${item.echo.number}`, "", () => echoNode(item.echo)) : rootNode(item, replies.get(item.ts), here));
  });
  const empty = !items.length;
  byId("examples").hidden = empty;
  const alone = here.room === here.dm;
  if (empty) items.push(kept(`empty ${alone}`, "", () => (alone ? emptyDmNode(here.about) : emptyNode(here.about))));
  place(list, items);
  if (focused && !list.contains(document.activeElement)) list.querySelector(`[data-key="${CSS.escape(focused)}"]`)?.focus();
  if (atEnd) showEnd();
}

/** Goes to the end of the conversation, or to the beginning of a last message that is longer than the window. */
export function showEnd() {
  const [scroll, last] = [byId("scroll"), byId("messages").lastElementChild];
  scroll.scrollTop = scroll.scrollHeight;
  if (last && last.offsetHeight > scroll.clientHeight) last.scrollIntoView({ block: "start" });
}

/** Shows the newest answer of a thread, wherever in the conversation it stands. */
export function showThread(ts) {
  byId("messages").querySelector(`[data-thread="${CSS.escape(ts)}"] li.message:last-of-type`)?.scrollIntoView({ block: "nearest" });
}

/** Messages that stand by themselves, and the answers by the message that they answer. */
function threads(messages) {
  const known = new Set(messages.map((message) => message.ts));
  const isReply = (message) => message.thread_ts && message.thread_ts !== message.ts && known.has(message.thread_ts);
  const replies = new Map();
  for (const message of messages.filter(isReply)) replies.set(message.thread_ts, [...(replies.get(message.thread_ts) ?? []), message]);
  return { roots: messages.filter((message) => !isReply(message)), replies };
}

/** Messages in order, with what one has typed as commands in between. */
function timeline(messages, echoes) {
  const items = [...messages];
  for (const echo of echoes) {
    const place = items.findIndex((item) => item.ts && item.ts > echo.after);
    items.splice(place < 0 ? items.length : place, 0, { echo });
  }
  return items;
}

/** Puts nodes in order, leaving alone those that stand right: moving a node takes its focus. */
function place(list, nodes) {
  const wanted = new Set(nodes);
  for (const node of [...list.children]) if (!wanted.has(node)) node.remove();
  nodes.forEach((node, index) => { if (list.children[index] !== node) list.insertBefore(node, list.children[index] ?? null); });
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

/** A message that stands by itself, and its thread. An answer in the thread does not draw the message anew. */
function rootNode(message, replies, here) {
  const { reply_count, reply_users, reply_users_count, latest_reply, ...own } = message;
  const node = kept(`${here.person} ${message.ts}`, JSON.stringify(own), () => messageNode(message, here));
  const old = node.querySelector(":scope > .thread");
  const thread = replies ? threadNode(message, replies, here) : null;
  if (old !== thread) old?.remove();
  if (thread && thread.parentNode !== node) node.append(thread);
  return node;
}

function threadNode(root, replies, here) {
  const box = kept(`thread ${here.person} ${root.ts}`, "", () => el("div", { class: "thread", "data-thread": root.ts, role: "group" }));
  const count = replies.length === 1 ? "1 svar" : `${replies.length} svar`;
  box.setAttribute("aria-label", `Tråd, ${count}`);
  const hidden = unfolded.has(root.ts) || replies.length <= LAST + 1 ? 0 : replies.length - LAST;
  const unfold = () => { unfolded.add(root.ts); here.again(); box.querySelector("button")?.focus(); };
  const more = kept(`more ${here.person} ${root.ts}`, `${hidden}`, () => el("button", { type: "button", class: "quiet-button", onclick: unfold },
    `Visa ${hidden} tidigare svar`));
  const list = kept(`replies ${here.person} ${root.ts}`, "", () => el("ol", {}));
  place(list, replies.slice(hidden).map((reply) => kept(`${here.person} ${reply.ts}`, JSON.stringify(reply), () => messageNode(reply, here))));
  const foot = kept(`foot ${here.person} ${root.ts}`, "", () => el("button", {
    type: "button", class: "quiet-button", "data-key": `answer/${root.ts}`, onclick: () => here.acts.reply(root, nameOf(root, here)),
  }, "Svara i tråden"));
  place(box, [hidden ? more : null, list, root.private ? null : foot].filter(Boolean));
  return box;
}

function emptyNode(about) {
  return el("li", { class: "empty" },
    el("h3", {}, "Välkommen hit"),
    el("p", {}, "Välj vem du vill vara. Klicka sedan på ett exempel, eller skriv / i fältet längst ner."),
    about.commands.filter((command) => command.examples.length).map((command) => el("div", { class: "try" },
      el("h4", {}, command.description), el("div", { class: "examples" }, exampleNodes(command.examples)))));
}

function emptyDmNode(about) {
  return el("li", { class: "empty" },
    el("h3", {}, "Skriv som till en kollega"),
    el("p", {}, `Här behövs inga kommandon. Bara du och ${about.app} ser det som står här.`),
    el("div", { class: "try" }, el("div", { class: "examples" }, exampleNodes(about.spoken))));
}

const echoNode = (echo) => el("li", { class: "echo new" }, "Du skrev ", el("code", {}, echo.text));

const nameOf = (message, { about }) => about.names[message.user] ?? "Lekplatsen";

function messageNode(message, here) {
  const { about, first, person, acts } = here;
  const app = Boolean(message.bot_id);
  const name = nameOf(message, here);
  const press = (block, element, value, button) => acts.use({ ts: message.ts }, block, element, value, button);
  const content = message.blocks?.length ? blocksNode(message.blocks, { names: about.names, press })
    : message.text ? el("div", { class: "text" }, formatted(message.text, about.names)) : null;
  const boxed = message.private || message.blocks?.length || app;
  const kind = ["message", first ? "" : "new", message.private ? "private" : "", message.failure ? "failure" : ""].join(" ");
  if (!first && message.user !== person) tell(message, name, here);
  return el("li", { class: kind },
    avatarNode(name, app || message.failure),
    el("div", { class: "by" }, el("b", {}, name), app ? el("span", { class: "tag" }, "app") : null,
      el("time", {}, timeOf(Number(message.ts))), message.edited ? el("span", { class: "edited" }, "ändrat") : null,
      message.private ? onlyYou() : menuOf(message, name, here)),
    el("div", { class: boxed ? "said card" : "said" }, content, fileNodes(message.files, person), reactionsNode(message.reactions)));
}

/** What one can do with a message that all see. */
function menuOf(message, name, { about, acts }) {
  const answer = ["Svara i tråd", () => acts.reply(message, name)];
  const offered = about.shortcuts.map(({ id, name: text }) => [text, (button) => acts.shortcut(message, id, button)]);
  return menuNode(`Fler val för meddelandet från ${name}`, [answer, ...offered], { class: "more", "data-key": `menu/${message.ts}` });
}

const reactionsNode = (reactions) => (reactions?.length ? el("ul", { class: "reactions", "aria-label": "Reaktioner" },
  reactions.map(({ name, count }) => el("li", {}, emojiOf(name), ` ${count}`))) : null);

function tell(message, name, { about, quiet, dm }) {
  if (quiet && !message.private && message.channel !== dm) return;
  const text = el("div", {}, formatted(message.text, about.names)).textContent;
  const files = (message.files ?? []).map((file) => `fil ${file.title ?? ""}`).join(", ");
  announce(`${name}${message.private ? ", bara till dig" : ""}: ${[text, files].filter(Boolean).join(", ")}`);
}

const onlyYou = () => el("span", { class: "only" },
  svg("svg", { viewBox: "0 0 24 24", fill: "none", stroke: "currentColor", "stroke-width": 1.8, "aria-hidden": "true" },
    svg("path", { d: "M2.500 12S6 5.500 12 5.500 21.500 12 21.500 12 18 18.500 12 18.500 2.500 12 2.500 12z" }), svg("circle", { cx: 12, cy: 12, r: 3 })),
  "Bara du ser det här");

/** A face: the app's mark, or somebody's initials. */
export function avatarNode(name, app) {
  if (app) return el("span", { class: "avatar app", "aria-hidden": "true" }, el("img", { src: "/page/mark.svg", alt: "" }));
  const initials = name.split(/\s+/).map((part) => part[0]).slice(0, 2).join("");
  return el("span", { class: "avatar", "aria-hidden": "true" }, initials);
}
