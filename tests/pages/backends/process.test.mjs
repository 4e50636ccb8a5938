// Nothing is left of a backend, however whoever started it comes to an end.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { createInterface } from "node:readline";
import { test } from "node:test";
import { eventually } from "../harness.mjs";
import { folderFor, programs } from "./process.mjs";

const own = new URL("process.mjs", import.meta.url).href;
/** Two processes, of which the first starts the second and both tell their ids. */
const PAIR = "echo $$; sleep 1000 & echo $!; wait";
const runs = (id) => { try { return process.kill(id, 0); } catch { return false; } };

test("programs and their folder are gone when whoever started them was killed", async () => {
  const starter = spawn(process.execPath, ["--input-type=module", "-e", `
    import { readFileSync } from "node:fs";
    import { folderFor, programs } from ${JSON.stringify(own)};
    const folder = folderFor("killed"), held = programs(folder);
    held.start("sh", ["-c", ${JSON.stringify(PAIR)}]);
    await held.answers(async () => {
      const ids = readFileSync(folder + "/programs.log", "utf8").trim().split("\\n").map(Number);
      if (ids.length < 2) throw new Error("not yet");
      console.log(JSON.stringify({ folder, ids }));
    });
    setInterval(() => {}, 1000);
  `], { stdio: ["ignore", "pipe", "inherit"] });
  const { folder, ids } = JSON.parse((await once(createInterface({ input: starter.stdout }), "line"))[0]);
  assert.deepEqual([existsSync(folder), ...ids.map(runs)], [true, true, true]);
  starter.kill("SIGKILL");
  await eventually(async () => [existsSync(folder), ...ids.map(runs)], [false, false, false]);
});

test("a program that ends by itself fails what waits for its answer, with what it wrote", async () => {
  const folder = folderFor("ended"), held = programs(folder);
  held.start("sh", ["-c", "echo no port is free; exit 1"]);
  await assert.rejects(held.answers(() => Promise.reject(new Error("refused"))), /sh does not answer: refused\nno port is free/);
  await held.close();
  assert.equal(existsSync(folder), false);
});
