// Slack's mrkdwn as nodes: bold, italic, strike, code, links, mentions, quotes and lists.

import { dateOf, dayOf, el, shortDateOf, timeOf } from "./dom.js";

const EMOJI = {
  white_check_mark: "✅", heavy_check_mark: "✔️", pushpin: "📌", warning: "⚠️", calendar: "📆", date: "📅",
  bar_chart: "📊", chart_with_upwards_trend: "📈", memo: "📝", bulb: "💡", wave: "👋", tada: "🎉", bell: "🔔",
  mag: "🔍", moneybag: "💰", receipt: "🧾", busts_in_silhouette: "👥", wastebasket: "🗑️", pencil2: "✏️", eyes: "👀",
  information_source: "ℹ️", x: "❌", clock8: "🕗", thumbsup: "👍", "+1": "👍", house: "🏠", email: "📧", phone: "📞",
};

/** An emoji by its name in Slack; the name itself where the playground does not know it. */
export const emojiOf = (name) => EMOJI[name] ?? `:${name}:`;

const TOKENS = new RegExp(
  "<([^<>]+)>" +
    "|`([^`\\n]+)`" +
    "|(?<![\\p{L}\\p{N}*])\\*(?=\\S)([^*\\n]*?\\S)\\*(?![\\p{L}\\p{N}*])" +
    "|(?<![\\p{L}\\p{N}_])_(?=\\S)([^_\\n]*?\\S)_(?![\\p{L}\\p{N}_])" +
    "|(?<![\\p{L}\\p{N}~])~(?=\\S)([^~\\n]*?\\S)~(?![\\p{L}\\p{N}~])" +
    "|:([a-z0-9_+-]+):",
  "gu",
);

/** The three characters that Slack escapes, ampersand last. */
export const unescape = (text) => text.replace(/&lt;/g, "<").replace(/&gt;/g, ">").replace(/&amp;/g, "&");

/** A text object (plain_text or mrkdwn) as one node. */
export function textNode(text, names) {
  const box = el("div", { class: "text" });
  const plain = text.type === "plain_text";
  box.append(...(plain ? lines(text.text, (line) => [emoji(line)]) : formatted(text.text, names)));
  return box;
}

/** mrkdwn as block nodes. */
export function formatted(source, names) {
  const found = [];
  source.split(/```/).forEach((part, index) => {
    if (index % 2) found.push(el("pre", {}, el("code", {}, unescape(part.replace(/^\n/, "")))));
    else if (part.trim()) found.push(...lines(part, (line) => inline(line, names)));
  });
  return found;
}

/** Lines as paragraphs, lists and quotes; a single line break is kept as in Slack. */
function lines(source, read) {
  const groups = [];
  for (const line of source.replace(/^\n|\n$/g, "").split("\n")) {
    const quote = line.match(/^(?:&gt;|>) ?(.*)$/);
    const item = line.match(/^\s*[•◦–-] +(.*)$/);
    const [kind, content] = quote ? ["quote", quote[1]] : item ? ["list", item[1]] : line ? ["text", line] : ["gap", ""];
    const before = groups.at(-1);
    if (before?.kind === kind) before.lines.push(content);
    else groups.push({ kind, lines: [content] });
  }
  return groups.filter((group) => group.kind !== "gap").map((group) => drawn(group, read));
}

function drawn({ kind, lines: content }, read) {
  if (kind === "list") return el("ul", {}, content.map((line) => el("li", {}, read(line))));
  const broken = content.flatMap((line, index) => (index ? [el("br"), ...read(line)] : read(line)));
  return el(kind === "quote" ? "blockquote" : "p", {}, broken);
}

const emoji = (text) => text.replace(/:([a-z0-9_+-]+):/g, (whole, name) => EMOJI[name] ?? whole);

/** The inside of one line. */
export function inline(source, names) {
  const nodes = [];
  let end = 0;
  for (const match of source.matchAll(TOKENS)) {
    nodes.push(unescape(source.slice(end, match.index)));
    const [whole, bracket, code, bold, italic, strike, name] = match;
    if (bracket) nodes.push(reference(bracket, names));
    else if (code) nodes.push(el("code", {}, plainReferences(code)));
    else if (bold) nodes.push(el("strong", {}, inline(bold, names)));
    else if (italic) nodes.push(el("em", {}, inline(italic, names)));
    else if (strike) nodes.push(el("s", {}, inline(strike, names)));
    else nodes.push(EMOJI[name] ?? whole);
    end = match.index + whole.length;
  }
  nodes.push(unescape(source.slice(end)));
  return nodes.filter((node) => node !== "");
}

const plainReferences = (text) => unescape(text.replace(/<[^|<>]*\|([^<>]*)>/g, "$1"));

function reference(source, names) {
  const [target, label] = source.split("|");
  const mark = target[0];
  if (mark === "@") return mention("@" + (names[target.slice(1)] ?? label ?? target.slice(1)));
  if (mark === "#") return mention("#" + (label || names[target.slice(1)] || target.slice(1)));
  if (target.startsWith("!date^")) return date(target, label);
  if (mark === "!") return mention("@" + target.slice(1).split("^")[0]);
  if (!/^(https?:|mailto:|tel:)/.test(target)) return unescape(`<${source}>`);
  const shown = unescape(label ?? target);
  return el("a", { href: unescape(target), target: "_blank", rel: "noreferrer noopener" }, shown);
}

const mention = (text) => el("span", { class: "mention" }, text);

function date(target, fallback) {
  const [, seconds, format] = target.split("^");
  const at = Number(seconds);
  const text = format
    .replace(/\{time(_secs)?\}/g, timeOf(at))
    .replace(/\{date_long(_pretty)?\}/g, dayOf(at))
    .replace(/\{date_short(_pretty)?\}/g, shortDateOf(at))
    .replace(/\{date(_num|_pretty)?\}/g, dateOf(at));
  return el("time", { title: fallback ?? "" }, unescape(text));
}
