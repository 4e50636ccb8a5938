// Fuse.js as its documentation advises for long texts: matches anywhere in a field, and each word looked for by itself
// (`useTokenSearch`), without which a question would be one pattern that is nowhere. The title has three times the weight of the rest.
import Fuse from "fuse.js";
import { FIELDS, documents, packed, unpacked } from "./documents.mjs";

const OPTIONS = {
  keys: FIELDS.map((name) => ({ name, weight: name === "title" ? 3 : 1 })),
  ignoreLocation: true,
  useTokenSearch: true,
};

export default {
  name: "fuse",
  label: "Fuse.js",
  build: (bytes) => new Fuse(documents(bytes), OPTIONS),
  search: (fuse, query, limit) => fuse.search(query, { limit }).map(({ refIndex }) => refIndex),
  // It searches in the documents themselves, so they are stored beside its index.
  save: (fuse) => packed({ documents: fuse._docs, index: fuse.getIndex().toJSON() }),
  open(saved) {
    const { documents, index } = unpacked(saved);
    return new Fuse(documents, OPTIONS, Fuse.parseIndex(index));
  },
};
