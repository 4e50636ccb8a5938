// Every fault that a network, a server, a page or a browser can have, and what a visitor gets then. The rows are those of the corpus; the README
// shows what they say. UPDATE_FAULTS=1 writes that table.
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { root, sharedFile } from "../harness.mjs";
import { Stage, begin, end, rows } from "./stage.mjs";
import "./rows/network.mjs";
import "./rows/content.mjs";
import "./rows/origins.mjs";
import "./rows/twice.mjs";
import "./rows/browser.mjs";

const readme = join(root, "README.md");
const corpus = sharedFile("corpora/faults.json");
const passed = new Map();

const table = () => [
  "| What goes wrong | What happens | In the last run |", "|---|---|---|",
  ...[...rows].map(([fault, { happens }]) => `| ${fault.replaceAll("|", "\\|")} | ${happens} | ${passed.get(fault) ? "passed" : "failed"} |`),
].join("\n");

before(begin);
after(async () => {
  await end();
  for (const [fault, { happens }] of rows) console.log(`${passed.get(fault) ? "passed" : "FAILED"} | ${fault} | ${happens}`);
});

describe("what goes wrong", { concurrency: 4 }, () => {
  // FAULT=slow runs the rows whose name holds that word alone.
  for (const [fault, { test: run }] of [...rows].filter(([fault]) => fault.includes(process.env.FAULT ?? ""))) {
    test(fault, async () => {
      const at = new Stage();
      let is_done = false;
      try {
        await run(at);
        is_done = true;
      } finally {
        await at.close(is_done);
      }
      passed.set(fault, true);
    });
  }
});

test("every row of the corpus has a test, and every test a row", { skip: corpus ? false : "../shared/corpora/faults.json is not there" }, () => {
  assert.deepEqual([...rows.keys()].sort(), JSON.parse(corpus).items.map(({ fault }) => fault).sort());
});

test("the README has the table with what came of each row", { skip: process.env.FAULT ? "only some rows were run" : false }, () => {
  const text = readFileSync(readme, "utf8");
  const [before, , after] = text.split("<!-- faults -->");
  const expected = [before, `\n${table()}\n`, after].join("<!-- faults -->");
  if (process.env.UPDATE_FAULTS) writeFileSync(readme, expected);
  else assert.equal(text, expected, "Run: UPDATE_FAULTS=1 node --test tests/pages/faults/faults.test.mjs");
});
