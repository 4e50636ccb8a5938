// Measures in Node.js how long it takes to rank friends' words and to find people to know, in Goodword's Wasm and in plain JavaScript with graphology,
// in turns and in the same process. First both must give the same answers. Prints a table, and writes it with all times to the file given.
// Usage: node --expose-gc pkg-scripts/friends/bench.mjs [--friends 10000] [--recommendations 100000] [--edges 1000000] [--rounds 15] [--to FILE]
import assert from "node:assert/strict";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { cpus, loadavg } from "node:os";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { count, ms, runs, spread, table } from "../bench-figures.mjs";
import { target } from "../search/node.mjs";
import { graph, peopleToKnow, rank, reading, strength } from "./plain.mjs";
import { NOW, friendships, words } from "./world.mjs";

const { values: given } = parseArgs({
  options: {
    friends: { type: "string", default: "10000" }, recommendations: { type: "string", default: "100000" },
    edges: { type: "string", default: "1000000" }, rounds: { type: "string", default: "15" }, to: { type: "string" },
  },
});
const [friends, recommendations, edges, rounds] =
  [given.friends, given.recommendations, given.edges, given.rounds].map(Number);
/** Edges or nodes a slice. */
const BUDGET = 50_000;
const SUGGESTED = 20;
/** What the panel may take for it, in ms. */
const TARGETS = { rank: 30, suggest: 150, slice: 50 };
/** Goodword counts in 32 bits and JavaScript in 64, so strengths that differ by less may stand either way. */
const SAME = 1e-5;

const folder = join(target, "friends-bench");
if (!existsSync(join(folder, "friends.js"))) throw new Error(`There is no ${folder}. Run pkg-scripts/build-friends-bench first.`);
const engine = await import(pathToFileURL(join(folder, "friends.js")).href);
engine.initSync({ module: readFileSync(join(folder, "friends_bg.wasm")) });

/** How long `job` takes, and what it gives. */
function timed(job) {
  const began = performance.now(), found = job();
  return { ms: performance.now() - began, found };
}

/** Both jobs in turns, after one round each that nobody counts: `{ ours, plain }`, each a spread of ms. */
function inTurns(ours, plain) {
  const times = { ours: [], plain: [] };
  for (let round = 0; round <= rounds; round += 1) {
    const pair = round % 2 ? [["plain", plain], ["ours", ours]] : [["ours", ours], ["plain", plain]];
    for (const [who, job] of pair) {
      // What the other left behind is not this one's to clear away.
      globalThis.gc?.();
      const took = job();
      if (round > 0) times[who].push(took);
    }
  }
  return { ours: spread(times.ours), plain: spread(times.plain) };
}

/** Holds that two lists have the same members, and that ours goes down in strength as JavaScript works it out. */
function assertSame(what, ours, plain, strong) {
  assert.deepEqual(ours.toSorted(), plain.toSorted(), `${what}: others are found`);
  ours.reduce((before, id) => {
    assert.ok(strong(id) <= before * (1 + SAME), `${what}: ${id} stands below one that is weaker`);
    return strong(id);
  }, Infinity);
}

/** Ranking words, as a panel does whenever friends are others: of the friends' list, and of words that are known already. */
function measureWords() {
  const world = words({ recommendations, friends }), { found: read, ms: plainReading } = timed(() => reading(world));
  const ours = new engine.Words(new TextEncoder().encode(JSON.stringify(world.snapshot)));
  const met = world.friends.join("\n");
  const noting = timed(() => ours.note()).ms;
  ours.meet(met);
  ours.rank(NOW);
  const ids = ours.ids().split("\n"), plain = rank(read, NOW), of = (list) => list.map(({ word }) => word.id);
  const byId = new Map(read.words.map((word) => [word.id, word])), strong = (id) => strength(read, byId.get(id), NOW);
  assertSame("friends", ids.slice(0, plain.friends.length), of(plain.friends), strong);
  assertSame("everyone", ids.slice(plain.friends.length), of(plain.everyone), strong);
  const found = inTurns(() => {
    ours.meet(met);
    return timed(() => ours.rank(NOW)).ms;
  }, () => timed(() => rank({ ...read, friends: new Set(world.friends) }, NOW)).ms);
  ours.free();
  return { ...found, voices: ids.length, before: { ours: noting, plain: plainReading } };
}

