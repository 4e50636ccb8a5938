// What the rows of faults share: the server that misbehaves, pages with a panel that asks it, and what both tell of what happened.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { dist, eventually, gate, launch, open, ours, panel, root, serve } from "../harness.mjs";

/** The rows, in the order of the corpus: fault, group, what happens, and the test of it. */
export const rows = new Map();

/** A fault, what happens then in a sentence for readers, and the test that shows it. */
export function row(fault, happens, test) {
  assert.ok(!rows.has(fault), `${fault} has two tests`);
  rows.set(fault, { happens, test });
}

async function faultServer() {
  const program = join(process.env.CARGO_TARGET_DIR ?? join(root, "target"), "debug/goodword-faults");
  if (!existsSync(program)) throw new Error("The server of faults is not built. Run: cargo build -p goodword-faults");
  const child = spawn(program, { stdio: ["ignore", "pipe", "inherit"] });
  const [url] = await once(createInterface({ input: child.stdout }), "line");
  return { url, close: async () => { const ended = once(child, "exit"); child.kill("SIGTERM"); await ended; } };
}

/** The page around a panel: it counts the presses of a button of its own, and what goes wrong in it. */
export const page = (attributes, body = "") => `<!doctype html><html lang="en"><meta charset="utf-8"><title>Kettles</title>
<link rel="icon" href="data:,"><script type="module" src="/goodword.js"></script>
<body><h1>Kettles</h1><button id="own" onclick="window.pressed = (window.pressed ?? 0) + 1">Own</button>
<good-word loading="eager" ${attributes}><a href="/help">Help</a></good-word>${body}`;

let server, site, browser, runs = 0;

export async function begin() {
  server = await faultServer();
  site = await serve({ folder: dist });
  browser = await launch();
}

export async function end() {
  await browser?.close();
  await site?.close();
  await server?.close();
}

/** Pages of one row, closed when it is over. */
export class Stage {
  pages = [];

  /** The address of a service that a fault strikes at one place of it, for a run of its own. */
  service(fault, at = "all", run = `${(runs += 1)}`) {
    return `${server.url}/${fault}/${at}/${run}/`;
  }

  get site() { return site; }

  get browser() { return browser; }

  /**
   * Opens a page with a panel. `endpoint` is what it asks, or `fault` and `at` say it. `token` signs in: a text, or a function's source.
   * `clock` gives the page a clock that the test moves; `attributes` and `body` go into the page, `html` in its place.
   *
   * Gives what `open` and `panel` give, and `seen()`, what the service has seen, `sent(rest)`, how often it was asked for something.
   */
  async visit({ fault = "well", at = "all", endpoint = this.service(fault, at), token, clock, prepare, attributes = "", body = "", html, context, url, ...options } = {}) {
    const path = `/page-${(runs += 1)}`;
    site.routes[path] = { headers: { "content-type": "text/html; charset=utf-8" }, body: html ?? page(`endpoint="${endpoint}" ${attributes}`, body) };
    const made = await open(browser, url ?? site.url + path, { ...options, prepare: async (page) => {
      if (clock) await page.clock.install(clock === true ? {} : clock);
      await page.addInitScript((token) => {
        window.heard = [];
        for (const name of ["ready", "ask", "reply", "sign-in", "error", "search"]) {
          addEventListener(`good-word-${name}`, ({ detail }) => window.heard.push([name, detail]));
        }
        if (token) addEventListener("DOMContentLoaded", () => {
          document.querySelector("good-word").identity = token.startsWith("(") ? eval(token) : token;
        });
      }, token);
      await prepare?.(page);
    } });
    const run = endpoint.split("/").at(-2);
    const here = { ...made, ...panel(made.page), endpoint, told: [] };
    here.seen = async () => (await fetch(`${server.url}/seen/${run}`)).json();
    here.sent = async (rest, method) => (await here.seen()).requests
      .filter((seen) => seen.rest === rest && seen.method !== "OPTIONS" && (!method || seen.method === method));
    this.pages.push(here);
    return here;
  }

  /** Closes them, and holds each to what no fault may do: nothing uncaught, and a page that goes on working. */
  async close(checks = true) {
    for (const here of this.pages.splice(0)) {
      try {
        if (checks) {
          assert.deepEqual(here.errors, [], "uncaught errors and unhandled rejections");
          if (!here.page.isClosed() && await here.page.locator("#own").count()) {
            await here.page.locator("#own").evaluate((own) => own.click());
            assert.equal(await here.page.evaluate(() => window.pressed), 1, "the page's own button");
          }
        }
      } finally {
        await here.close();
      }
    }
  }
}

/** The panel's lines for the developer: one for each of `expected`, and no other. */
export async function lines(here, ...expected) {
  await eventually(async () => ours(here.lines).length, expected.length, here.lines.join("\n"));
  expected.forEach((line, n) => assert.match(ours(here.lines)[n], line));
}

/** From now on the page's clock stands still, until the test moves it. */
export async function stop({ page }) {
  await page.clock.pauseAt(await page.evaluate(() => Date.now()) + 500);
}

/** Writes a question, up to the button that posts it. */
export async function write(here, title, body) {
  await here.loaded();
  await here.host.locator("#ask").click();
  await here.host.locator("#form-title").fill(title);
  if (body) await here.host.locator("#form-body").fill(body);
}

export const post = (here) => here.host.locator("#post").click();

/** Both fields, as they stand. */
export const written = (here) => Promise.all(["#form-title", "#form-body"].map((field) => here.host.locator(field).inputValue()));

/** The title of the screen with what was asked. */
export const asked = (here, title) => here.title.filter({ hasText: title }).waitFor();

/** The screen that says that there is nothing, with its words. */
export async function notice(here, words) {
  const alert = here.host.getByRole("alert");
  await alert.waitFor();
  assert.match(await alert.textContent(), words);
  assert.equal(await here.page.locator("good-word > a").count(), 1, "the fallback's link");
}

/** A server that is not there. */
export async function nobody() {
  const gone = await serve();
  await gone.close();
  return `${gone.url}/api/`;
}

export { assert, eventually, gate, ours };
