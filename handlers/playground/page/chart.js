// `data_visualization`: a plain drawing, and the same figures as a table.

import { el, freshId, numberOf, svg } from "./dom.js";
import { drawAxes, drawPie } from "./marks.js";
import { tableNode } from "./tables.js";

const KINDS = { bar: "Stapeldiagram", line: "Linjediagram", area: "Ytdiagram", pie: "Cirkeldiagram" };

/** A chart block as a figure. The drawing says by itself what it shows; the table has every figure for all. */
export function chartNode(block) {
  const { chart, title } = block;
  const pie = chart.type === "pie";
  const series = pie ? [{ name: "Värde", data: chart.segments }] : chart.series;
  const unit = chart.axis_config?.y_label ?? "";
  const { width, height, nodes } = pie ? drawPie(chart.segments) : drawAxes(chart, unit);
  const [named, told] = [freshId("chart"), freshId("chart")];
  return el("figure", { class: "chart" },
    el("figcaption", {}, title),
    svg("svg", { viewBox: `0 0 ${width} ${height}`, class: pie ? "pie" : null, role: "img", "aria-labelledby": named, "aria-describedby": told },
      svg("title", { id: named }, `${KINDS[chart.type]}: ${title}`),
      svg("desc", { id: told }, summary(series, pie)),
      nodes),
    pie || series.length > 1 ? legend(pie ? chart.segments.map(({ label, value }) => `${label} ${numberOf(value)}`) : series.map((one) => one.name)) : null,
    el("details", {}, el("summary", {}, "Visa siffrorna"), numbers(title, series, unit)),
  );
}

/** What there is to see, in a sentence or two. */
function summary(series, pie) {
  const labels = series[0].data.map((point) => point.label);
  const range = labels.length > 1 ? `${labels.length} värden, från ${labels[0]} till ${labels.at(-1)}` : `Ett värde, ${labels[0]}`;
  const names = pie || series.length < 2 ? "" : ` Serier: ${series.map((one) => one.name).join(", ")}.`;
  return `${range}.${names} Siffrorna finns i tabellen under ”Visa siffrorna”.`;
}

// The drawing tells a listener what it shows; the colours' names are in the table's heading.
function legend(names) {
  return el("ul", { class: "legend", "aria-hidden": "true" }, names.map((name, index) => el("li", {},
    svg("svg", { viewBox: "0 0 12 12" }, svg("rect", { width: 12, height: 12, rx: 3, class: `fill-${index + 1}` })), name)));
}

function numbers(title, series, unit) {
  const cell = (text) => ({ type: "raw_text", text });
  const rows = series[0].data.map(({ label }, row) => [cell(label), ...series.map((one) => ({ type: "raw_number", value: one.data[row].value }))]);
  const head = [cell(unit && `(${unit})`), ...series.map((one) => cell(one.name))];
  const settings = [{}, ...series.map(() => ({ align: "right" }))];
  return tableNode({ caption: title, rows: [head, ...rows], column_settings: settings }, {});
}
