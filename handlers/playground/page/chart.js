// `data_visualization`: a plain drawing, and the same figures as a table.

import { el, numberOf, svg } from "./dom.js";
import { tableNode } from "./tables.js";

// A narrow screen gets a narrow drawing, so that its letters stay readable.
const WIDTH = window.innerWidth < 520 ? 340 : 560;
const HEIGHT = 240;
const LEFT = 52;
const BOTTOM = 34;
const TOP = 12;

/** A chart block as a figure. The drawing is for the eye; the table says the same to all. */
export function chartNode(block) {
  const { chart, title } = block;
  const pie = chart.type === "pie";
  const series = pie ? [{ name: "Värde", data: chart.segments }] : chart.series;
  const categories = series[0].data.map((point) => point.label);
  const drawing = pie ? drawPie(chart.segments) : drawAxes(chart, series, categories);
  return el("figure", { class: "chart" },
    el("figcaption", {}, title),
    svg("svg", { viewBox: pie ? "0 0 240 200" : `0 0 ${WIDTH} ${HEIGHT}`, class: pie ? "pie" : null, "aria-hidden": "true" }, drawing),
    pie || series.length > 1 ? legend(pie ? chart.segments.map(({ label, value }) => `${label} ${numberOf(value)}`) : series.map((one) => one.name)) : null,
    el("details", {}, el("summary", {}, "Visa siffrorna"), numbers(title, series, categories)),
  );
}

function legend(names) {
  return el("ul", { class: "legend", "aria-hidden": "true" }, names.map((name, index) => el("li", {},
    svg("svg", { viewBox: "0 0 12 12" }, svg("rect", { width: 12, height: 12, rx: 3, class: `fill-${color(index)}` })), name)));
}

const color = (index) => (index % 6) + 1;

function numbers(title, series, categories) {
  const cell = (text) => ({ type: "raw_text", text });
  const rows = categories.map((name, row) => [cell(name), ...series.map((one) => ({ type: "raw_number", value: one.data[row].value }))]);
  const head = [cell(""), ...series.map((one) => cell(one.name))];
  const settings = [{}, ...series.map(() => ({ align: "right" }))];
  return tableNode({ caption: title, rows: [head, ...rows], column_settings: settings }, {});
}

/** A round step so that four or five lines cover the range. */
function scaleOf(values) {
  const low = Math.min(0, ...values);
  const high = Math.max(0, ...values);
  const raw = (high - low || 1) / 4;
  const power = 10 ** Math.floor(Math.log10(raw));
  const step = [1, 2, 2.5, 5, 10].map((factor) => factor * power).find((one) => one >= raw);
  return { low: Math.floor(low / step) * step, high: Math.ceil(high / step) * step || step, step };
}

function drawAxes(chart, series, categories) {
  const { low, high, step } = scaleOf(series.flatMap((one) => one.data.map((point) => point.value)));
  const y = (value) => TOP + (HEIGHT - TOP - BOTTOM) * (1 - (value - low) / (high - low));
  const slot = (WIDTH - LEFT - 8) / categories.length;
  const nodes = [];
  for (let value = low; value <= high + step / 2; value += step) {
    nodes.push(svg("line", { x1: LEFT, x2: WIDTH - 8, y1: y(value), y2: y(value), class: Math.abs(value) < step / 9 ? "axis" : "grid" }));
    nodes.push(svg("text", { x: LEFT - 8, y: y(value) + 4, "text-anchor": "end" }, numberOf(value)));
  }
  const every = Math.ceil(categories.length / 8);
  categories.forEach((name, index) => {
    if (index % every) return;
    const short = name.length > slot / 6 ? name.slice(0, Math.max(3, Math.floor((slot * every) / 7))) : name;
    nodes.push(svg("text", { x: LEFT + slot * (index + 0.5), y: HEIGHT - 12, "text-anchor": "middle" }, short));
  });
  const draw = chart.type === "bar" ? bars : curves;
  return [...nodes, ...draw(series, slot, y, chart.type)];
}

function bars(series, slot, y) {
  const width = Math.min(36, (slot * 0.7) / series.length);
  return series.flatMap((one, place) => one.data.map((point, index) => {
    const x = LEFT + slot * (index + 0.5) + width * (place - series.length / 2);
    const top = Math.min(y(point.value), y(0));
    return svg("rect", { x: x + 1, y: top, width: width - 2, height: Math.abs(y(point.value) - y(0)), rx: 3, class: `fill-${color(place)}` });
  }));
}

function curves(series, slot, y, type) {
  return series.flatMap((one, place) => {
    const points = one.data.map((point, index) => [LEFT + slot * (index + 0.5), y(point.value)]);
    const path = points.map((point) => point.join(",")).join(" ");
    const ground = `${points[0][0]},${y(0)} ${path} ${points.at(-1)[0]},${y(0)}`;
    return [
      type === "area" ? svg("polygon", { points: ground, class: `area fill-${color(place)}` }) : null,
      svg("polyline", { points: path, fill: "none", "stroke-width": 2.5, "stroke-linejoin": "round", class: `line-${color(place)}` }),
      ...points.map(([cx, cy]) => svg("circle", { cx, cy, r: 3.5, class: `fill-${color(place)}` })),
    ];
  });
}

function drawPie(segments) {
  const total = segments.reduce((sum, segment) => sum + segment.value, 0) || 1;
  let turned = 0;
  return segments.map((segment, index) => {
    const share = segment.value / total;
    const ring = 2 * Math.PI * 70;
    // A ring drawn with dashes needs no arcs and keeps a small gap between the parts.
    const node = svg("circle", {
      cx: 120, cy: 100, r: 70, fill: "none", "stroke-width": 40, class: `line-${color(index)}`,
      "stroke-dasharray": `${Math.max(0, share * ring - 1.5)} ${ring}`,
      transform: `rotate(${turned * 360 - 90} 120 100)`,
    });
    turned += share;
    return node;
  });
}
