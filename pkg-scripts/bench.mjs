// Measures the panel, prints what was found against the targets, and keeps all of it in target/bench/panel.json.
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { cpus, loadavg, release, totalmem } from "node:os";
import { join } from "node:path";
import { launch, root } from "../tests/pages/harness.mjs";
import { FEW_QUERIES, QUERIES, count, distribution, megabytes, ms, percentile, runs, spread, table } from "./bench-figures.mjs";
import { beforeIntent, busiest, growing, openings, stage, typing, use } from "./bench-panel.mjs";
import { hasPeer, peer } from "./bench-peer.mjs";

const MIDDLE = "health-2000.json", LARGE = "health-16373.json.gz";
const shared = (name) => {
  const file = join(root, "../shared/snapshots", name);
  return existsSync(file) ? file : undefined;
};

const out = table();
const results = {};
const browser = await launch();
const machine = {
  cpu: cpus()[0].model.trim(), cores: cpus().length, memory: megabytes(totalmem()), system: release(),
  chromium: browser.version(), node: process.version, load: loadavg()[0],
};
const date = new Date().toISOString();
console.log(`${date}  ${machine.cpu}, ${machine.cores} cores, Chromium ${machine.chromium}, load ${machine.load.toFixed(1)}`);

/** Longest of the tasks over 50 ms, and the scripts of the longest frame, which say where it comes from. */
function tellTasks(what, { tasks, frames }, target = true) {
  const longest = Math.max(0, ...tasks.map((task) => task.ms));
  if (target) out.target(`${what}: tasks over 50 ms`, tasks.length, 0, String);
  out.line(`${what}: longest of them`, tasks.length ? ms(longest) : "none");
  const frame = frames.toSorted((a, b) => b.ms - a.ms)[0];
  if (!frame) return;
  const scripts = frame.scripts.toSorted((a, b) => b.ms - a.ms).slice(0, 2).map((script) => `${script.invoker || "script"} ${ms(script.ms)}`);
  out.line(`${what}: longest animation frame`, `${ms(frame.ms)} at ${ms(frame.at)}`,
    { verdict: `of it drawing ${ms(frame.rendering)}${scripts.length ? `; ${scripts.join(", ")}` : ""}` });
}

/** Busiest tasks by processor time, which a busy machine does not stretch. */
function tellBusiest(tasks) {
  const over = tasks.filter((task) => task.processor > 50).length;
  out.target("again, traced: tasks over 50 ms of processor", over, 0, String);
  out.line("  busiest tasks", tasks.map((task) => ms(task.processor)).join(", "), { verdict: `by the clock ${tasks.map((task) => ms(task.ms)).join(", ")}` });
}

function tellOpening(name, found) {
  const usable = spread(found.map((run) => run.usable));
  out.target(`${name}: usable search`, usable.median, 400, ms, runs(usable));
  out.line(`${name}: search input`, runs(spread(found.map((run) => run.search))));
  out.line(`${name}: first 8 rows`, runs(spread(found.map((run) => run.rows))));
  const files = found.toSorted((a, b) => a.usable - b.usable)[Math.floor(found.length / 2)].fetched.filter(({ to }) => to > 0);
  for (const { name: file, from, to, bytes } of files) out.line(`${name}: ${file}`, `${ms(from)} to ${ms(to)}`, { verdict: `${count(bytes)} bytes` });
  tellTasks(`${name}, all runs`, { tasks: found.flatMap((run) => run.tasks), frames: found.flatMap((run) => run.frames) });
}

function tellTyping({ strokes, searches, ...more }, targets = true) {
  const all = distribution(strokes.map((stroke) => stroke.all));
  if (targets) {
    out.target("input to painted, median", all.p50, 16);
    out.line("input to painted, p95", ms(all.p95));
    out.target("input to painted, p99", all.p99, 50);
    out.line("input to painted, longest", ms(all.max));
  } else {
    out.line("input to painted", `p50 ${ms(all.p50)}, p99 ${ms(all.p99)}, longest ${ms(all.max)}`);
  }
  const parts = { work: "search and change of the DOM", waiting: "waiting for the frame", drawing: "frame: style, layout, paint" };
  for (const [part, words] of Object.entries(parts)) {
    const { p50, p99, max } = distribution(strokes.map((stroke) => stroke[part]));
    out.line(`  ${words}`, `p50 ${ms(p50)}, p99 ${ms(p99)}, longest ${ms(max)}`);
  }
  // Under 16 ms there is no entry; entries are rounded to 8 ms.
  const shown = strokes.map((stroke) => stroke.display ?? 0);
  const least = (value) => value ? ms(value) : "under 16 ms";
  out.line("Event Timing, key to display", `p50 ${least(percentile(shown, 0.5))}, p99 ${least(percentile(shown, 0.99))}`, { verdict: "rounded to 8 ms" });
  const slowest = strokes.toSorted((a, b) => b.work - a.work).slice(0, 3).map(({ typed, work }) => `"${typed}" ${ms(work)}`);
  out.line("slowest to search and change", slowest.join(", "));
  const told = searches.map((search) => search.ms);
  const mean = told.reduce((sum, value) => sum + value, 0) / told.length;
  out.line("search alone, as good-word-search tells", `mean ${ms(mean)}, longest ${ms(Math.max(...told))}`, { verdict: `${told.length} whole queries, whole ms each` });
  out.line("keystrokes", `${strokes.length}, of which ${strokes.filter((stroke) => !stroke.changed).length} changed nothing`);
  if (more.tasks) tellTasks("typing", more);
}

