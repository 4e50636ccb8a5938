// The tables as they are printed and as the README holds them.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { count } from "../bench-figures.mjs";
import { VARIANTS, root } from "./data.mjs";
import { LABELS } from "./engines.mjs";
import { gaps, targets } from "./targets.mjs";

export const ms = (value) => value === undefined ? "–" : value < 0.1 ? value.toFixed(3) : value < 10 ? value.toFixed(2) : value < 100 ? value.toFixed(0) : count(Math.round(value));
export const bytes = (value) => value === undefined ? "–" : value < 1e6 ? `${(value / 1e3).toFixed(value < 1e5 ? 1 : 0)} kB` : `${(value / 1e6).toFixed(1)} MB`;
export const share = (value) => value.toFixed(3).replace(/^0/, "");
const signed = (value) => `${value < 0 ? "−" : "+"}${Math.abs(value).toFixed(3).replace(/^0/, "")}`;
const times = (value, own) => value === undefined || !own ? "" : `${(value / own).toFixed(value / own < 10 ? 1 : 0)}×`;

/** Lines of cells, each column as wide as its widest; the first leans left, the others right. */
function columns(rows) {
  const widths = rows[0].map((_, at) => Math.max(...rows.map((row) => (row[at] ?? "").length)));
  return rows.map((row) => row.map((cell, at) => at ? (cell ?? "").padStart(widths[at]) : (cell ?? "").padEnd(widths[at])).join("  ").trimEnd());
}

/** The rows of a size. Ratios are to Goodword as it is built in the page, and of what is opened to its prebuilt index. */
function speed(size) {
  const own = size.engines.goodword, prebuilt = size.engines["goodword-prebuilt"];
  const best = own?.build;
  const rows = [["", "build, ms", "", "open, ms", "", "typed p50", "", "p95", "p99", "whole p50", "p95", "p99", "memory", ""]];
  const notes = [];
  for (const [engine, of] of Object.entries(size.engines)) {
    const { build, open } = of;
    const asked = open?.typed ? open : build;
    const failed = [build?.failed && `built: ${build.failed}`, open?.failed && `opened: ${open.failed}`, build?.saveFailed && `stored: ${build.saveFailed}`].filter(Boolean);
    if (failed.length) notes.push(`  ${LABELS[engine]}, ${failed.join("; ")}`);
    for (const [part, words] of [["typed", "typed"], ["whole", "whole"]]) {
      if (asked?.[part] && !asked[part].isWhole) notes.push(`  ${LABELS[engine]}, ${words}: had time for ${count(asked[part].n)} in all rounds`);
    }
    const range = (spread) => spread && `${ms(spread.median)} (${ms(spread.least)}–${ms(spread.most)})`;
    rows.push([
      LABELS[engine], range(build?.ready), times(build?.ready?.median, own?.build?.ready?.median), range(open?.ready), times(open?.ready?.median, prebuilt?.open?.ready?.median),
      ms(asked?.typed?.p50), times(asked?.typed?.p50, best?.typed?.p50), ms(asked?.typed?.p95), ms(asked?.typed?.p99), ms(asked?.whole?.p50), ms(asked?.whole?.p95), ms(asked?.whole?.p99),
      engine === "pagefind" || asked?.memory === undefined ? "–" : bytes(asked.memory), engine === "pagefind" ? "" : times(asked?.memory, best?.memory),
    ]);
  }
  return [...columns(rows), ...notes];
}

/** What weighs what at a size. */
function weight(size) {
  const own = size.engines["goodword-prebuilt"];
  const rows = [["", "index raw", "gzip 9", "brotli 11", "a topic", "", "to the first result", "with the texts", ""]];
  for (const [engine, { index, fetched, fetchedLive }] of Object.entries(size.engines)) {
    const rough = index?.quality === 9 ? "~" : "";
    rows.push([
      LABELS[engine], bytes(index?.raw), bytes(index?.gzip), rough + bytes(index?.brotli), index ? `${Math.round(index.brotli / size.topics)} B` : "–", times(index?.brotli, own?.index?.brotli),
      rough + bytes(fetched), bytes(fetchedLive), times(fetched, own?.fetched),
    ]);
  }
  return columns(rows);
}

/** What one variant of a set's queries gave. */
function relevance(found, variant) {
  const rows = [[`  ${variant}`, "NDCG@10", "MRR@10", "Recall@10", "nothing", "Goodword's NDCG is ahead by", ""]];
  const cells = (name, { ndcg, mrr, recall, zero, advantage, n }, whole) => [
    `  ${name}`, share(ndcg), share(mrr), share(recall), `${(zero * 100).toFixed(1)} %`,
    advantage ? `${signed(advantage.difference)} (${signed(advantage.low)} to ${signed(advantage.high)})` : "", n < whole ? `${n} queries` : "",
  ];
  for (const [engine, of] of Object.entries(found.engines)) {
    rows.push(cells(LABELS[engine], of[variant], found.queries));
    if (engine === "goodword") for (const [which, half] of Object.entries(found.halves)) rows.push(cells(`  ${which}`, half[variant], Infinity));
  }
  return columns(rows);
}

/** All tables as one text. */
export function print({ date, machine, sizes, relevance: judged, playground }) {
  const lines = [`${date}  ${machine.cpu}, ${machine.cores} cores, Chromium ${machine.chromium}, load ${machine.load.toFixed(1)} to ${machine.loadAfter.toFixed(1)}`];
  for (const [name, found] of Object.entries(judged)) {
    lines.push("", `${name}: ${count(found.topics)} topics, ${count(found.queries)} queries`, ...VARIANTS.flatMap((variant) => relevance(found, variant)));
  }
  for (const size of Object.values(sizes)) {
    lines.push("", `${count(size.topics)} topics: milliseconds in the page, medians of ${size.rounds} rounds (least–most); × is against Goodword`, ...speed(size));
    if (size.pagefindIndexMs) lines.push(`  Pagefind's index was made beforehand by its own command, in ${ms(size.pagefindIndexMs)} ms`);
    lines.push("", `${count(size.topics)} topics: what weighs what; the texts are ${size.json.quality === 9 ? "~" : ""}${bytes(size.json.brotli)} by brotli`, ...weight(size));
  }
  const { engine, bare } = playground;
  lines.push("", "The engine's share of the Wasm, brotli 11", `  with it ${bytes(engine.brotli)}, the same without it ${bytes(bare.brotli)}, so it is ${bytes(engine.brotli - bare.brotli)}`);
  const reached = targets({ sizes, judged, playground }), missing = gaps(reached);
  lines.push("", "Targets", ...columns(reached));
  if (missing.length) lines.push("", "What stands in the way of those that are missed", ...missing);
  return lines.join("\n");
}

/** Puts the text between the README's markers. */
export function fill(text) {
  const file = join(root, "README.md");
  const filled = readFileSync(file, "utf8").replace(/(<!-- bench-search -->)[\s\S]*?(<!-- \/bench-search -->)/, (_, before, after) => `${before}\n\`\`\`\n${text}\n\`\`\`\n${after}`);
  writeFileSync(file, filled);
}
