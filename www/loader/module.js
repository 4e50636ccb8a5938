// What the build appends to the glue of each Wasm that comes later: of the one that draws bodies, and of the one that reads dialects;
// `instantiate` is mount.js's.
export const start = async (wasm, instantiate) =>
  __wbg_finalize_init((await instantiate(wasm, __wbg_get_imports())).instance);
