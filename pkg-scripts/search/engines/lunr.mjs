// Lunr as its guide has it for search as one types: each word stemmed and whole counts most, the last one also as a beginning, and words
// of more than three letters with one edit count least. Words are cut at punctuation, which its own query parser would not do. It
// throws for some beginnings of words, such as "a" where a text holds "a*"; such a query is asked again for its whole words.
import lunr from "lunr";
import { FIELDS, documents, packed, unpacked } from "./documents.mjs";

const WORDS = /[\p{L}\p{N}]+/gu;

const ask = (index, words, isWide) => index.query((asked) => words.forEach((word, at) => {
  asked.term(word, { boost: 10 });
  if (isWide && at === words.length - 1) asked.term(word, { boost: 5, wildcard: lunr.Query.wildcard.TRAILING, usePipeline: false });
  if (isWide && word.length > 3) asked.term(word, { boost: 1, editDistance: 1 });
}));

export default {
  name: "lunr",
  label: "Lunr",
  build: (bytes) => lunr(function () {
    this.ref("id");
    for (const field of FIELDS) this.field(field, { boost: field === "title" ? 3 : 1 });
    for (const document of documents(bytes)) this.add(document);
  }),
  search(index, query, limit) {
    const words = query.toLowerCase().match(WORDS) ?? [];
    let hits;
    try {
      hits = ask(index, words, true);
    } catch (error) {
      if (!(error instanceof TypeError)) throw error;
      hits = ask(index, words, false);
    }
    return hits.slice(0, limit).map(({ ref }) => Number(ref));
  },
  save: packed,
  open: (saved) => lunr.Index.load(unpacked(saved)),
};
