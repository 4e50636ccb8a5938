// The arithmetic that says which engine is ahead, against values that were worked out by hand.
import assert from "node:assert/strict";
import { test } from "node:test";
import { distribution, percentile } from "../../pkg-scripts/bench-figures.mjs";
import { shuffled } from "../../pkg-scripts/search/data.mjs";
import { bootstrap, fnv1a, half, judge, means, random } from "../../pkg-scripts/search/measures.mjs";

const near = (found, expected, what) => assert.ok(Math.abs(found - expected) < 5e-5, `${what}: ${found} is not ${expected}`);
const grades = (object) => new Map(Object.entries(object));

test("NDCG weighs grades by powers of two and ranks by logarithms", () => {
  // Gains 7, 3, 1; found as c (1), nothing, a (7): 1/log2(2) + 7/log2(4) = 4.5. Best 7/1 + 3/1.58496 + 1/2 = 9.39279.
  const { ndcg } = judge(["c", "x", "a"], grades({ a: 3, b: 2, c: 1, d: 0 }));
  near(ndcg, 4.5 / 9.39279, "ndcg");
  assert.equal(judge(["a", "b", "c"], grades({ a: 3, b: 2, c: 1 })).ndcg, 1);
});

test("the best that ten hits can hold is what NDCG and recall are measured against", () => {
  const many = grades(Object.fromEntries(Array.from({ length: 30 }, (_, n) => [`r${n}`, 1])));
  const ten = Array.from({ length: 10 }, (_, n) => `r${n}`);
  assert.deepEqual(judge(ten, many), { ndcg: 1, mrr: 1, recall: 1, zero: 0 });
  assert.equal(judge(ten.slice(0, 5), many).recall, 0.5);
});

test("MRR is one over the first relevant rank, and a document of grade 0 is not relevant", () => {
  assert.equal(judge(["z", "x", "a"], grades({ a: 2, z: 0 })).mrr, 1 / 3);
  assert.equal(judge(["z"], grades({ a: 2, z: 0 })).mrr, 0);
});

test("what lies below the tenth hit counts for nothing", () => {
  const hits = [..."0123456789", "a"];
  assert.deepEqual(judge(hits, grades({ a: 1 })), { ndcg: 0, mrr: 0, recall: 0, zero: 0 });
});

test("only an answer without hits is one that found nothing", () => {
  assert.equal(judge([], grades({ a: 1 })).zero, 1);
  assert.deepEqual(means([judge([], grades({ a: 1 })), judge(["a"], grades({ a: 1 }))]), { ndcg: 0.5, mrr: 0.5, recall: 0.5, zero: 0.5 });
});

test("percentiles are by nearest rank", () => {
  const hundred = Array.from({ length: 100 }, (_, n) => 100 - n);
  assert.deepEqual(distribution(hundred), { n: 100, p50: 50, p95: 95, p99: 99, max: 100 });
  assert.equal(percentile([3, 1, 2], 0.5), 2);
});

test("the same drawings of the bootstrap come from the same seed, and others from another", () => {
  const ours = Array.from({ length: 40 }, (_, n) => (n * 7 % 11) / 11), theirs = ours.map((value, n) => value - (n % 3 - 1) / 10);
  assert.deepEqual(bootstrap(ours, theirs, { resamples: 500, seed: 3 }), bootstrap(ours, theirs, { resamples: 500, seed: 3 }));
  assert.notDeepEqual(bootstrap(ours, theirs, { resamples: 500, seed: 3 }), bootstrap(ours, theirs, { resamples: 500, seed: 4 }));
});

test("a difference that every query shows has an interval of no width", () => {
  const { difference, low, high } = bootstrap([0.5, 0.75, 1], [0.25, 0.5, 0.75]);
  assert.deepEqual([difference, low, high], [0.25, 0.25, 0.25]);
});

test("the bootstrap's interval is as wide as theory has it", () => {
  // Half of 400 differences are 1 and half 0: the mean has a standard error of 0.5 / 20 = 0.025, and 95 % lie within 1.96 of them.
  const ours = Array.from({ length: 400 }, (_, n) => n % 2), theirs = ours.map(() => 0);
  const { difference, low, high } = bootstrap(ours, theirs);
  assert.equal(difference, 0.5);
  assert.ok(Math.abs(low - 0.451) < 0.005 && Math.abs(high - 0.549) < 0.005, `${low} to ${high}`);
});

test("a bootstrap over different queries is refused", () => {
  assert.throws(() => bootstrap([1, 2], [1]));
  assert.throws(() => bootstrap([], []));
});

test("halves are by FNV-1a of the query's id", () => {
  // The test vectors of the FNV reference for 32 bits.
  assert.deepEqual(["", "a", "b", "foobar"].map(fnv1a), [0x811c9dc5, 0xe40c292c, 0xe70c2de5, 0xbf9cf968]);
  assert.deepEqual(["a", "b", "foobar"].map(half), ["tuning", "held out", "tuning"]);
});

test("numbers of one seed lie in 0 to 1 with their mean in the middle, and a shuffle loses nothing", () => {
  const next = random(5), drawn = Array.from({ length: 10_000 }, next);
  assert.ok(drawn.every((value) => value >= 0 && value < 1));
  near(Math.round(drawn.reduce((sum, value) => sum + value) / 500) / 20, 0.5, "mean");
  assert.deepEqual(shuffled([...Array(50).keys()], random(1)).sort((a, b) => a - b), [...Array(50).keys()]);
});
