// What the search has to reach, and how far it is from it.
import { VARIANTS } from "./data.mjs";

/** NDCG@10 by set: clean, typo, prefix. */
const NDCG = { stackfaq: [0.87, 0.8, 0.85], banking77: [0.71, 0.6, 0.67], medquad: [0.58, 0.4, 0.5] };
const ZERO = 0.01;
/** Milliseconds of a keystroke by topics: median, 99th percentile. */
const TYPED = { 16373: [0.5, 5], 100000: [2, 15] };
const OPEN = { 1000: 5, 100000: 100 };
const ENGINE_BYTES = 25_000;

/** What stands in the way where a target is missed, by what its row is about. */
const WHY = [
  [/keystroke p50 of FlexSearch's/, "FlexSearch stores every beginning of every word and looks one up, in four times the memory; Goodword gathers the topics of all words that begin so, and ranks them. Both are far below a frame."],
  [/keystroke p99 of FlexSearch's/, "the first letters of a query have the longest lists, and a browser compiles Wasm when it is first run."],
  [/index, brotli/, "half of it is which topics hold a word, and a quarter how often and in which fields: both are near their entropy. MiniSearch's is four times as large before it is compressed, and compresses well."],
  [/prebuilt index to ready/, "the browser compiles Wasm when it is first run; a second opening in the same page takes a millisecond."],
  [/build from JSON/, "as with the opening: of the first hundred milliseconds most are the browser's, which compiles. From 10,000 topics on the target is reached or near."],
  [/engine's share/, "two typos a word, stems and compounds, six scripts, excerpts with marks, and both kinds of index, live and stored."],
];

const row = (what, value, target, isReached, gap) => [`  ${what}`, value, target, isReached ? "reached" : `missed by ${gap}`];
const atMost = (what, value, most, unit = "", digits = 2) =>
  row(what, `${value.toFixed(digits)}${unit}`, `≤ ${most}${unit}`, value <= most, `${(value - most).toFixed(digits)}${unit}`);
const atLeast = (what, value, least) => row(what, value.toFixed(3), `≥ ${least}`, value >= least, (least - value).toFixed(3));

/** Rows of what, value, target and verdict; what was not measured has none. */
export function targets({ sizes, judged, playground: { engine, bare } }) {
  const rows = [["", "value", "target", ""]];
  for (const [name, found] of Object.entries(judged)) {
    const own = found.engines.goodword;
    if (!own) continue;
    VARIANTS.forEach((variant, at) => rows.push(atLeast(`${name}, ${variant}: NDCG@10`, own[variant].ndcg, NDCG[name][at])));
    rows.push(atMost(`${name}, typo: found nothing`, own.typo.zero * 100, ZERO * 100, " %", 1));
  }
  for (const { topics, engines } of Object.values(sizes)) {
    const { goodword: live, "goodword-prebuilt": prebuilt, flexsearch, minisearch } = engines;
    const its = flexsearch?.build?.typed, at = `${topics.toLocaleString("en")} topics`;
    for (const [name, typed] of [["", live?.build?.typed], [", prebuilt", prebuilt?.open?.typed]]) {
      if (!typed) continue;
      if (TYPED[topics]) rows.push(atMost(`${at}${name}: keystroke p50`, typed.p50, TYPED[topics][0], " ms"), atMost(`${at}${name}: keystroke p99`, typed.p99, TYPED[topics][1], " ms"));
      for (const part of its ? ["p50", "p99"] : []) rows.push(atMost(`${at}${name}: keystroke ${part} of FlexSearch's`, typed[part] / its[part], 1, "×"));
    }
    if (prebuilt?.index && minisearch?.index) rows.push(atMost(`${at}: index, brotli, of MiniSearch's`, prebuilt.index.brotli / minisearch.index.brotli, 0.5, "×"));
    if (prebuilt?.open?.ready && OPEN[topics]) rows.push(atMost(`${at}: prebuilt index to ready`, prebuilt.open.ready.median, OPEN[topics], " ms", 1));
    if (live?.build?.ready && minisearch?.build?.ready) rows.push(atMost(`${at}: build from JSON, of MiniSearch's`, live.build.ready.median / minisearch.build.ready.median, 0.2, "×"));
  }
  rows.push(atMost("engine's share of the Wasm, kB of brotli", (engine.brotli - bare.brotli) / 1000, ENGINE_BYTES / 1000, " kB", 1));
  return rows;
}

/** A sentence for each kind of target that is missed, in the order of the rows. */
export function gaps(rows) {
  const missed = rows.filter(([, , , verdict]) => verdict.startsWith("missed")).map(([what]) => what);
  const kinds = WHY.filter(([pattern]) => missed.some((what) => pattern.test(what)));
  return kinds.map(([pattern, reason]) => `  ${missed.find((what) => pattern.test(what)).replace(/^.*topics(, prebuilt)?: /, "").trim()}: ${reason}`);
}
