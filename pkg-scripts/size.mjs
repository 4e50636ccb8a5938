// Measures the files in dist/ that a page loads, at the compressors' highest levels, and holds them to the budget.
import { readdirSync, readFileSync } from "node:fs";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

const sizes = (bytes) => [
  bytes.length,
  gzipSync(bytes, { level: 9 }).length,
  brotliCompressSync(bytes, {
    params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length },
  }).length,
];
const named = (pattern, folder = "dist") => {
  const found = readdirSync(folder).filter((name) => pattern.test(name));
  if (found.length !== 1) throw new Error(`${folder}/ should hold one file like ${pattern}; it holds ${found.length}`);
  return sizes(readFileSync(`${folder}/${found[0]}`));
};

const rows = new Map([
  ["loader", named(/^goodword\.js$/)],
  ["classic loader", named(/^goodword\.classic\.js$/)],
  ["glue", named(/^goodword-[0-9a-f]{12}\.js$/)],
  ["wasm", named(/^goodword-[0-9a-f]{12}\.wasm$/)],
  ["text glue", named(/^goodword-text-[0-9a-f]{12}\.js$/)],
  ["text wasm", named(/^goodword-text-[0-9a-f]{12}\.wasm$/)],
  ["dialect glue", named(/^goodword-dialect-[0-9a-f]{12}\.js$/)],
  ["dialect wasm", named(/^goodword-dialect-[0-9a-f]{12}\.wasm$/)],
  ["glue with checks", named(/^goodword-dialects-[0-9a-f]{12}\.js$/)],
  ["wasm with checks", named(/^goodword-dialects-[0-9a-f]{12}\.wasm$/)],
]);
rows.set("desk and search, when first used", named(/^goodword-desk-[0-9a-f]{12}\.wasm$/));
const sum = (...names) => [0, 1, 2].map((column) => names.reduce((sum, name) => sum + rows.get(name)[column], 0));
rows.set("first opening", sum("loader", "glue", "wasm"));
rows.set("rich text, when first used", sum("text glue", "text wasm"));
rows.set("a shipped dialect, where set", sum("dialect glue", "dialect wasm"));
rows.set("a site's own, on a developer's machine", sum("glue with checks", "wasm with checks"));
// All of the dialects' Wasm but what any Wasm with JSON weighs. What finds mistakes is no visitor's to fetch, and not in it.
const floor = sizes(readFileSync(`${process.env.CARGO_TARGET_DIR ?? "target"}/dist/floor.wasm`));
rows.set("the dialect engine alone", rows.get("dialect wasm").map((size, column) => size - floor[column]));
// No panel loads them.
rows.set("the ranking page's wasm", named(/^goodword-ranking-[0-9a-f]{12}\.wasm$/, "dist/playground"));
rows.set("the mapping page's wasm", named(/^goodword-mapping-[0-9a-f]{12}\.wasm$/, "dist/mapping"));

const budget = new Map(
  readFileSync("pkg-scripts/size-budget.tsv", "utf8").trim().split("\n").slice(1)
    .map((line) => line.split("\t"))
    .map(([name, most]) => [name, Number(most)]),
);
for (const name of budget.keys()) if (!rows.has(name)) throw new Error(`the budget names "${name}", which is not measured`);

const number = (value) => value.toLocaleString("en");
const line = (...cells) => console.log(cells.map((cell, at) => at ? cell.padStart(10) : cell.padEnd(34)).join(" "));
line("file", "raw", "gzip 9", "brotli 11", "budget");
let over = false;
for (const [name, row] of rows) {
  const most = budget.get(name);
  const above = row[2] > (most ?? Infinity);
  over ||= above;
  line(name, ...row.map(number), most === undefined ? "" : number(most), above ? "  too big" : "");
}
if (over) {
  console.error("Above the budget of pkg-scripts/size-budget.tsv.");
  process.exit(1);
}
