// The same in plain JavaScript: words by Maps and a sort, people to know over graphology's graph.
import Graph from "graphology";

const VERB = { loves: 1, recommends: 0.8, uses: 0.6, bought: 0.35 };
const RANK = { loves: 0, recommends: 1, uses: 2, bought: 3 };
const HALF_LIFE_MS = 365 * 86_400_000, UNDATED = 2;

/** What is read once: people by id, friends as a set, dates as numbers. */
export function reading({ snapshot, friends }) {
  const roles = new Map(snapshot.people.map(({ id, role }) => [id, role]));
  const words = snapshot.recommendations.map((word) => ({ ...word, at: word.created_at ? Date.parse(word.created_at) : undefined }));
  return { roles, words, friends: new Set(friends) };
}

/** How strong a word is, by the formula of Goodword's documentation. */
export function strength({ roles, friends }, word, now) {
  const halves = word.at === undefined ? UNDATED : Math.max(0, now - word.at) / HALF_LIFE_MS;
  const whole = Math.floor(halves), left = 2 ** -whole * (1 - (halves - whole) / 2);
  const role = roles.get(word.person);
  const nearness = friends.has(word.person) ? 4 : role === "champion" || role === "owner" ? 1.5 : 1;
  return nearness * VERB[word.verb] * (0.5 + 0.5 * left) * (1 + (word.text.trim() ? 1 : 0) + (word.will_answer ? 0.1 : 0));
}

const earlier = (a, b) => a < b ? -1 : a > b ? 1 : 0;
const dated = ({ at }) => at ?? -Infinity;
const choice = (a, b) => RANK[a.verb] - RANK[b.verb] || dated(b) - dated(a) || !a.text.trim() - !b.text.trim() || earlier(a.id, b.id);

/** Voices of friends, and of everyone: `{ friends, everyone }`, each `[{ word, strong }]`. */
export function rank(read, now) {
  const voices = new Map();
  for (const word of read.words) {
    if (word.audience !== "public" && !read.friends.has(word.person)) continue;
    const key = `${word.person}\n${word.subject}`, other = voices.get(key);
    if (!other || choice(word, other) < 0) voices.set(key, word);
  }
  const found = { friends: [], everyone: [] };
  for (const word of voices.values()) {
    found[read.friends.has(word.person) ? "friends" : "everyone"].push({ word, strong: strength(read, word, now) });
  }
  const order = (a, b) => b.strong - a.strong || dated(b.word) - dated(a.word) || earlier(a.word.id, b.word.id);
  found.friends.sort(order);
  found.everyone.sort(order);
  return found;
}

/** The pairs as a graph. */
export function graph({ people, pairs }) {
  const graph = new Graph({ type: "undirected", multi: false, allowSelfLoops: false });
  for (let n = 0; n < people; n += 1) graph.addNode(`p${n}`);
  for (let n = 0; n < pairs.length; n += 2) {
    if (pairs[n] !== pairs[n + 1]) graph.mergeEdge(`p${pairs[n]}`, `p${pairs[n + 1]}`);
  }
  return graph;
}

/** Adamic-Adar by hand: `[{ id, mutual, score }]`, best first. */
export function peopleToKnow(graph, viewer, limit) {
  const own = new Set(graph.neighbors(viewer)), candidates = new Map();
  for (const friend of own) {
    const degree = graph.degree(friend);
    if (degree < 2) continue;
    const share = 1 / Math.log(degree);
    graph.forEachNeighbor(friend, (id) => {
      if (id === viewer || own.has(id)) return;
      const known = candidates.get(id);
      if (known) {
        known.mutual += 1;
        known.score += share;
      } else candidates.set(id, { id, mutual: 1, score: share });
    });
  }
  return [...candidates.values()].sort((a, b) => b.score - a.score || earlier(a.id, b.id)).slice(0, limit);
}
