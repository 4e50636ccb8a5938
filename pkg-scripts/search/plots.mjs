// The figures as plots that the README shows: a row an engine, a column a set or size, Goodword in colour. Readable on light and dark pages.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { VARIANTS } from "./data.mjs";
import { LABELS } from "./engines.mjs";

const LEFT = 154, TOP = 66, ROW = 22, COLUMN = 168, GAP = 40, BOTTOM = 50;
const STYLE = `
  .page { fill: #ffffff } text { font: 12px system-ui, sans-serif; fill: #57606a } .title { font-size: 15px; font-weight: 600; fill: #1f2328 }
  .grid { stroke: #d8dee4 } .other { stroke: #6e7781; fill: #6e7781 } .own { stroke: #0969da; fill: #0969da } text.own { stroke: none; font-weight: 600 }
  text.other { stroke: none; fill: #57606a } .ring { fill: #ffffff; stroke-width: 2 } .range { stroke-width: 2 } .small { font-size: 10.5px } .end { text-anchor: end } .middle { text-anchor: middle }
  @media (prefers-color-scheme: dark) {
    .page { fill: #0d1117 } text { fill: #9198a1 } .title { fill: #f0f6fc } .grid { stroke: #30363d } .other { stroke: #8b949e; fill: #8b949e }
    .own { stroke: #58a6ff; fill: #58a6ff } text.other { fill: #9198a1 } .ring { fill: #0d1117 }
  }`;

