// Where everything stands in the text of a JSON document, and how something is put into it without touching the rest: whoever wrote the
// document finds it again as it was.

const TOKENS = /"(?:[^"\\]|\\.)*"|[[\]{},:]|[^\s[\]{},:"]+/g;

/**
 * Each value as `{ start, end }`, with `members`, a map by name, where it is an object; a member has `key` too, where its name begins.
 * Throws where the text is no JSON.
 */
function scan(text) {
  JSON.parse(text);
  const tokens = [...text.matchAll(TOKENS)];
  let at = 0;
  const value = () => {
    const { 0: sign, index: start } = tokens[at++];
    if (sign !== "{" && sign !== "[") return { start, end: start + sign.length };
    const members = new Map();
    for (let n = 0; !"}]".includes(tokens[at][0]); n += 1) {
      if (tokens[at][0] === ",") at += 1;
      const key = tokens[at];
      if (sign === "{") at += 2;
      members.set(sign === "{" ? JSON.parse(key[0]) : `[${n}]`, { key: key.index, ...value() });
    }
    return { start, end: tokens[at++].index + 1, ...sign === "{" ? { members } : {} };
  };
  return value();
}

/** The member whose name a path with dots begins with, the longest one, for names may have dots; and what is left of the path. */
function step({ members }, path) {
  const names = [...members?.keys() ?? []].filter((name) => path === name || path.startsWith(`${name}.`));
  const name = names.sort((a, b) => b.length - a.length)[0];
  return name === undefined ? undefined : [members.get(name), path.slice(name.length + 1)];
}

/** Where what a mistake's path names stands, as `[start, end]`: a member with its value, or the nearest thing that holds it. */
export function place(text, path) {
  let node = scan(text), rest = path;
  for (let found = step(node, rest); rest && found; found = rest && step(node, rest)) [node, rest] = found;
  const start = node.key ?? node.start;
  return [start, node.members ? Math.min(node.end, node.start + 1) : node.end];
}

/** JSON on one line, with air in it. */
function written(value) {
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  const parts = Array.isArray(value) ? value.map(written) : Object.entries(value).map(([name, inner]) => `${JSON.stringify(name)}: ${written(inner)}`);
  if (Array.isArray(value)) return `[${parts.join(", ")}]`;
  return parts.length ? `{ ${parts.join(", ")} }` : "{}";
}

/** White space that a line begins with. */
const indentAt = (text, at) => /^\s*/.exec(text.slice(text.lastIndexOf("\n", at - 1) + 1))[0].replace(/[^\t ].*/s, "");

/** The text with `value` at the names of `path`; objects on the way are made. Throws where the text is no JSON. */
export function put(text, path, value) {
  let node = scan(text), depth = 0;
  while (depth < path.length && node.members?.has(path[depth])) node = node.members.get(path[depth++]);
  const nested = (names) => names.reduceRight((inner, name) => ({ [name]: inner }), value);
  if (depth === path.length || !node.members) {
    return text.slice(0, node.start) + written(nested(path.slice(depth))) + text.slice(node.end);
  }
  const member = `${JSON.stringify(path[depth])}: ${written(nested(path.slice(depth + 1)))}`;
  const last = [...node.members.values()].at(-1), indent = indentAt(text, node.start);
  if (!last) return `${text.slice(0, node.start)}{\n${indent}  ${member}\n${indent}}${text.slice(node.end)}`;
  // Beside its neighbour, if that stands on a line with others, or else below it.
  const isAlone = !text.slice(text.lastIndexOf("\n", last.key) + 1, last.key).trim() && text.lastIndexOf("\n", last.key) > node.start;
  return `${text.slice(0, last.end)},${isAlone ? `\n${indentAt(text, last.key)}` : " "}${member}${text.slice(last.end)}`;
}

/** The offset in a text's characters of an offset in its bytes. */
export const characters = (text, bytes) => new TextDecoder().decode(new TextEncoder().encode(text).slice(0, bytes)).length;
