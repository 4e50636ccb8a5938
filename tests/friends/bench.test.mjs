// The benchmark of friends on communities of a few people, where both sides give the same answers, and its plain side against what was worked out by hand.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { graph, peopleToKnow, rank, reading } from "../../pkg-scripts/friends/plain.mjs";

const script = join(import.meta.dirname, "../../pkg-scripts/friends/bench.mjs");

test("a small run finds the same on both sides and tells every figure", () => {
  const folder = mkdtempSync(join(tmpdir(), "friends-")), file = join(folder, "friends.json");
  try {
    const sizes = ["--friends", "30", "--recommendations", "400", "--edges", "500", "--rounds", "2", "--to", file];
    const { status, stdout, stderr } = spawnSync(process.execPath, [script, ...sizes], { encoding: "utf8" });
    assert.equal(status, 0, stderr);
    assert.match(stdout, /400 words, 30 friends: \d+ voices ranked, the same in both/);
    assert.match(stdout, /over 500 friendships: \d+ candidates, the same in both/);
    const { ranked, known, lines } = JSON.parse(readFileSync(file, "utf8"));
    assert.ok(ranked.voices > 100 && known.candidates > 10, `${ranked.voices} voices, ${known.candidates} candidates`);
    assert.deepEqual([ranked.ours.runs.length, ranked.plain.runs.length, known.ours.runs.length, known.longest.runs.length], [2, 2, 2, 2]);
    assert.equal(lines.filter(({ most }) => most).length, 3, "each target is judged");
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test("plain JavaScript ranks words as they were worked out by hand", () => {
  const said = (id, person, more) => ({ id, person, subject: "k", verb: "uses", text: "", audience: "public", will_answer: false, created_at: "2026-05-01", ...more });
  const recommendations = [
    said("a", "zoe", { text: "Good." }), said("b", "ann"), said("c", "ann", { verb: "loves" }), said("d", "yan", { audience: "friends" }), said("e", "xu"),
  ];
  const found = rank(reading({ snapshot: { people: [{ id: "xu", role: "champion" }], recommendations }, friends: ["ann"] }), Date.UTC(2026, 4, 1));
  const told = (list) => list.map(({ word, strong }) => [word.id, Math.round(strong * 100) / 100]);
  assert.deepEqual([told(found.friends), told(found.everyone)], [[["c", 4]], [["a", 1.2], ["e", 0.9]]]);
});

test("graphology finds the people to know that were worked out by hand", () => {
  // The visitor 0 knows 1 and 2; 1 knows 3; 2 knows 3 and 4.
  const found = peopleToKnow(graph({ people: 5, pairs: Uint32Array.of(0, 1, 2, 0, 1, 3, 3, 1, 2, 3, 2, 4, 4, 4) }), "p0", 9);
  assert.deepEqual(found.map(({ id, mutual }) => [id, mutual]), [["p3", 2], ["p4", 1]]);
  assert.ok(Math.abs(found[0].score - (1 / Math.log(2) + 1 / Math.log(3))) < 1e-9);
});
