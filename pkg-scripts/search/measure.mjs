// One engine in one fresh page: its times, and what it holds of memory.
import { GAVE_UP, within } from "./within.mjs";

/** How long a step may take. An engine that needs longer is told so, and not waited for. */
export const READY_S = 45;
/** How long an engine may answer in one round: whole queries, and queries as they are typed. */
export const WHOLE_MS = 2000, TYPED_MS = 3000;
/** As many hits as a panel shows. */
const LIMIT = 10;

/** A page of its own, in a browser context of its own, so that no engine finds what another left. */
export async function visit(browser, site) {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(`${site.url}/`);
  const cdp = await context.newCDPSession(page);
  const call = (name, ...args) => page.evaluate(async ([name, args]) => (await import("/page.js"))[name](...args), [name, args]);
  return { page, cdp, call, close: () => context.close() };
}

/** What the page holds after everything that could go went: of objects, and outside of them. */
async function memory({ cdp, call }) {
  await cdp.send("HeapProfiler.collectGarbage");
  const { usedSize } = await cdp.send("Runtime.getHeapUsage");
  return usedSize + await call("memory");
}

/**
 * An engine from what `how` begins with, "build" from documents or "open" from a stored index, at `path`. Gives
 * `{ start, ready, memory, whole, typed }`, or `{ failed }` with the reason.
 */
export async function round(browser, site, engine, { how, path, options, queries, savePath }) {
  const { call, cdp, close } = await visit(browser, site);
  try {
    const found = { start: (await call("start", engine, options)).ms };
    const before = await memory({ cdp, call });
    if (path) await call("fetchBytes", path);
    const ready = await within(READY_S * 1000, call("ready", how));
    if (ready === GAVE_UP) return { failed: `over ${READY_S} s` };
    found.ready = ready.ms;
    const first = await within(READY_S * 1000, call("ask", [queries.whole.slice(0, 1)], LIMIT, READY_S * 1000));
    if (first === GAVE_UP) return { failed: `a query over ${READY_S} s` };
    found.first = first.times[0];
    found.memory = await memory({ cdp, call }) - before;
    found.whole = await within(READY_S * 1000, call("ask", [queries.whole], LIMIT, WHOLE_MS));
    found.typed = await within(READY_S * 1000, call("ask", queries.typed, LIMIT, TYPED_MS));
    if (found.whole === GAVE_UP || found.typed === GAVE_UP) return { failed: `queries over ${READY_S} s` };
    if (savePath) found.save = await within(READY_S * 1000, call("save", savePath)).catch((error) => ({ failed: reason(error) }));
    return found;
  } catch (error) {
    return { failed: reason(error) };
  } finally {
    await close();
  }
}

/** The one line of an error that says what happened. */
const reason = (error) => /crash|Target.*closed/i.test(error.message) ? "the page ran out of memory" : error.message.split("\n")[0].slice(0, 120);
