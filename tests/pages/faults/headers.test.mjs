// A dialect that counts on a header which a backend of another origin does not show.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Stage, begin, end, lines } from "./stage.mjs";

before(begin);
after(end);

const dialect = (header) => JSON.stringify({
  dialect: 1, name: "Ours", vars: { base: "" },
  ops: {
    topics: { url: "{+base}/topics?page={page}", items: "data[*]", as: "topic", page: { style: "page", pages: `header:${header}` } },
    search: { url: "{+base}/search?q={query}&page={page}", items: "data[*]", as: "topic", page: { style: "page", pages: `header:${header}` } },
  },
  map: { topic: { id: "id", title: "title" } },
});

test("the developer is told once of a header that is hidden, and never of one that is shown", async () => {
  for (const [header, ...expected] of [["X-Pages", /no header x-pages; does Access-Control-Expose-Headers name it/], ["Date"]]) {
    const at = new Stage();
    at.site.routes["/own.json"] = dialect(header);
    const here = await at.visit({ attributes: `dialect="/own.json"` });
    await here.loaded();
    await here.search.fill("lid");
    // The service's own, so that its answer was read.
    await here.results.filter({ hasText: "Found for lid" }).first().waitFor();
    await lines(here, ...expected);
    await at.close();
    assert.deepEqual(here.errors, []);
  }
});
