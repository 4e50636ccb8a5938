// FlexSearch as its README advises for natural language: a field each for a document, words also by their beginnings, its English preset
// (stems, stop words, contractions) over its balanced phonetic letters, and suggestions, without which every word has to match. It has no weights for
// fields; merged results prefer documents that match in several, and the title is the first. Of nine settings tried this
// found most on stackfaq.
import { Charset, Document, Encoder } from "flexsearch";
import english from "flexsearch/lang/en";
import { FIELDS, documents, packed, unpacked } from "./documents.mjs";

const empty = () => new Document({
  document: { id: "id", index: FIELDS.map((field) => ({ field, tokenize: "forward", encoder: new Encoder(Charset.LatinBalance, english) })) },
});

export default {
  name: "flexsearch",
  label: "FlexSearch",
  build(bytes) {
    const index = empty();
    for (const document of documents(bytes)) index.add(document);
    return index;
  },
  search: (index, query, limit) => index.search(query, { limit, suggest: true, merge: true }).slice(0, limit).map(({ id }) => id),
  save(index) {
    const parts = [];
    index.export((key, part) => void parts.push([key, part]));
    return packed(parts);
  },
  open(saved) {
    const index = empty();
    for (const [key, part] of unpacked(saved)) index.import(key, part);
    return index;
  },
};
