// What every engine in JavaScript begins with.
const decoder = new TextDecoder();

/** The documents in the bytes of the JSON array; each gets its number as its id, and its tags as one text. */
export const documents = (bytes) =>
  JSON.parse(decoder.decode(bytes)).map(({ title, body = "", answer = "", tags = [] }, id) => ({ id, title, body, answer, tags: tags.join(" ") }));

/** The fields that are searched. */
export const FIELDS = ["title", "body", "answer", "tags"];

/** An index as a site would store it: JSON. */
export const packed = (value) => new TextEncoder().encode(JSON.stringify(value));
export const unpacked = (bytes) => JSON.parse(decoder.decode(bytes));
