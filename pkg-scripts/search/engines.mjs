// The engines, by the names of their files in engines/.

/** What each is called, in the order of tables. */
export const LABELS = {
  goodword: "Goodword", minisearch: "MiniSearch", "minisearch-tuned": "MiniSearch, tuned", flexsearch: "FlexSearch", fuse: "Fuse.js",
  lunr: "Lunr", orama: "Orama", ufuzzy: "uFuzzy", pagefind: "Pagefind",
};

/** All of them. */
export const ALL = Object.keys(LABELS);

/** Those that run in Node.js as in a browser. */
export const IN_NODE = ALL.filter((name) => name !== "pagefind");
