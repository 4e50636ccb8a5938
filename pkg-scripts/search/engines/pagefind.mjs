// Pagefind with its defaults: its own command makes the index beforehand from one page a topic, with the title as its heading, which it weighs
// seven times as much as the rest, and the page fetches the parts of the index that a query needs. Its answers name a page by a hash,
// and only fetching the page's part says what it is; times of searches leave that out.
let pagefind, base;

export default {
  name: "pagefind",
  label: "Pagefind",
  isServed: true,
  start(options) {
    base = options.base;
  },
  async open() {
    pagefind = await import(`${base}pagefind.js`);
    await pagefind.init();
    return pagefind;
  },
  async search(_index, query, limit) {
    const { results } = await pagefind.search(query);
    return results.slice(0, limit).map(({ id }) => id);
  },
  async numbers(_index, query, limit) {
    const { results } = await pagefind.search(query);
    const found = await Promise.all(results.slice(0, limit).map((result) => result.data()));
    return found.map(({ url }) => Number(/(\d+)/.exec(url)[1]));
  },
};
