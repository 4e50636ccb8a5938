// Pagefind's index of a community, made by its own command.
import { createHash } from "node:crypto";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { close, createIndex } from "pagefind";

const escaped = (text) => text.replace(/[&<>"]/g, (letter) => `&#${letter.charCodeAt(0)};`);
const page = ({ title, body, answer, tags }) => `<!doctype html><html lang="en"><title>${escaped(title)}</title><body><h1>${escaped(title)}</h1>
${[body, answer, tags.join(" ")].filter(Boolean).map((text) => `<p>${escaped(text)}</p>`).join("\n")}</body></html>`;
/** As many pages as are handed over at a time. */
const AT_ONCE = 64;

/**
 * Writes the index of the documents into a folder; how long that took in milliseconds. An index that is there already is left as
 * it is, because the largest takes minutes.
 */
export async function writePagefind(documents, folder) {
  const key = createHash("sha256").update(readFileSync(join(import.meta.dirname, "package-lock.json"))).update(JSON.stringify(documents)).digest("hex");
  const made = join(folder, "made.json");
  const before = existsSync(made) ? JSON.parse(readFileSync(made, "utf8")) : undefined;
  if (before?.key === key) return before.ms;
  const began = performance.now();
  const { index } = await createIndex();
  for (let at = 0; at < documents.length; at += AT_ONCE) {
    await Promise.all(documents.slice(at, at + AT_ONCE).map((document, n) => index.addHTMLFile({ url: `/${at + n}`, content: page(document) })));
  }
  rmSync(folder, { recursive: true, force: true });
  const { errors } = await index.writeFiles({ outputPath: folder });
  if (errors.length) throw new Error(errors.join("; "));
  await index.deleteIndex();
  await close();
  const ms = performance.now() - began;
  writeFileSync(made, JSON.stringify({ key, ms }));
  return ms;
}
