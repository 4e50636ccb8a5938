// How a value is put into a document's text: what it means changes there alone, and how the rest is written not at all.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

// As a page has it: Node takes a .js file for a module only where a package says so.
const source = readFileSync(new URL("../../../www/mapping/places.js", import.meta.url), "utf8");
const { characters, place, put } = await import(`data:text/javascript,${encodeURIComponent(source)}`);

const DOCUMENT = `{
  "ops": {
    "topics": { "url": "{+base}", "as": "row" }
  },
  "map": {
    "row": {}, "a.b": { "c": [1, 2] }
  }
}
`;

test("a value is put in the place of one, beside its neighbours, or below them, as they stand", () => {
  const check = (path, value, before, after) => {
    assert.equal(put(DOCUMENT, path, value), DOCUMENT.replace(before, after));
    assert.deepEqual(path.reduce((of, name) => of[name], JSON.parse(put(DOCUMENT, path, value))), value);
  };
  check(["ops", "topics", "as"], "x\"y", '"as": "row"', '"as": "x\\"y"');
  check(["ops", "topics", "items"], "[*]", '"as": "row"', '"as": "row", "items": "[*]"');
  check(["map", "row", "id"], { path: "n", as: "str" }, '"row": {}', '"row": {\n      "id": { "path": "n", "as": "str" }\n    }');
  check(["ops", "search"], { url: "u" }, '"as": "row" }', '"as": "row" },\n    "search": { "url": "u" }');
  check(["vars", "base"], "", '\n  }\n}\n', '\n  },\n  "vars": { "base": "" }\n}\n');
  check(["map", "a.b", "c"], null, "[1, 2]", "null");
});

test("what is no object gives way to one", () => {
  assert.deepEqual(JSON.parse(put('{"ops": "none"}', ["ops", "topics", "as"], "t")), { ops: { topics: { as: "t" } } });
  assert.deepEqual(JSON.parse(put("[]", ["a"], 1)), { a: 1 });
  assert.throws(() => put("{", ["a"], 1));
});

test("a mistake's path leads to the member, though names have dots, and else to what is nearest", () => {
  const at = (path) => DOCUMENT.slice(...place(DOCUMENT, path));
  assert.equal(at("ops.topics.url"), '"url": "{+base}"');
  assert.equal(at("map.a.b.c"), '"c": [1, 2]');
  assert.equal(at("ops.topics"), '"topics": {');
  assert.equal(at("ops.topics.page.style"), '"topics": {');
  assert.equal(at("dialect"), "{");
  assert.equal(at(""), "{");
});

test("bytes are counted as characters", () => assert.equal(characters("äß€𝄞x", 11), 5));
