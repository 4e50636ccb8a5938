// The probe: one function that runs in the page before any of the page's scripts, and so stands alone.
//
// "Painted" is told as a page can know it: in the frame after the change, a message posted from requestAnimationFrame
// arrives when style, layout and paint of that frame are done in the main thread. Raster and display come after it;
// Event Timing, which counts them too, is noted beside it.

export function probe() {
  const tasks = [], frames = [], events = [], searches = [], shifts = [];
  const observe = (type, take, more) => {
    const observer = new PerformanceObserver((list) => list.getEntries().forEach(take));
    observer.observe({ type, buffered: true, ...more });
  };
  observe("longtask", ({ startTime, duration }) => tasks.push({ at: startTime, ms: duration }));
  observe("layout-shift", ({ value }) => shifts.push(value));
  observe("event", ({ name, startTime, duration }) => events.push({ name, at: startTime, ms: duration }), { durationThreshold: 16 });
  observe("long-animation-frame", (frame) => frames.push({
    at: frame.startTime,
    ms: frame.duration,
    blocking: frame.blockingDuration,
    rendering: frame.renderStart && frame.startTime + frame.duration - frame.renderStart,
    layout: frame.styleAndLayoutStart && frame.startTime + frame.duration - frame.styleAndLayoutStart,
    scripts: frame.scripts.map((script) => ({
      invoker: script.invoker, source: script.sourceURL.split("/").pop(), ms: script.duration, forced: script.forcedStyleAndLayoutDuration,
    })),
  }));
  addEventListener("good-word-search", ({ detail }) => searches.push(detail));

  const memories = new Set();
  for (const name of ["instantiate", "instantiateStreaming"]) {
    const real = WebAssembly[name];
    WebAssembly[name] = async (...values) => {
      const made = await real.apply(WebAssembly, values);
      const exports = (made.instance ?? made).exports;
      if (exports?.memory) memories.add(exports.memory);
      return made;
    };
  }

  const painted = () => new Promise((done) => requestAnimationFrame(() => {
    const frame = performance.now();
    const channel = new MessageChannel();
    channel.port1.onmessage = () => done({ frame, at: performance.now() });
    channel.port2.postMessage(0);
  }));
  const host = () => document.querySelector("good-word");
  const find = (selector) => host().shadowRoot.querySelector(selector);
  const isComplete = () => Boolean(find("#body[aria-busy=false]"));
  const watch = (call) => {
    const observer = new MutationObserver(call);
    observer.observe(host().shadowRoot, { childList: true, subtree: true, characterData: true, attributes: true });
    return observer;
  };

  /**
   * Presses the trigger and notes when search input, `least` rows and the complete library are painted, in ms from the
   * press. Rows are those of home, or of what `selector` names.
   */
  const open = (selector = "[role=tabpanel] .row", least = 8) => {
    const began = performance.now();
    const marks = {};
    const parts = {
      search: () => find("[role=combobox]"),
      rows: () => host().shadowRoot.querySelectorAll(selector).length >= least,
      complete: () => marks.rows && isComplete(),
    };
    const done = new Promise((resolve) => {
      const observer = watch(() => {
        for (const [name, holds] of Object.entries(parts)) {
          if (marks[name] || !holds()) continue;
          marks[name] = painted().then(({ at }) => marks[name] = at - began);
        }
        if (!marks.complete) return;
        observer.disconnect();
        resolve(Promise.all(Object.values(marks)));
      });
    });
    find("[part=trigger]").click();
    return { began, marks, done: done.then(() => ({ began, ...marks })) };
  };

  // One keystroke at a time: `begin` forgets the last one, `end` tells it once it is painted.
  let stroke;
  const strokes = () => {
    const observer = watch(() => {
      if (!stroke?.input) return;
      stroke.changed = performance.now();
      stroke.painted = painted();
    });
    addEventListener("keydown", ({ timeStamp }) => stroke = { key: timeStamp }, true);
    addEventListener("input", ({ timeStamp }) => {
      if (!stroke) return;
      stroke.input = timeStamp;
      // Where the same letters stay on screen there is nothing to change, and the next frame is the answer.
      stroke.painted = painted();
    }, true);
    return () => observer.disconnect();
  };
  const end = async () => {
    while (!stroke?.input) await painted();
    let last;
    // A change that comes a frame late moves the end.
    while (last !== stroke.painted) { last = stroke.painted; await last; await painted(); }
    const { key, input, changed, painted: end } = stroke;
    const { frame, at } = await end;
    stroke = undefined;
    return {
      key, all: at - input, fromKey: at - key, changed: changed !== undefined,
      work: (changed ?? input) - input, waiting: frame - (changed ?? input), drawing: at - frame,
    };
  };

  window.bench = {
    tasks, frames, events, searches, shifts, open, strokes, end, isComplete,
    wasmBytes: () => [...memories].reduce((sum, memory) => sum + memory.buffer.byteLength, 0),
    total: () => host().shadowRoot.querySelector(".heading p")?.textContent ?? "",
    fetched: () => performance.getEntriesByType("resource").map(({ name, startTime, responseEnd, encodedBodySize }) =>
      ({ name: new URL(name).pathname, from: startTime, to: responseEnd, bytes: encodedBodySize })),
    /** Comes back when observers have told what they saw. */
    settle: async () => {
      for (let n = 0; n < 3; n += 1) await painted();
      await new Promise((done) => setTimeout(done, 100));
    },
  };
}
