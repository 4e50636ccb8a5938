// Measures what a range of recommendations weighs in a service that holds 1,000,000 of them for everyone, on SQLite and over HTTP: bytes as they are and
// compressed, who may keep the answer, and how long it took. Prints a table, and writes target/bench/ranges.json.
// Usage: node pkg-scripts/friends/ranges.mjs [--recommendations 1000000] [--ranges 400]
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { createWriteStream, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { get } from "node:http";
import { cpus, loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { parseArgs } from "node:util";
import { createGzip } from "node:zlib";
import { count, distribution, ms, table } from "../bench-figures.mjs";
import { put, root, serve, stop } from "../bench-service.mjs";
import { random } from "../search/measures.mjs";

const { values: given } = parseArgs({ options: { recommendations: { type: "string", default: "1000000" }, ranges: { type: "string", default: "400" } } });
const recommendations = Number(given.recommendations), asked = Number(given.ranges);
/** What an answer may weigh, as it is sent, in bytes. */
const MOST_BYTES = 10_000;
/** The longest text that a service takes, in characters. */
const LONGEST = 500;
const VERBS = ["loves", "recommends", "uses", "bought"];
const SUBJECTS = 1000;

const next = random(recommendations), below = (end) => Math.floor(next() * end);
const syllables = ["ket", "lid", "wa", "ter", "co", "ffee", "mor", "ning", "no", "ise", "hot", "sta", "le", "qui", "et", "li", "ght", "fam", "ily", "year"];
const vocabulary = Array.from({ length: 3000 }, () => Array.from({ length: 1 + below(4) }, () => syllables[below(syllables.length)]).join(""));

/** What somebody says: nothing in one of three, else some words, few more often than many, a sentence of the longest length in one of a hundred. */
function text() {
  if (below(3) === 0) return "";
  const length = below(100) === 0 ? LONGEST : 12 + Math.floor(260 * next() ** 2);
  let said = "";
  while (said.length < length) said += `${said && " "}${vocabulary[Math.floor(vocabulary.length * next() ** 2)]}`;
  return said.slice(0, LONGEST);
}

/** The snapshot, a piece at a time. */
function* snapshot() {
  yield `{"goodword":1,"name":"Ranges","recommendations":[`;
  for (let n = 0; n < recommendations; n += 1) {
    const created_at = below(10) ? new Date(Date.UTC(2026, 4, 1) - below(2000 * 86_400) * 1000).toISOString() : null;
    const word = { id: `r${n}`, person: `p${n}`, subject: `k${below(SUBJECTS)}`, verb: VERBS[below(4)], text: text(), created_at, audience: "public", will_answer: below(4) === 0 };
    yield `${n ? "," : ""}${JSON.stringify(word)}\n`;
  }
  yield "]}";
}

/** One answer as it is sent: `{ bytes, ms, headers, body }`. */
const ask = (url, encodings) => new Promise((done, failed) => {
  const sent = performance.now();
  get(url, { headers: encodings ? { "accept-encoding": encodings } : {} }, async (answer) => {
    const body = Buffer.concat(await answer.toArray());
    done({ status: answer.statusCode, bytes: body.length, ms: performance.now() - sent, headers: answer.headers, body });
  }).on("error", failed);
});

const folder = mkdtempSync(join(tmpdir(), "goodword-ranges-")), out = table(), found = {};
const bytes = (value) => `${count(value)} bytes`, spread = ({ p50, p99, max }, word) => `p50 ${word(p50)}, p99 ${word(p99)}, most ${word(max)}`;
console.log(`${new Date().toISOString()}  ${cpus()[0].model.trim()}, ${cpus().length} cores, load ${loadavg()[0].toFixed(1)}`);
try {
  const file = join(folder, "words.json.gz"), url = `sqlite:${join(folder, "words.db")}`;
  await pipeline(Readable.from(snapshot()), createGzip({ level: 1 }), createWriteStream(file));
  out.section(`${count(recommendations)} words for everyone, on SQLite`);
  const imported = put(url, file);
  out.line("import", ms(imported.ms), { verdict: /added (.*)/.exec(imported.told)?.[1] });
  const { port } = await serve(url), api = `http://127.0.0.1:${port}/api/`;
  const { range_digits: digits } = await (await fetch(api)).json();
  // As a page asks: the ranges of some people for a subject.
  const prefix = (n) => createHash("sha256").update(`k${n % SUBJECTS}\0p${n * 7}`).digest("hex").slice(0, digits);
  const answers = { identity: [], br: [], words: [] };
  for (let n = 0; n < asked; n += 1) {
    const address = `${api}recommendations?prefix=${prefix(n)}`;
    const plain = await ask(address), small = await ask(address, "br");
    for (const { status, headers } of [plain, small]) {
      assert.equal(status, 200, address);
      assert.match(headers["cache-control"], /^public\b/, "others may keep it");
      found.kept = headers["cache-control"];
    }
    const { data } = JSON.parse(plain.body);
    assert.ok(data.every(({ key }) => key.startsWith(prefix(n))), address);
    answers.words.push(data.length);
    answers.identity.push(plain);
    answers.br.push(small);
  }
  out.section(`${count(asked)} ranges of ${digits} digits`);
  const words = distribution(answers.words);
  out.line("words in an answer", spread(words, count));
  for (const [name, list] of [["as it is", answers.identity], ["as brotli", answers.br]]) {
    const weights = distribution(list.map((answer) => answer.bytes)), times = distribution(list.map((answer) => answer.ms));
    out.target(`${name}: bytes of the body`, weights.max, MOST_BYTES, bytes, spread(weights, count));
    out.line(`${name}: time`, spread(times, ms));
    found[name] = { weights, times };
  }
  out.line("Cache-Control", found.kept);
  Object.assign(found, { words, digits, import: imported.ms });
} finally {
  await stop();
  rmSync(folder, { recursive: true });
}
mkdirSync(join(root, "target/bench"), { recursive: true });
writeFileSync(join(root, "target/bench/ranges.json"), JSON.stringify({ date: new Date().toISOString(), recommendations, asked, found, lines: out.lines }, undefined, 1));
