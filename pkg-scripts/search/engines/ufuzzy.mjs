// uFuzzy with its defaults, and words in any order. It has no index and no fields: a topic is one line, its title first, and
// every word of a query has to be in it, which is why it finds nothing for most questions. It is made to filter lists by a few letters.
import uFuzzy from "@leeoniya/ufuzzy";
import { FIELDS, documents, packed, unpacked } from "./documents.mjs";

/** Words in any order, up to so many of them. */
const OUT_OF_ORDER = 5;
const ready = (lines) => ({ lines, fuzzy: new uFuzzy() });

export default {
  name: "ufuzzy",
  label: "uFuzzy",
  build: (bytes) => ready(documents(bytes).map((document) => FIELDS.map((field) => document[field]).filter(Boolean).join(" "))),
  search({ lines, fuzzy }, query, limit) {
    const [found, info, order] = fuzzy.search(lines, query, OUT_OF_ORDER);
    return order ? order.slice(0, limit).map((at) => info.idx[at]) : (found ?? []).slice(0, limit);
  },
  // There is nothing to store but the lines.
  save: ({ lines }) => packed(lines),
  open: (saved) => ready(unpacked(saved)),
};
