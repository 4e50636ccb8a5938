// A community in a real database, served by the built server, and the site that vouches for its visitors.
import { execFileSync, spawn } from "node:child_process";
import { createHmac, randomBytes } from "node:crypto";
import { once } from "node:events";
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createServer, request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { dist, goodword, root } from "./harness.mjs";

const ISSUER = "https://brand.example", AUDIENCE = "goodword";

/** A port of 127.0.0.1 that nobody listens at just now. */
export async function freePort() {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address();
  await new Promise((done) => server.close(done));
  return port;
}

/**
 * For `prepare`: in the pages of this context each press and each input takes a second, by the pages' own clock. A service
 * refuses a form that was open for less, and no test waits for that.
 */
export function unhurried(page) {
  return page.context().addInitScript(() => {
    const now = performance.now.bind(performance);
    let spent = 0;
    performance.now = () => now() + spent;
    for (const name of ["click", "input"]) addEventListener(name, () => { spent += 1000; }, true);
  });
}

/** A PostgreSQL of its own: `{ url, close }`; undefined where there is none, which is an error where CI runs the tests. */
export async function postgres() {
  const child = spawn(join(root, "pkg-scripts/postgres"), { stdio: ["pipe", "pipe", "pipe"] });
  const said = once(createInterface({ input: child.stdout }), "line").then(([line]) => line);
  const folder = await Promise.race([said, once(child, "exit").then(() => undefined)]);
  if (!folder) {
    if (process.env.CI === "true") throw new Error("PostgreSQL is missing. Run: pkg-scripts/setup --with-postgres");
    return undefined;
  }
  return {
    url: `postgres://postgres@localhost/postgres?host=${folder}`,
    close: async () => { const ended = once(child, "exit"); child.stdin.end(); await ended; },
  };
}

/** Hands each request to the next of `ports` in turn, as a balancer does. Gives `{ url, close }`. */
async function balancer(ports) {
  let turn = 0;
  const server = createServer((asked, answer) => {
    const { method, url, headers } = asked;
    const port = ports[turn++ % ports.length];
    const onward = request({ port, host: "127.0.0.1", method, path: url, headers }, (given) => {
      answer.writeHead(given.statusCode, given.headers);
      given.pipe(answer);
    });
    onward.on("error", () => answer.destroy());
    asked.pipe(onward);
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    close: () => new Promise((done) => { server.close(done); server.closeAllConnections(); }),
  };
}

/**
 * Serves the built widget and a community of `snapshot` on SQLite, or on the `database` of this URL by as many `instances`, to
 * which requests go in turn. With `demo` the server vouches for its own made-up people; where `demo` is `"lived in"` they have a life there.
 *
 * Gives `{ url, files, token, api, stop, start, close }`: `files()` is the database's bytes on SQLite, `token(id, name, role)` signs as the site does, `api(token, method,
 * path, body)` asks the endpoint itself, `stop` and `start` are the server's, over the same database and port.
 */
export async function community({ snapshot, database, instances = 1, demo = false, proof = "never", args = [] }) {
  const program = goodword();
  const folder = mkdtempSync(join(tmpdir(), "goodword-"));
  const key = randomBytes(32);
  const file = (name, content) => { writeFileSync(join(folder, name), content); return join(folder, name); };
  const identity = file("identity.toml",
    `issuer = "${ISSUER}"\naudience = "${AUDIENCE}"\n[[keys]]\nkid = "a"\nalg = "HS256"\nkey = "${key.toString("base64")}"\n`);
  const seed = file("seed.json", JSON.stringify(snapshot));
  const where = database ?? `sqlite:${join(folder, "community.db")}`;
  const isLivedIn = demo === "lived in";
  if (!isLivedIn) execFileSync(program, ["import", "--database", where, seed], { stdio: "ignore" });
  const ports = [];
  for (let n = 0; n < instances; n += 1) ports.push(await freePort());
  let children = [];
  const start = async () => {
    children = [];
    for (const port of ports) {
      const child = spawn(program, [
        "serve", "--database", where, ...(demo ? ["--demo"] : ["--identity", identity]), "--www", dist, "--port", String(port),
        "--log", "quiet", "--limit", "none", "--proof-of-work", proof, ...isLivedIn ? ["--seed", seed] : [], ...args,
      ], { stdio: ["ignore", "pipe", isLivedIn ? "ignore" : "inherit"] });
      children.push(child);
      const ended = once(child, "exit").then(() => { throw new Error("goodword serve ended at once"); });
      ended.catch(() => {});
      await Promise.race([once(createInterface({ input: child.stdout }), "line"), ended]);
    }
  };
  const stop = (signal = "SIGTERM") => Promise.all(children.map((child) => {
    const ended = once(child, "exit");
    child.kill(signal);
    return ended;
  }));
  const balanced = instances > 1 ? await balancer(ports) : undefined;
  const url = balanced?.url ?? `http://127.0.0.1:${ports[0]}`;
  const part = (value) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const token = (sub, name = sub, role = "visitor") => {
    const now = Math.floor(Date.now() / 1000);
    const message = `${part({ alg: "HS256", kid: "a" })}.${part({ iss: ISSUER, aud: AUDIENCE, sub, name, role, iat: now, exp: now + 300 })}`;
    return `${message}.${createHmac("sha256", key).update(message).digest("base64url")}`;
  };
  const api = async (token, method, path, body) => {
    const headers = { "content-type": "application/json", "idempotency-key": crypto.randomUUID() };
    if (token) headers.authorization = `Bearer ${token}`;
    const answer = await fetch(`${url}/api/${path}`, { method, headers, body: body && JSON.stringify(body) });
    const text = await answer.text();
    return { status: answer.status, ...(text && JSON.parse(text)) };
  };
  await start();
  const close = async () => {
    await stop().catch(() => {});
    await balanced?.close();
    rmSync(folder, { recursive: true });
  };
  const files = () => Buffer.concat(readdirSync(folder).filter((name) => name.startsWith("community.db")).map((name) => readFileSync(join(folder, name))));
  return { url, files, token, api, start, stop, close };
}