async function middle(snapshot) {
  const server = await stage(snapshot);
  try {
    out.section("Before intent: a page with mode=tab");
    const { requests, bytes, stored, tasks, shift } = results.beforeIntent = await beforeIntent(browser, server);
    out.target("requests", requests.length, 1, String, `${requests.length}: ${requests.join(" ")}`);
    out.line("bytes, with headers", count(bytes));
    out.target("stored entries", stored, 0, String);
    out.target("tasks over 50 ms", tasks.length, 0, String);
    out.target("layout shift", shift, 0, String);
    if (!snapshot) return;

    out.section(`Opening ${MIDDLE}: from the press to painted`);
    results.cold = await openings(browser, server, false);
    tellOpening("cold", results.cold);
    results.warm = await openings(browser, server, true);
    tellOpening("warm", results.warm);
    out.line("Wasm memory", megabytes(results.warm[0].wasmBytes));

    out.section(`Typing in ${MIDDLE}: from the input event's timeStamp to the end of the frame that paints its results`);
    results.typing = await typing(browser, server);
    tellTyping(results.typing);
    results.busiest = await busiest(browser, server, use);
    tellBusiest(results.busiest);
    results.peer = await measurePeer(server, results.warm, results.typing.strokes, { queries: QUERIES, runs: 3 });
  } finally {
    await server.close();
  }
}

async function measurePeer(server, opened, strokes, options) {
  if (!hasPeer()) return void out.line("MiniSearch", "skipped", { verdict: "it is not installed; run npm ci" });
  const found = await peer(browser, server, options);
  out.section("MiniSearch over the same snapshot");
  const build = spread(found.build), search = distribution(found.search), own = distribution(strokes.map((stroke) => stroke.work));
  const usable = spread(opened.map((run) => run.usable));
  out.line("JSON.parse and addAll, in one task", runs(build));
  out.line("its search alone, each keystroke", `p50 ${ms(search.p50)}, p99 ${ms(search.p99)}, longest ${ms(search.max)}`);
  out.line("opening : its build", `${(usable.median / build.median).toFixed(2)}`, { verdict: "ours with network, pauses and painting" });
  out.line("search and change of the DOM : its search", `${(own.p50 / search.p50).toFixed(2)} at p50, ${(own.p99 / search.p99).toFixed(2)} at p99`);
  return found;
}

async function large(snapshot) {
  const server = await stage(snapshot);
  try {
    out.section(`Opening ${LARGE}, with "diabetes" typed as soon as there is a search input`);
    const found = results.large = await growing(browser, server);
    out.line("search input", ms(found.search));
    out.line("typed", ms(found.typedAt), { verdict: found.early ? "while it loads" : "too late: it had loaded" });
    out.line("first result", ms(found.rows));
    out.line("all rows", ms(found.complete));
    const grew = found.totals.every((total, n) => !n || total > found.totals[n - 1]) && found.totals.length > 1;
    out.line("totals found while it grows", found.totals.slice(0, 3).concat(found.totals.length > 3 ? ["…", found.totals.at(-1)] : []).join(" "),
      { verdict: grew ? "growing" : "not growing" });
    tellTasks("opening", found);
    out.line("memory", `Wasm ${megabytes(found.wasmBytes)}, JavaScript ${megabytes(found.heapBytes)}`);
    out.section(`Typing in ${LARGE}`);
    tellTyping(found.typed, false);
    results.largeBusiest = await busiest(browser, server, use);
    tellBusiest(results.largeBusiest);
    results.largePeer = await measurePeer(server, [{ usable: found.complete }], found.typed.strokes, { queries: FEW_QUERIES, runs: 1 });
  } finally {
    await server.close();
  }
}

try {
  await middle(shared(MIDDLE));
  if (shared(LARGE)) await large(shared(LARGE));
} finally {
  await browser.close();
}
const missing = [MIDDLE, LARGE].filter((name) => !shared(name));
if (missing.length) console.log(`\nSkipped for want of ../shared/snapshots: ${missing.join(", ")}.`);

const folder = join(root, "target/bench");
mkdirSync(folder, { recursive: true });
writeFileSync(join(folder, "panel.json"), `${JSON.stringify({ date, machine, skipped: missing, table: out.lines, results }, null, 1)}\n`);
console.log(`\nEverything measured: ${join("target/bench", "panel.json")}`);
