// Goodword's own engine, in the Wasm of pkg-scripts/build-playground. The bytes are handed over in pieces, as the panel gets
// them from the network; ranking is the panel's, with its defaults.
const PIECE_BYTES = 64 * 1024;
let glue, memory;

export default {
  name: "goodword",
  label: "Goodword",
  async start({ goodword }) {
    glue = await import(goodword.glue);
    ({ memory } = await glue.default({ module_or_path: goodword.wasm }));
  },
  build(bytes) {
    const engine = new glue.Engine(false);
    for (let at = 0; at < bytes.length; at += PIECE_BYTES) engine.push(bytes.subarray(at, at + PIECE_BYTES));
    engine.finish();
    return engine;
  },
  search: (engine, query, limit) => engine.search(query, limit, true),
  save: (engine) => engine.save(),
  open: (saved) => glue.Engine.open(saved),
  // Memory that JavaScript's own count does not hold.
  memory: () => memory.buffer.byteLength,
};
