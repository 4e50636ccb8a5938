/** Copying and colouring of the snippets. Without this script they are read and selected as they stand. */

import { watchCopy } from "../demo/bench.js";

for (const button of document.querySelectorAll(".copy")) {
  button.hidden = false;
  watchCopy(button.closest("figure").querySelector("code"), button);
}

/** Comments and strings first: what stands in them is neither a keyword nor a tag. */
const TOKENS = new RegExp(
  [
    /(?<comment>\/\*[\s\S]*?\*\/|(?<=^|\s)\/\/.*|<!--[\s\S]*?-->)/,
    /(?<string>"[^"\n]*"|'[^'\n]*')/,
    /(?<tag><\/?[a-z][\w-]*|(?<=[\w"'}-])\s?\/?>(?=\s|<|$))/,
    /(?<keyword>\b(?:import|from|const|let|function|return|if|for|of|new|try|await|async|interface|array|defined|exit)\b)/,
  ].map((part) => part.source).join("|"),
  "gim",
);

if (globalThis.Highlight && CSS.highlights) {
  const ranges = { comment: [], string: [], tag: [], keyword: [] };
  for (const code of document.querySelectorAll("code[data-snippet]")) {
    const text = code.firstChild;
    for (const match of text.data.matchAll(TOKENS)) {
      const [kind] = Object.entries(match.groups).find(([, found]) => found !== undefined);
      const range = new StaticRange({
        startContainer: text, startOffset: match.index,
        endContainer: text, endOffset: match.index + match[0].length,
      });
      ranges[kind].push(range);
    }
  }
  for (const [kind, list] of Object.entries(ranges)) CSS.highlights.set(`code-${kind}`, new Highlight(...list));
}
