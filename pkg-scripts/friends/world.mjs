// A made-up community of people who say things and know one another, the same each time.
import { random } from "../search/measures.mjs";

/** Milliseconds since 1970: a day in May 2026. */
export const NOW = Date.UTC(2026, 4, 1);
const DAY = 86_400_000;
const VERBS = ["loves", "recommends", "uses", "bought"];
/** One in so many is a champion. */
const CHAMPIONS = 200;
const SUBJECTS = 20;

/**
 * `{ snapshot, friends }`: so many words by half as many people, and some of these as the visitor's friends; of the words a sixth is for friends
 * only, half have a sentence, and one in ten is undated.
 */
export function words({ recommendations, friends }) {
  const next = random(recommendations), below = (end) => Math.floor(next() * end);
  const speakers = Math.ceil(recommendations / 2);
  const people = Array.from({ length: speakers }, (_, n) => ({ id: `p${n}`, name: `Person ${n}`, ...n % CHAMPIONS ? {} : { role: "champion" } }));
  const said = Array.from({ length: recommendations }, (_, n) => ({
    id: `r${n}`, person: `p${below(speakers)}`, subject: `k${below(SUBJECTS)}`, verb: VERBS[below(4)],
    text: below(2) ? "It has never let me down." : "", audience: below(6) ? "public" : "friends", will_answer: below(4) === 0,
    ...below(10) ? { created_at: new Date(NOW - below(2000 * 24) * DAY / 24).toISOString() } : {},
  }));
  const chosen = new Set();
  while (chosen.size < Math.min(friends, speakers)) chosen.add(`p${below(speakers)}`);
  return { snapshot: { goodword: 1, people, recommendations: said }, friends: [...chosen] };
}

/**
 * `{ people, pairs, viewer }`: pairs of numbers of people, so many, one end drawn evenly and the other by a power, as some are known by many; 1,000 of the pairs, or a
 * tenth, are friendships of the visitor. A few are there twice.
 */
export function friendships({ edges }) {
  const next = random(edges), people = Math.max(20, Math.ceil(edges / 10)), viewer = Math.floor(people / 2);
  const pairs = new Uint32Array(2 * edges), own = Math.min(1000, Math.ceil(edges / 10));
  for (let n = 0; n < edges; n += 1) {
    pairs[2 * n] = n < own ? viewer : Math.floor(next() * people);
    pairs[2 * n + 1] = Math.floor(people * next() ** 2);
  }
  return { people, pairs, viewer };
}
