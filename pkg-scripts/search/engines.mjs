// The engines, by the names of their files in engines/.

/** Those that run in Node.js as in a browser. */
export const IN_NODE = ["goodword", "minisearch", "minisearch-tuned"];
