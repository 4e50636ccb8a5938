// Pagefind's index of a community, made by its own command.
import { rmSync } from "node:fs";
import { close, createIndex } from "pagefind";

const escaped = (text) => text.replace(/[&<>"]/g, (letter) => `&#${letter.charCodeAt(0)};`);
const page = ({ title, body, answer, tags }) => `<!doctype html><html lang="en"><title>${escaped(title)}</title><body><h1>${escaped(title)}</h1>
${[body, answer, tags.join(" ")].filter(Boolean).map((text) => `<p>${escaped(text)}</p>`).join("\n")}</body></html>`;
/** As many pages as are handed over at a time. */
const AT_ONCE = 64;

/** Writes the index of the documents into a folder; how long that took in milliseconds. */
export async function writePagefind(documents, folder) {
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
  return performance.now() - began;
}
