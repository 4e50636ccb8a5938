// How many bytes a file is on its way: raw, gzip 9 and brotli 11.
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";
import { target } from "./node.mjs";

const { BROTLI_PARAM_QUALITY: QUALITY, BROTLI_PARAM_SIZE_HINT: HINT, BROTLI_PARAM_LGWIN: WINDOW } = constants;
/** Above this brotli 11 takes minutes a file; such a file is weighed by brotli 9, and told so. */
const MOST_BYTES = 96 * 2 ** 20;

/** `{ raw, gzip, brotli, quality }`; kept by content, because the highest levels take a second for each half megabyte. */
export async function weigh(bytes) {
  const folder = join(target, "bench/weights"), file = join(folder, `${createHash("sha256").update(bytes).digest("hex").slice(0, 24)}.json`);
  if (existsSync(file)) return JSON.parse(readFileSync(file, "utf8"));
  const quality = bytes.length > MOST_BYTES ? 9 : 11;
  const [zipped, brotli] = await Promise.all([
    promisify(gzip)(bytes, { level: 9 }),
    promisify(brotliCompress)(bytes, { params: { [QUALITY]: quality, [HINT]: bytes.length, [WINDOW]: 24 } }),
  ]);
  const found = { raw: bytes.length, gzip: zipped.length, brotli: brotli.length, quality };
  mkdirSync(folder, { recursive: true });
  writeFileSync(file, JSON.stringify(found));
  return found;
}
