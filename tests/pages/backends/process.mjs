// What the backends' programs need: a folder, a port, and an end that they cannot miss.
import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { closeSync, existsSync, mkdtempSync, openSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { root } from "../harness.mjs";

// Debian keeps servers where only root looks for programs.
process.env.PATH += ":/usr/sbin";

/** A short path: what stands in it may be a socket, whose path may have some hundred bytes. */
export const folderFor = (name) => mkdtempSync(join(tmpdir(), `goodword-${name}-`));

const missing = (what) => `${what} is missing. Run: pkg-scripts/setup --with-backends`;

/** The folder of a package that the backends need, among all the others. */
export function packageFolder(name) {
  const folder = join(root, "pkg-scripts/backends/node_modules", name);
  if (!existsSync(folder)) throw new Error(missing(name));
  return folder;
}

/** Waits for a program that ends by itself; fails with what it wrote. Gives its standard output. */
export async function run(program, args, options = {}) {
  const { stdout } = await promisify(execFile)(program, args, { maxBuffer: 1 << 24, ...options })
    .catch(({ code, stdout, stderr, message }) => {
      throw new Error(code === "ENOENT" ? missing(program) : `${message.split("\n")[0]}\n${stdout}${stderr}`.slice(0, 2000));
    });
  return stdout;
}

/**
 * Programs that run in `folder` until `close()`, or until this process ends in whatever way; then they and the folder are gone.
 * `start(program, args, options)` starts one, `answers(probe)` waits until the promise that `probe()` gives is fulfilled, or fails with what the
 * programs wrote where one of them ends first.
 */
export function programs(folder) {
  const children = [];
  let ended = new Promise(() => {});
  // What is open can be read when the folder is gone.
  const [log, reading] = ["a", "r"].map((flag) => openSync(join(folder, "programs.log"), flag));
  return {
    start(program, args, { cwd = folder, env = {} } = {}) {
      const child = spawn(join(root, "pkg-scripts/backends/hold"), [folder, program, ...args],
        { cwd, env: { ...process.env, ...env }, stdio: ["pipe", log, log], detached: true });
      children.push(child);
      child.gone = once(child, "exit");
      ended = Promise.race([ended, child.gone.then(() => program)]);
    },
    async answers(probe) {
      let over;
      ended.then((program) => over = program);
      for (const end = Date.now() + 60_000; ;) {
        const failure = await probe().then(() => undefined, (error) => error);
        if (!failure) return;
        if (over || Date.now() > end) throw new Error(`${over ?? folder} does not answer: ${failure.message}\n${readFileSync(reading, "utf8").slice(-2000)}`);
        await new Promise((next) => setTimeout(next, 50));
      }
    },
    async close() {
      for (const child of children) child.stdin.end();
      await Promise.all(children.map(({ gone }) => gone));
      for (const file of [log, reading]) closeSync(file);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/**
 * What `begin(folder, held)` gives, and `close`: it starts programs by `held`, see `programs`, in a temporary folder of their own. Where it fails, nothing is
 * left of them.
 */
export async function backend(name, begin) {
  const folder = folderFor(name), held = programs(folder);
  try {
    return { ...await begin(folder, held), close: held.close };
  } catch (error) {
    await held.close();
    throw error;
  }
}

/** Asks a backend for JSON, or tells it: `{ status, headers, body }`; fails where the answer is no success. */
export async function ask(url, { method = "GET", headers = {}, json } = {}) {
  const answer = await fetch(url, {
    method, body: json && JSON.stringify(json), headers: { ...headers, ...(json && { "content-type": "application/json" }) },
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${method} ${url} answered ${answer.status}: ${text.slice(0, 500)}`);
  return { status: answer.status, headers: answer.headers, body: JSON.parse(text) };
}
