// From a value that was pressed in an answer to the path that a dialect finds it by. A place in an answer is a list of steps: a member's
// name, or the number of an element.

/** A step of a pattern: all elements or members; and elements that may be filtered, where what is no list is a list of one. */
const ALL = Symbol("all"), SOME = Symbol("some");

/** The steps of a dialect's path, or nothing where it is not followed here: variables, joins, what a row stands in. */
export function pattern(path) {
  if (typeof path !== "string" || /^[@^]|->/.test(path)) return undefined;
  const text = path === "." ? "" : path.replace(/^\$/, "");
  return [...text.matchAll(/\[([^\]]*)\]|\.?([^.[]+)/g)].map(([, inside, name]) =>
    name ?? (inside === "*" ? ALL : /^\d+$/.test(inside) ? Number(inside) : SOME));
}

/** How many of the steps a pattern takes from their beginning; nothing where they go elsewhere. */
export function taken(wanted, steps) {
  let at = 0;
  for (const step of wanted) {
    if (step === SOME && typeof steps[at] !== "number") continue;
    if (at >= steps.length || typeof step !== "symbol" && step !== steps[at]) return undefined;
    at += 1;
  }
  return at;
}

/** Steps as a path writes them, or nothing where no path can name one of them. */
function written(steps) {
  if (steps.some((step) => typeof step === "string" && (!step || /[.[]|->/.test(step)))) return undefined;
  return steps.map((step) => typeof step === "number" ? `[${step}]` : step === ALL ? "[*]" : `.${step}`).join("");
}

/** The path from the root of an answer. */
export function fromRoot(steps) {
  const path = written(steps);
  return path === undefined ? undefined : `$${path}`;
}

/** The path from a row. A first name that would mean something else keeps its dot. */
function fromRow(steps) {
  const path = written(steps);
  return path === undefined ? undefined : path === "" ? "." : /^\.[^$^@]/.test(path) ? path.slice(1) : path;
}

/** The path of rows: the list that was pressed, or the one that what was pressed is in; without one it is the only row. */
export function rowsPath(steps, value) {
  let list = steps;
  if (!Array.isArray(value)) {
    const last = steps.findLastIndex((step) => typeof step === "number");
    if (last < 0) return fromRow(steps);
    list = steps.slice(0, last);
  }
  return fromRow([...list, ALL]);
}

/** Where replies stand that come with the rows of `items`. */
export function within(items, replies) {
  const inner = pattern(replies);
  return inner && items.flatMap((one) => one ? [[...one, ...inner, ...inner.at(-1) === ALL ? [] : [SOME]]] : []);
}

/** The path that a field of rows has, which stand where one of `rows` says, for what was pressed. */
export function fieldPath(rows, steps, shape) {
  const found = rows.map((row) => row && taken(row, steps)).find((count) => count !== undefined);
  if (found === undefined) return fromRoot(steps);
  const inner = steps.slice(found);
  // Of a list of texts not one text is wanted.
  return fromRow(shape === "texts" ? inner.map((step) => typeof step === "number" ? ALL : step) : inner);
}

/** What stands in the document for a field: its path, and what a look at the value says of it. */
export function field(path, value, { name, shape }, replies) {
  const as = (conversion) => ({ path, as: conversion });
  // Milliseconds of 1973 are seconds of the year 5138.
  if (shape === "time" && typeof value === "number") return as(value > 1e11 ? "epoch_ms" : "epoch");
  if (shape === "body" && typeof value === "string" && /<[a-z][^>]*>/i.test(value)) return as("html");
  if (shape === "text" && typeof value === "string" && /&(?:#\d+|#x[\da-f]+|[a-z]+);/i.test(value)) return as("unescape");
  if (shape === "replies") return as(replies);
  if (name === "status" && typeof value === "boolean") return { path, map: { true: "complete", false: "active" } };
  return path;
}
