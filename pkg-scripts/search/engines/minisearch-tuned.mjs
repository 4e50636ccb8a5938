// MiniSearch as its README advises for search as one types: the last word as a beginning, and words of more than three letters
// with an edit in five letters. Its own weights for such matches are kept.
import minisearch from "./minisearch.mjs";

const options = {
  boost: { title: 3 },
  prefix: (_term, at, terms) => at === terms.length - 1,
  fuzzy: (term) => term.length > 3 ? 0.2 : null,
};

export default {
  ...minisearch,
  name: "minisearch-tuned",
  label: "MiniSearch, tuned",
  search: (index, query, limit) => index.search(query, options).slice(0, limit).map(({ id }) => id),
};
