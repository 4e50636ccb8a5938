// MiniSearch as its README begins: every word as it is written, any of them may match. Only the title's weight is set, as for all.
import MiniSearch from "minisearch";
import { FIELDS, documents, packed } from "./documents.mjs";

const OPTIONS = { fields: FIELDS };
const decoder = new TextDecoder();

export default {
  name: "minisearch",
  label: "MiniSearch",
  build(bytes) {
    const index = new MiniSearch(OPTIONS);
    index.addAll(documents(bytes));
    return index;
  },
  search: (index, query, limit) => index.search(query, { boost: { title: 3 } }).slice(0, limit).map(({ id }) => id),
  save: packed,
  open: (saved) => MiniSearch.loadJSON(decoder.decode(saved), OPTIONS),
};