/** Finds people to know by slices: `{ ms, longest }`. */
function sliced(people, viewer) {
  people.begin(viewer, SUGGESTED);
  let longest = 0, all = 0, isMore = true;
  while (isMore) {
    const { ms, found } = timed(() => people.step(BUDGET));
    [longest, all, isMore] = [Math.max(longest, ms), all + ms, found];
  }
  return { ms: all, longest };
}

/** Finding people to know. */
function measurePeople() {
  const world = friendships({ edges }), viewer = `p${world.viewer}`;
  const built = timed(() => graph(world));
  const ours = timed(() => new engine.People(world.people, world.pairs));
  sliced(ours.found, world.viewer);
  // As many as there are, so that nobody is at the edge of the list in one and beyond it in the other.
  const plain = peopleToKnow(built.found, viewer, Infinity), known = new Map(plain.map((one) => [one.id, one]));
  const lines = ours.found.found().split("\n").filter(Boolean).map((line) => line.split(" "));
  assert.equal(lines.length, Math.min(SUGGESTED, plain.length), "people to know: others are found");
  lines.forEach(([id, mutual], place) => {
    assert.equal(known.get(id)?.mutual, Number(mutual), `people to know: ${id} has other common friends`);
    assert.ok(Math.abs(known.get(id).score - plain[place].score) < 1e-2, `people to know: ${id} stands elsewhere`);
  });
  let longest = [];
  const found = inTurns(
    () => {
      const slices = sliced(ours.found, world.viewer);
      longest.push(slices.longest);
      return slices.ms;
    },
    () => timed(() => peopleToKnow(built.found, viewer, SUGGESTED)).ms,
  );
  longest = spread(longest.slice(1));
  ours.found.free();
  return { ...found, longest, building: { ours: ours.ms, plain: built.ms }, people: world.people, candidates: plain.length };
}

const ratio = (one, other) => `${(other / one).toFixed(1)} times as long in plain JavaScript`;
const ranked = measureWords(), known = measurePeople(), shown = table();
shown.section(`${count(recommendations)} words, ${count(friends)} friends: ${count(ranked.voices)} voices ranked, the same in both`);
shown.target("Goodword", ranked.ours.median, TARGETS.rank, ms, runs(ranked.ours));
shown.line("Plain JavaScript", runs(ranked.plain), { verdict: ratio(ranked.ours.median, ranked.plain.median) });
shown.section(`People to know among ${count(known.people)}, over ${count(edges)} friendships: ${count(known.candidates)} candidates, the same in both`);
shown.target("Goodword, from the friendships as they came", known.ours.median, TARGETS.suggest, ms, runs(known.ours));
shown.target("Goodword, its longest slice", known.longest.most, TARGETS.slice, ms, runs(known.longest));
const whole = known.building.plain + known.plain.median;
shown.line("graphology, from the friendships as they came", ms(whole), { verdict: ratio(known.ours.median, whole) });
shown.line("graphology, once its graph is built", runs(known.plain), { verdict: ratio(known.ours.median, known.plain.median) });
shown.section("Before that, once");
shown.line("Goodword notes of each word what ranking asks", ms(ranked.before.ours));
shown.line("Plain JavaScript reads dates and roles", ms(ranked.before.plain));
shown.line("Goodword numbers people and copies friendships", ms(known.building.ours));
shown.line("graphology builds its graph", ms(known.building.plain));
if (given.to) {
  const machine = { cpu: cpus()[0].model.trim(), node: process.version, load: loadavg()[0] };
  mkdirSync(dirname(given.to), { recursive: true });
  writeFileSync(given.to, JSON.stringify({ date: new Date().toISOString(), machine, sizes: { friends, recommendations, edges }, ranked, known, lines: shown.lines }, null, 1));
}
