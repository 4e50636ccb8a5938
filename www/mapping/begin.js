// What a dialect begins with that is written here.

/** The operations that can be added: those that read, and that nearly every backend has. */
export const ALWAYS_ASKED = ["topics", "search", "topic", "replies"];

/** What a map is called that gives a kind of row, where the document has no name for it. */
export const KIND_MAPS = { topic: "topic", reply: "reply", person: "person", recommendation: "recommendation" };

/** A dialect that asks the address as it was given, and knows nothing of the answer. */
export const EMPTY = `{
  "dialect": 1,
  "vars": { "base": "" },
  "ops": {
    "topics": { "url": "{+base}", "as": "topic" }
  },
  "map": {
    "topic": {}
  }
}
`;

const PLACES = { topics: "{+base}", search: "{+base}?q={query}", topic: "{+base}/{id}", replies: "{+base}/{id}/replies" };

/** An operation as it begins, with the map that others of its kind have, if there are any. */
export function begun(name, operations, { ops, map }) {
  const kind = name === "replies" ? "reply" : "topic";
  const like = operations.find((one) => one.kind === kind && ops[one.name]?.as);
  const as = like ? ops[like.name].as : KIND_MAPS[kind];
  const items = name === "search" && like ? ops[like.name].items : undefined;
  return { url: PLACES[name], ...items === undefined ? {} : { items }, ...like || as in (map ?? {}) ? { as } : {} };
}
