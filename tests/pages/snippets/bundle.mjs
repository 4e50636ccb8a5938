// Builds a snippet as a site would: its text, as it stands, and the framework that it imports.
import { build } from "esbuild";
import { join } from "node:path";
import { root } from "../harness.mjs";

/** The module that `source` is with its imports in it. */
export async function bundle(source) {
  const { outputFiles } = await build({
    stdin: { contents: source, resolveDir: root, loader: "jsx" },
    bundle: true,
    write: false,
    format: "esm",
    logLevel: "silent",
    // A template in a string needs Vue's compiler.
    alias: { vue: join(root, "node_modules/vue/dist/vue.esm-bundler.js") },
    define: {
      "process.env.NODE_ENV": '"production"', __VUE_OPTIONS_API__: "true", __VUE_PROD_DEVTOOLS__: "false",
      __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: "false",
    },
  });
  return outputFiles[0].text;
}
