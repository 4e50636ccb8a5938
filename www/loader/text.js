// What the build appends to the glue of the Wasm that draws bodies; `instantiate` is mount.js's.
export const start = async (wasm, instantiate) =>
  __wbg_finalize_init((await instantiate(wasm, __wbg_get_imports())).instance);
