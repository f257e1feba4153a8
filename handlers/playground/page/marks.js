// The drawing of a chart: axes, bars, lines, areas and slices. Each mark says what it stands for when pointed at.

import { numberOf, svg } from "./dom.js";

const HEIGHT = 240;
const RIGHT = 8;
const LETTER = 6.6; // the width of a letter of 12 px, about

/** A round step so that four or five lines cover the range. */
function scaleOf(values) {
  const low = Math.min(0, ...values);
  const high = Math.max(0, ...values);
  const raw = (high - low || 1) / 4;
  const power = 10 ** Math.floor(Math.log10(raw));
  const step = [1, 2, 2.5, 5, 10].map((factor) => factor * power).find((one) => one >= raw);
  return { low: Math.floor(low / step) * step, high: Math.ceil(high / step) * step || step, step };
}

/** Bars, lines or areas over categories, with the unit above the scale. */
export function drawAxes(chart, unit) {
  // A narrow screen gets a narrow drawing, so that its letters stay readable.
  const width = window.innerWidth < 520 ? 340 : 560;
  const { series } = chart;
  const categories = series[0].data.map((point) => point.label);
  const { low, high, step } = scaleOf(series.flatMap((one) => one.data.map((point) => point.value)));
  const lines = Array.from({ length: Math.round((high - low) / step) + 1 }, (_, index) => low + index * step);
  const left = Math.max(...lines.map((value) => numberOf(value).length)) * LETTER + 14;
  const slot = (width - left - RIGHT) / categories.length;
  const names = labels(categories, left, slot);
  const [top, bottom] = [unit ? 26 : 12, HEIGHT - 20 - 14 * names.rows];
  const y = (value) => top + (bottom - top) * (1 - (value - low) / (high - low));
  const grid = lines.flatMap((value) => [
    svg("line", { x1: left, x2: width - RIGHT, y1: y(value), y2: y(value), class: Math.abs(value) < step / 9 ? "axis" : "grid" }),
    svg("text", { x: left - 8, y: y(value) + 4, "text-anchor": "end" }, numberOf(value)),
  ]);
  const place = { left, slot, y, said: (one, point) => tip(one.name, point, unit) };
  const marks = (chart.type === "bar" ? bars : curves)(series, place, chart.type);
  return { width, height: HEIGHT, nodes: [unit ? svg("text", { x: left - 8, y: 12, "text-anchor": "end" }, unit) : null, grid, names.nodes, marks] };
}

const tip = (name, { label, value }, unit) => svg("title", {}, `${label}${name ? `, ${name}` : ""}: ${numberOf(value)}${unit ? ` ${unit}` : ""}`);

/** The categories' names below, on two lines where need be; where they stand too close only every second or third. */
function labels(categories, left, slot) {
  const least = Math.min(7, Math.max(...categories.map((name) => name.length)));
  const every = Math.ceil(((least + 1) * LETTER) / slot);
  const room = Math.max(3, Math.floor((slot * every) / LETTER) - 1);
  const wrapped = categories.map((name, index) => (index % every ? [] : wrap(name, room)));
  const rows = Math.max(...wrapped.map((lines) => lines.length));
  const nodes = wrapped.flatMap((lines, index) => lines.map((line, row) => svg("text",
    { x: left + slot * (index + 0.5), y: HEIGHT - 8 - 14 * (rows - 1 - row), "text-anchor": "middle" }, line)));
  return { rows, nodes };
}

/** At most two lines of so many letters, what is left out marked with '…'. */
function wrap(name, room) {
  const cut = (text) => (text.length > room ? `${text.slice(0, room - 1)}…` : text);
  if (name.length <= room) return [name];
  const space = name.lastIndexOf(" ", room);
  return space > 0 ? [name.slice(0, space), cut(name.slice(space + 1))] : [cut(name)];
}

function bars(series, { left, slot, y, said }) {
  const width = Math.min(36, (slot * 0.76) / series.length);
  const gap = Math.min(2, width / 4);
  return series.flatMap((one, place) => one.data.map((point, index) => {
    const [end, zero] = [y(point.value), y(0)];
    const height = point.value ? Math.max(2, Math.abs(end - zero)) : 0; // what is little is seen all the same
    return svg("rect", {
      x: left + slot * (index + 0.5) + width * (place - series.length / 2) + gap / 2, y: end < zero ? zero - height : zero,
      width: width - gap, height, rx: Math.min(3, width / 4), class: `fill-${place + 1}`,
    }, said(one, point));
  }));
}

function curves(series, { left, slot, y, said }, type) {
  return series.flatMap((one, place) => {
    const points = one.data.map((point, index) => [left + slot * (index + 0.5), y(point.value)]);
    const path = points.map((point) => point.join(",")).join(" ");
    const ground = `${points[0][0]},${y(0)} ${path} ${points.at(-1)[0]},${y(0)}`;
    return [
      type === "area" ? svg("polygon", { points: ground, class: `area fill-${place + 1}` }) : null,
      svg("polyline", { points: path, fill: "none", "stroke-width": 2.5, "stroke-linejoin": "round", class: `line-${place + 1}` }),
      ...points.map(([cx, cy], index) => svg("circle", { cx, cy, r: 4, class: `fill-${place + 1}` }, said(one, one.data[index]))),
    ];
  }).filter(Boolean);
}

/** A ring drawn with dashes: it needs no arcs and keeps a small gap between the parts. */
export function drawPie(segments) {
  const total = segments.reduce((sum, segment) => sum + segment.value, 0) || 1;
  const ring = 2 * Math.PI * 70;
  let turned = 0;
  const nodes = segments.map((segment, index) => {
    const share = segment.value / total;
    const node = svg("circle", {
      cx: 90, cy: 92, r: 70, fill: "none", "stroke-width": 40, class: `line-${index + 1}`,
      "stroke-dasharray": `${Math.max(1, share * ring - 1.5)} ${ring}`,
      transform: `rotate(${turned * 360 - 90} 90 92)`,
    }, svg("title", {}, `${segment.label}: ${numberOf(segment.value)} (${numberOf(Math.round(share * 100))} %)`));
    turned += share;
    return node;
  });
  return { width: 240, height: 184, nodes };
}
