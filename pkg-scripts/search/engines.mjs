// The engines, by the names of their files in engines/.

/** What each is called, in the order of tables. */
export const LABELS = {
  goodword: "Goodword", "goodword-prebuilt": "Goodword, prebuilt", minisearch: "MiniSearch", "minisearch-tuned": "MiniSearch, tuned", flexsearch: "FlexSearch", fuse: "Fuse.js",
  lunr: "Lunr", orama: "Orama", ufuzzy: "uFuzzy", pagefind: "Pagefind",
};

/** All of them. The prebuilt index is Goodword's as well, opened and not built, and has a row of its own in tables of speed. */
export const ALL = Object.keys(LABELS).filter((name) => name !== "goodword-prebuilt");

/** Those that run in Node.js as in a browser. */
export const IN_NODE = ALL.filter((name) => name !== "pagefind");
