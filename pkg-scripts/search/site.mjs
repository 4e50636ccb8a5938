// The site that is measured: every engine as one minified file, as a site would ship it, and the data, on this machine.
import { build, transform } from "esbuild";
import { readFileSync, readdirSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join } from "node:path";
import { playground } from "./node.mjs";

const TYPES = { ".html": "text/html", ".js": "text/javascript", ".mjs": "text/javascript", ".wasm": "application/wasm", ".json": "application/json" };
/** These give a page the finest clock, see `page.mjs`. */
const ISOLATED = { "cross-origin-opener-policy": "same-origin", "cross-origin-embedder-policy": "require-corp", "cross-origin-resource-policy": "same-origin" };

/** An engine's adapter with all that it imports, minified. */
async function bundle(name) {
  const { outputFiles } = await build({
    entryPoints: [join(import.meta.dirname, `engines/${name}.mjs`)], bundle: true, minify: true, format: "esm", write: false,
    platform: "browser", target: "chrome120", logLevel: "error", external: ["/pagefind/*"],
  });
  return Buffer.from(outputFiles[0].contents);
}

/**
 * Serves on a free port. `files` maps a path to its bytes, and may be added to; a POST puts what it brings there. `folders` maps the
 * beginning of a path to a folder. `log` is called with path and bytes of each answer.
 */
export async function site(engines) {
  const files = new Map([
    ["/", Buffer.from("<!doctype html><meta charset=utf-8><title>One engine</title><link rel=icon href=data:,>")],
    ["/page.js", readFileSync(join(import.meta.dirname, "page.mjs"))],
  ]);
  if (engines.includes("goodword")) {
    const { folder, wasm } = playground();
    const { code } = await transform(readFileSync(join(folder, "engine.js"), "utf8"), { minify: true, format: "esm" });
    files.set("/goodword/engine.js", Buffer.from(code)).set("/goodword/engine_bg.wasm", wasm);
  }
  for (const name of engines) files.set(`/engines/${name}.js`, await bundle(name));
  const made = { files, folders: new Map(), log: undefined };
  const find = (path) => {
    if (files.has(path)) return files.get(path);
    for (const [prefix, folder] of made.folders) {
      const file = join(folder, path.slice(prefix.length));
      if (path.startsWith(prefix) && !path.includes("..") && statSync(file, { throwIfNoEntry: false })?.isFile()) return readFileSync(file);
    }
    return undefined;
  };
  const server = createServer(async (request, response) => {
    const path = decodeURIComponent(new URL(request.url, "http://site").pathname);
    if (request.method === "POST") {
      const pieces = [];
      for await (const piece of request) pieces.push(piece);
      files.set(path, Buffer.concat(pieces));
      return response.writeHead(204, ISOLATED).end();
    }
    const body = find(path);
    if (!body) return response.writeHead(404, ISOLATED).end();
    made.log?.(path, body);
    response.writeHead(200, { "content-type": TYPES[path === "/" ? ".html" : extname(path)] ?? "application/octet-stream", "cache-control": "no-store", ...ISOLATED });
    response.end(body);
  });
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  made.url = `http://127.0.0.1:${server.address().port}`;
  made.close = () => new Promise((done) => { server.close(done); server.closeAllConnections(); });
  return made;
}

/** The files of a folder, with those in its folders. */
export const filesIn = (folder) => readdirSync(folder, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile()).map((entry) => readFileSync(join(entry.parentPath, entry.name)));
