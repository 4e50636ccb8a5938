// The shared data with relevance judgements, and communities of any size made of it.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { random } from "./measures.mjs";

export const root = join(import.meta.dirname, "../..");
const folder = process.env.GOODWORD_SEARCH_DATA ?? join(root, "../shared/data");
export const SETS = ["stackfaq", "banking77", "medquad"];
/** How a query was written: as people did, with letters wrong, with the last word not written to its end. */
export const VARIANTS = ["clean", "typo", "prefix"];

/** Whether the data lies beside the repository. */
export const hasData = () => existsSync(join(folder, "stackfaq/topics.jsonl"));

/** A file of a set as text, unpacked where only its packed form is there. */
function text(set, name) {
  const file = join(folder, set, name);
  if (existsSync(file)) return readFileSync(file, "utf8");
  if (existsSync(`${file}.gz`)) return gunzipSync(readFileSync(`${file}.gz`)).toString("utf8");
  throw new Error(`There is no ${file}. The search data lies beside the repository, in ../shared/data; GOODWORD_SEARCH_DATA names another folder.`);
}

const lines = (set, name) => text(set, name).split("\n").filter(Boolean);
const cells = (set, name) => lines(set, name).map((line) => line.split("\t"));

/** `[{ id, title, body, answer, tags }]`, every field there, in the file's order. */
export const topics = (set) => lines(set, "topics.jsonl").map((line) => {
  const { id, title, body = "", answer = "", tags = [] } = JSON.parse(line);
  return { id, title, body, answer, tags };
});

/** `[{ id, text }]` of a variant. */
export const queries = (set, variant) =>
  cells(set, variant === "clean" ? "queries.tsv" : `queries.${variant}.tsv`).map(([id, text]) => ({ id, text }));

/**
 * A Map from query id to a Map from topic id to grade. A judgement of a topic that is not there is left out, because no
 * engine could find it.
 */
export function judgements(set, there) {
  const known = new Set(there.map(({ id }) => id)), found = new Map();
  for (const [query, topic, grade] of cells(set, "qrels.tsv")) {
    if (!known.has(topic)) continue;
    if (!found.has(query)) found.set(query, new Map());
    found.get(query).set(topic, Number(grade));
  }
  return found;
}

/** All of a set: `{ name, topics, queries: { clean, typo, prefix }, judgements }`; only queries that something is relevant to. */
export function load(name) {
  const all = topics(name), judged = judgements(name, all);
  const answerable = ({ id }) => [...judged.get(id)?.values() ?? []].some((grade) => grade > 0);
  const asked = Object.fromEntries(VARIANTS.map((variant) => [variant, queries(name, variant).filter(answerable)]));
  return { name, topics: all, queries: asked, judgements: judged };
}

/** A copy of a list in an order drawn by `next`. */
export function shuffled(list, next) {
  const copy = [...list];
  for (let at = copy.length - 1; at > 0; at -= 1) {
    const other = Math.floor(next() * (at + 1));
    [copy[at], copy[other]] = [copy[other], copy[at]];
  }
  return copy;
}

const SYLLABLES = "ba be bi bo bu da de di do ka ke ki ko la le li lo ma me mi mo na ne ni no pa pe ra re ri ro sa se si so ta te ti to va ve vi vo xa zo tri pro cor gen lys ther ol ase ine ium".split(" ");

/** A word that is in no dictionary, as names of things and misspellings are. */
function rareWord(next) {
  const parts = 2 + Math.floor(next() * 3);
  return Array.from({ length: parts }, () => SYLLABLES[Math.floor(next() * SYLLABLES.length)]).join("");
}

/** How often a word of a copy is swapped with the one after it, replaced by one of another topic, or by a new one. */
const SWAPPED = 0.05, BORROWED = 0.05;
/**
 * How often a word is new. Counted in medquad: of 2.5 million words 27,000 differ, and the last tenth brings a new one in every 243, so that
 * by Heaps' law the words that differ grow as the 0.38th power of all. For 100,000 topics that is some 45,000; this rate gives 47,000.
 */
const NEW = 1 / 300;

/** A text with the order and choice of some of its words changed, so that no two copies are the same. */
function perturbed(text, borrow, next) {
  const words = text.split(" ");
  for (let at = 0; at < words.length; at += 1) {
    const chance = next();
    if (chance < SWAPPED && at + 1 < words.length) [words[at], words[at + 1]] = [words[at + 1], words[at]];
    else if (chance < SWAPPED + BORROWED) words[at] = borrow(next) ?? words[at];
    else if (chance < SWAPPED + BORROWED + NEW) words[at] = rareWord(next);
  }
  return words.join(" ");
}

/**
 * A community of `count` topics, for speed only. Up to medquad's size it is a seeded drawing from medquad, whose topics are as long as
 * those of real communities; above, all sets together, repeated with their words perturbed until there are enough.
 */
export function community(count) {
  const next = random(count), medquad = topics("medquad");
  if (count <= medquad.length) return count === medquad.length ? medquad : shuffled(medquad, next).slice(0, count);
  const all = SETS.flatMap(topics);
  const words = all.flatMap(({ title }) => title.split(" "));
  const borrow = (next) => words[Math.floor(next() * words.length)];
  const made = [...all];
  while (made.length < count) {
    for (const { id, title, body, answer, tags } of shuffled(all, next).slice(0, count - made.length)) {
      const again = (text) => text && perturbed(text, borrow, next);
      made.push({ id: `${id}~${made.length}`, title: again(title), body: again(body), answer: again(answer), tags });
    }
  }
  return made;
}

/** How many letters of a query are typed, at most. */
export const TYPED = 40;

/**
 * What is asked of a community to measure speed: `whole`, full queries of the shared lists, clean and misspelt, and words cut from titles;
 * and `typed`, lists of every beginning of some of them up to TYPED letters, as they are typed. Both in a seeded order.
 */
export function speedQueries(documents, many = 150) {
  const next = random(7);
  const take = (list, n) => shuffled(list, next).slice(0, n);
  const asked = ["medquad", "stackfaq", "banking77"].flatMap((set) => ["clean", "typo"].flatMap((variant) => take(queries(set, variant), many / 15).map(({ text }) => text)));
  const cut = take(documents, many - asked.length).map(({ title }) => {
    const words = title.split(" "), length = 1 + Math.floor(next() * 4);
    const from = Math.floor(next() * Math.max(1, words.length - length + 1));
    return words.slice(from, from + length).join(" ");
  });
  const whole = shuffled([...asked, ...cut], next);
  const typed = whole.slice(0, many * 2 / 3).map((query) => Array.from({ length: Math.min(TYPED, query.length) }, (_, at) => query.slice(0, at + 1)));
  return { whole, typed };
}
