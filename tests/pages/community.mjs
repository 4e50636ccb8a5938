// A community in a real database, served by the built server, and the site that vouches for its visitors.
import { spawn } from "node:child_process";
import { createHmac, randomBytes } from "node:crypto";
import { once } from "node:events";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { dist, root } from "./harness.mjs";

const ISSUER = "https://brand.example", AUDIENCE = "goodword";

async function freePort() {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address();
  await new Promise((done) => server.close(done));
  return port;
}

/**
 * Serves the built widget, the files of `folder` beside it, and a community of `topics` on SQLite.
 *
 * Gives `{ url, token, api, stop, start, close }`: `token(id, name, role)` signs as the site does, `api(token, method,
 * path, body)` asks the endpoint itself, `stop` and `start` are the server's, over the same file and port.
 */
export async function community({ snapshot, args = [] }) {
  const target = process.env.CARGO_TARGET_DIR ?? join(root, "target");
  const program = process.env.GOODWORD ?? ["release", "debug"].map((profile) => join(target, profile, "goodword")).find(existsSync);
  if (!program) throw new Error("The server is not built. Run: cargo build -p goodword-endpoint");
  const folder = mkdtempSync(join(tmpdir(), "goodword-"));
  const key = randomBytes(32);
  const file = (name, content) => { writeFileSync(join(folder, name), content); return join(folder, name); };
  const identity = file("identity.toml",
    `issuer = "${ISSUER}"\naudience = "${AUDIENCE}"\n[[keys]]\nkid = "a"\nalg = "HS256"\nkey = "${key.toString("base64")}"\n`);
  const seed = file("seed.json", JSON.stringify(snapshot));
  const port = await freePort();
  let child;
  const start = async () => {
    child = spawn(program, [
      "serve", "--database", `sqlite:${join(folder, "community.db")}`, "--seed", seed, "--identity", identity,
      "--www", dist, "--port", String(port), "--log", "quiet", "--limit", "none", "--proof-of-work", "never", ...args,
    ], { stdio: ["ignore", "pipe", "inherit"] });
    const ended = once(child, "exit").then(() => { throw new Error("goodword serve ended at once"); });
    ended.catch(() => {});
    await Promise.race([once(createInterface({ input: child.stdout }), "line"), ended]);
  };
  const stop = async (signal = "SIGTERM") => {
    const ended = once(child, "exit");
    child.kill(signal);
    await ended;
  };
  const url = `http://127.0.0.1:${port}`;
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
  return { url, token, api, start, stop, close: async () => { await stop().catch(() => {}); rmSync(folder, { recursive: true }); } };
}