const escaped = (text) => String(text).replace(/[&<>"]/g, (letter) => `&#${letter.charCodeAt(0)};`);

/** Round values of a scale between its ends: tenths, or powers of ten. */
function ticks({ least, most, isLog }) {
  if (!isLog) return Array.from({ length: 6 }, (_, at) => least + (most - least) * at / 5);
  const from = Math.ceil(Math.log10(least) - 1e-9), to = Math.floor(Math.log10(most) + 1e-9), step = Math.ceil((to - from + 1) / 5);
  return Array.from({ length: Math.floor((to - from) / step) + 1 }, (_, at) => 10 ** (from + at * step));
}

const SHAPES = {
  dot: (x, y, kind) => `<circle class="${kind}" cx="${x}" cy="${y}" r="4.5"/>`,
  ring: (x, y, kind) => `<circle class="${kind} ring" cx="${x}" cy="${y}" r="4"/>`,
  square: (x, y, kind) => `<rect class="${kind}" x="${x - 3.5}" y="${y - 3.5}" width="7" height="7"/>`,
  bar: (x, y, kind) => `<path class="${kind} range" d="M${x} ${y - 5}v10"/>`,
};

/**
 * `columns` are `{ title, rows: { engine: [value of each series] } }`; `series` are `{ name, shape }`; `scale` is `{ least, most, isLog, word }`. With
 * `isRange` a line joins the values of a row.
 */
function plot({ title, note, columns, series, scale, isRange }) {
  const engines = Object.keys(LABELS).filter((engine) => columns.some(({ rows }) => rows[engine]));
  // A single column is narrower than the title and the legend.
  const width = Math.max(620, LEFT + columns.length * (COLUMN + GAP)), height = TOP + engines.length * ROW + BOTTOM;
  const place = (value) => {
    const at = scale.isLog ? (Math.log10(value) - Math.log10(scale.least)) / (Math.log10(scale.most) - Math.log10(scale.least)) : (value - scale.least) / (scale.most - scale.least);
    return Math.round(Math.min(1, Math.max(0, at)) * COLUMN * 10) / 10;
  };
  const kind = (engine) => engine.startsWith("goodword") ? "own" : "other";
  const parts = [`<text class="title" x="12" y="22">${escaped(title)}</text>`];
  series.forEach(({ name, shape }, at) => {
    const x = 20 + at * 150;
    parts.push(SHAPES[shape](x, 39, "other"), `<text x="${x + 10}" y="43">${escaped(name)}</text>`);
  });
  engines.forEach((engine, row) => parts.push(`<text class="${kind(engine)} end" x="${LEFT - 12}" y="${TOP + row * ROW + 15}">${escaped(LABELS[engine])}</text>`));
  columns.forEach(({ title: name, rows }, column) => {
    const left = LEFT + column * (COLUMN + GAP), bottom = TOP + engines.length * ROW;
    parts.push(`<g transform="translate(${left} 0)"><text class="middle" x="${COLUMN / 2}" y="${TOP - 6}">${escaped(name)}</text>`);
    for (const tick of ticks(scale)) {
      const x = place(tick);
      parts.push(`<path class="grid" d="M${x} ${TOP}V${bottom}"/><text class="small middle" x="${x}" y="${bottom + 14}">${escaped(scale.word(tick))}</text>`);
    }
    engines.forEach((engine, row) => {
      const y = TOP + row * ROW + 11, values = rows[engine] ?? [];
      const there = values.filter((value) => value !== undefined).map(place);
      if (!there.length) return void parts.push(`<text class="small" x="4" y="${y + 4}">no figure</text>`);
      if (isRange) parts.push(`<path class="${kind(engine)} range" d="M${Math.min(...there)} ${y}H${Math.max(...there)}"/>`);
      values.forEach((value, at) => value !== undefined && parts.push(SHAPES[series[at].shape](place(value), y, kind(engine))));
    });
    parts.push("</g>");
  });
  parts.push(`<text class="small" x="12" y="${height - 12}">${escaped(note)}</text>`);
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="${escaped(title)}">
<style>${STYLE}</style><rect class="page" width="${width}" height="${height}"/>
${parts.join("\n")}
</svg>
`;
}

/** The ends of a logarithmic scale around all values. */
function around(columns, word) {
  const values = columns.flatMap(({ rows }) => Object.values(rows).flat()).filter((value) => value > 0);
  return { least: 10 ** Math.floor(Math.log10(Math.min(...values))), most: 10 ** Math.ceil(Math.log10(Math.max(...values))), isLog: true, word };
}

/** A power of ten, as short as it goes. */
const number = (value) => value < 1 ? value.toPrecision(1) : value.toLocaleString("en");

const weightOf = (value) => value < 1e6 ? `${value / 1e3} kB` : `${value / 1e6} MB`;

const bySize = (sizes, values) => Object.values(sizes).map(({ topics, engines }) => ({
  title: `${topics.toLocaleString("en")} topics`,
  rows: Object.fromEntries(Object.entries(engines).map(([engine, of]) => [engine, values(of)])),
}));

/** Writes the plots into a folder; what was not measured has none. */
export function plots({ date, machine, sizes, relevance }, folder) {
  mkdirSync(folder, { recursive: true });
  const note = `${date.slice(0, 10)}, ${machine.cpu}, ${machine.cores} cores, Chromium ${machine.chromium}`;
  const write = (name, made) => writeFileSync(join(folder, `search-${name}.svg`), plot({ note, ...made }));
  if (Object.keys(relevance).length) {
    write("relevance", {
      title: "NDCG@10: how good are the first ten answers; further right is better",
      columns: Object.entries(relevance).map(([title, { engines }]) => ({
        title, rows: Object.fromEntries(Object.entries(engines).map(([engine, of]) => [engine, VARIANTS.map((variant) => of[variant].ndcg)])),
      })),
      series: [{ name: "as people wrote", shape: "dot" }, { name: "with typos", shape: "ring" }, { name: "last word unfinished", shape: "square" }],
      scale: { least: 0, most: 1, word: (value) => value.toFixed(1) },
    });
  }
  if (!Object.keys(sizes).length) return;
  const asked = ({ build, open }) => open?.typed ? open : build;
  const typed = bySize(sizes, (of) => { const it = asked(of)?.typed; return it ? [it.p50, it.p95, it.p99] : []; });
  write("keystroke", {
    title: "A keystroke's search, in milliseconds; further left is better", columns: typed, isRange: true,
    series: [{ name: "median", shape: "dot" }, { name: "95 %", shape: "bar" }, { name: "99 %", shape: "ring" }], scale: around(typed, number),
  });
  const ready = bySize(sizes, ({ build, open }) => [build?.ready?.median, open?.ready?.median]);
  write("ready", {
    title: "Until the index is ready, in milliseconds; further left is better", columns: ready,
    series: [{ name: "built from JSON", shape: "dot" }, { name: "opened as it was stored", shape: "ring" }], scale: around(ready, number),
  });
  const weight = bySize(sizes, ({ index, fetched, fetchedLive }) => [index?.brotli, fetched, fetchedLive]);
  write("bytes", {
    title: "Bytes under brotli; further left is better", columns: weight,
    series: [{ name: "the stored index", shape: "dot" }, { name: "code and index", shape: "ring" }, { name: "code and texts", shape: "square" }], scale: around(weight, weightOf),
  });
}
