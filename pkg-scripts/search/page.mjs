// What a measured page runs: one engine, from its code to the answers, step by step. Each function gives times in milliseconds; the page
// is isolated from other origins, so that its clock counts in steps of 5 microseconds.

const held = {};

/** So long nothing is done before each step, in which the browser ends what the step before left it to do beside. */
const PAUSE_MS = 100;
const pause = () => new Promise((done) => setTimeout(done, PAUSE_MS));

const timed = async (work) => {
  await pause();
  const began = performance.now();
  const value = await work();
  return { value, ms: performance.now() - began };
};

/** Loads the engine's code, to where it could begin. */
export async function start(name, options) {
  const { ms } = await timed(async () => {
    ({ default: held.engine } = await import(`/engines/${name}.js`));
    await held.engine.start?.(options);
  });
  return { ms, isolated: crossOriginIsolated };
}

/** Fetches what the next step takes, whose time is the network's and not an engine's. */
export async function fetchBytes(path) {
  held.bytes = new Uint8Array(await (await fetch(path)).arrayBuffer());
  return held.bytes.length;
}

/** From the bytes of the documents, or of the stored index, to an index that answers. */
export async function ready(how) {
  const { value, ms } = await timed(() => held.engine[how](held.bytes));
  held.index = value;
  held.bytes = undefined;
  return { ms };
}

/** A larger index is not handed over: what drives the browser carries each request in one text, which has an end. */
const MOST_STORED = 192 * 2 ** 20;

/** Stores the index, and hands it to the server. */
export async function save(path) {
  const { value, ms } = await timed(() => held.engine.save(held.index));
  if (value.length > MOST_STORED) throw new Error(`its index is ${Math.round(value.length / 2 ** 20)} MiB, over ${MOST_STORED / 2 ** 20}`);
  await fetch(path, { method: "POST", body: value });
  return { ms, bytes: value.length };
}

/** Asks every query of every list, one after the other, for at most so long; the time of each. */
export async function ask(lists, limit, mostMs) {
  await pause();
  const times = [], until = performance.now() + mostMs;
  let found = 0;
  for (const list of lists) {
    for (const query of list) {
      const began = performance.now();
      if (began > until) return { times, found, isWhole: false };
      let hits = held.engine.search(held.index, query, limit);
      // Waiting for what is there already would cost a turn of the loop.
      if (hits instanceof Promise) hits = await hits;
      times.push(performance.now() - began);
      found += hits.length;
    }
    // A page that never pauses would measure its own garbage at other places than a page that is typed in.
    await new Promise((done) => setTimeout(done));
  }
  return { times, found, isWhole: true };
}

/** The numbers of the best documents for each query. */
export async function answers(queries, limit) {
  const of = held.engine.numbers ?? held.engine.search, found = [];
  for (const query of queries) found.push([...await of(held.index, query, limit)].slice(0, limit));
  return found;
}

/** Bytes that the engine holds outside of JavaScript's own memory. */
export const memory = () => held.engine.memory?.() ?? 0;
