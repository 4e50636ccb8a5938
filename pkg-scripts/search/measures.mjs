// The arithmetic of relevance and of its comparison. Pure: chance is seeded.

/** The best so many hits that relevance is judged by. */
export const DEPTH = 10;

/**
 * Discounted cumulative gain of grades in the order of ranks, with gain 2^grade - 1 and discount log2(rank + 1), ranks from
 * 1. Järvelin & Kekäläinen, "Cumulated gain-based evaluation of IR techniques" (2002), in the form of Burges et al. (2005).
 */
const discounted = (grades) => grades.reduce((sum, grade, at) => sum + (2 ** grade - 1) / Math.log2(at + 2), 0);

/**
 * What one answer is worth: `hits` are ids, best first, `grades` a Map from id to grade, where above 0 is relevant. Gives
 * `{ ndcg, mrr, recall, zero }`, each in 0 to 1 and over the first DEPTH hits; `zero` is 1 where nothing was found.
 * Recall is measured against what DEPTH hits can hold, so that a query with hundreds of relevant documents can reach 1.
 */
export function judge(hits, grades) {
  const top = hits.slice(0, DEPTH).map((id) => grades.get(id) ?? 0);
  const ideal = [...grades.values()].sort((a, b) => b - a).slice(0, DEPTH);
  const best = discounted(ideal);
  const relevant = ideal.filter((grade) => grade > 0).length;
  const first = top.findIndex((grade) => grade > 0);
  return {
    ndcg: best ? discounted(top) / best : 0,
    mrr: first < 0 ? 0 : 1 / (first + 1),
    recall: relevant ? top.filter((grade) => grade > 0).length / relevant : 0,
    zero: hits.length ? 0 : 1,
  };
}

/** The mean of values; NaN of none. */
export const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;

/** The mean of each measure over what `judge` gave for each query. */
export const means = (judged) =>
  Object.fromEntries(["ndcg", "mrr", "recall", "zero"].map((name) => [name, mean(judged.map((one) => one[name]))]));

/** Numbers in 0 to under 1 that are the same for the same seed: Mulberry32. */
export function random(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/**
 * The mean difference of two engines over the same queries, `ours[n]` and `theirs[n]` being query n's, and the interval that
 * holds 95 % of the mean differences of `resamples` drawings of the queries with replacement. Efron & Tibshirani, "An
 * Introduction to the Bootstrap" (1993), percentile interval.
 */
export function bootstrap(ours, theirs, { resamples = 10_000, seed = 1 } = {}) {
  if (ours.length !== theirs.length || !ours.length) throw new Error("a paired bootstrap needs the same queries on both sides");
  const differences = ours.map((value, n) => value - theirs[n]);
  const next = random(seed), found = new Float64Array(resamples);
  for (let n = 0; n < resamples; n += 1) {
    let sum = 0;
    for (let drawn = 0; drawn < differences.length; drawn += 1) sum += differences[Math.floor(next() * differences.length)];
    found[n] = sum / differences.length;
  }
  found.sort();
  const at = (share) => found[Math.min(resamples - 1, Math.max(0, Math.ceil(share * resamples) - 1))];
  return { difference: mean(differences), low: at(0.025), high: at(0.975) };
}

/** FNV-1a over the UTF-8 bytes of a text, 32 bits. */
export function fnv1a(text) {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(text)) hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  return hash;
}

/** Which half of the queries an id is in: what ranking is tuned on, or what was held out. */
export const half = (id) => (fnv1a(id) % 2 ? "held out" : "tuning");
