// The release build of the server on some database, for whoever measures it.
import { spawn, spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";

export const root = join(import.meta.dirname, "..");
const goodword = join(process.env.CARGO_TARGET_DIR ?? join(root, "target"), "release/goodword");

export const firstLine = (child) => new Promise((done, failed) => {
  createInterface({ input: child.stdout }).once("line", done);
  child.once("exit", (code) => failed(new Error(`ended with ${code}`)));
});

/** Ticks of processor time in a second, where the system tells how many a process took. */
export const ticks = existsSync("/proc/self/stat") ? Number(spawnSync("getconf", ["CLK_TCK"], { encoding: "utf8" }).stdout) : 0;

let running;
export const stop = () => running && new Promise((done) => running.once("exit", () => (running = undefined, done())).kill());
for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => void Promise.resolve(stop()).then(() => process.exit(1)));

/** Puts a snapshot into a database: how long that took in ms, and what the server said of it. */
export function put(url, snapshot) {
  const began = performance.now();
  const { status, stderr } = spawnSync(goodword, ["import", "--database", url, snapshot], { encoding: "utf8" });
  if (status !== 0) throw new Error(stderr);
  return { ms: performance.now() - began, told: stderr };
}

/** The service on a database: its port, how long it took to answer, and its memory in bytes. */
export async function serve(url, options = []) {
  const began = performance.now();
  const child = spawn(goodword, ["serve", "--database", url, ...options, "--port", "0", "--limit", "none", "--proof-of-work", "never", "--log", "quiet"], { stdio: ["ignore", "pipe", "inherit"] });
  const port = Number(/:(\d+)\/$/.exec(await firstLine(child))[1]);
  await (await fetch(`http://127.0.0.1:${port}/api/topics`)).json();
  const memory = (name) => {
    const line = existsSync(`/proc/${child.pid}/status`) && new RegExp(`^${name}:\\s+(\\d+)`, "m").exec(readFileSync(`/proc/${child.pid}/status`, "latin1"));
    return line ? Number(line[1]) * 1024 : 0;
  };
  // User and system time, in ticks, are the 14th and 15th field; the second may hold spaces.
  const processor = () => {
    if (!ticks) return 0;
    const fields = readFileSync(`/proc/${child.pid}/stat`, "latin1").split(") ").at(-1).split(" ");
    return (Number(fields[11]) + Number(fields[12])) * 1000 / ticks;
  };
  running = child;
  return { port, coldStart: performance.now() - began, memory, processor };
}
