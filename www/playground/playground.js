// The ranking playground. What is found, in which order and why is worked out by the Wasm, which holds the search that panels
// have; here its answers are drawn, and what is turned is handed to it.
import { byId, counted, element, watchCopy, watchFiles } from "../demo/bench.js";
import start, { Playground } from "./%RANKING%.js";

const DEMO = new URL("../demo/community.json", import.meta.url);
/** Results that are shown, as many as a panel shows. */
const SHOWN = 10;
/** Topics that are indexed before the page breathes. */
const SLICE = 200;
/** Words that have a colour of their own. */
const COLOURS = 6;

const url = byId("url"), query = byId("query"), synonyms = byId("synonyms"), friend = byId("friend");

/** Texts that are outside and inside of marks in turn. */
const marked = (runs) => runs.map((text, at) => at % 2 ? element("mark", {}, text) : text);

/** Few digits, and never none where there is something. */
const short = (value) => value !== 0 && Math.abs(value) < 0.01 ? value.toPrecision(1) : value.toFixed(2);

// ── The community ────────────────────────────────────────────────────────────────────────────────────────────────────

/** The community that is ranked; nothing until one was read. */
let ranking;
/** Counts what was asked to be read: what was overtaken by a newer wish is dropped. */
let ticket = 0;

/** Reads a stream into a community of its own, so that what is shown stays until all of it was understood. */
async function read(stream, isWanted) {
  const made = new Playground();
  try {
    const reader = stream.getReader();
    for (let piece = await reader.read(); !piece.done && isWanted(); piece = await reader.read()) made.feed(piece.value);
    if (isWanted()) made.finish();
    while (isWanted() && made.index(SLICE)) await new Promise((next) => setTimeout(next));
    if (isWanted()) return made;
  } catch (error) {
    made.free();
    throw error;
  }
  made.free();
}

/** Shows the community that `open` gives a stream of, or says why there is none. */
async function show(name, open, isDemo = false) {
  const own = ++ticket;
  byId("community").textContent = `Reading: ${name}`;
  byId("failed").textContent = "";
  let said = "";
  try {
    const made = await read(await open(), () => own === ticket);
    if (own !== ticket) return made?.free();
    ranking?.free();
    ranking = made;
  } catch (error) {
    if (own !== ticket) return;
    said = `${name} could not be read: ${error.message}.`;
    if (ranking) said += " The community that was here before is still here.";
  }
  byId("failed").textContent = said;
  if (!ranking) {
    byId("community").textContent = "No community yet";
    return;
  }
  if (!said) begin(isDemo);
  describe();
}

function describe() {
  const { name, topics, skipped, reasons } = JSON.parse(ranking.describe());
  byId("community").textContent = `${name || "A community without a name"}, ${counted(topics, "topic", "topics")}`;
  byId("skipped").hidden = !skipped;
  byId("skipped").textContent = skipped ? `${counted(skipped, "part", "parts")} could not be used: ${reasons.join("; ")}` : "";
}

/** Sets a community that was just read as the page is set, or the page as a community is that brings knobs of its own. */
function begin(isDemo) {
  const { people, values, synonyms: brought } = JSON.parse(ranking.describe());
  for (const { name, set, usual, value } of knobs.values()) {
    if (values[name] !== usual) set(values[name]);
    else ranking.set(name, value());
  }
  if (brought) synonyms.value = brought;
  ranking.set_synonyms(synonyms.value);
  friend.replaceChildren(friend.options[0], ...people.map(({ id, name }) => element("option", { value: id }, name)));
  friend.value = "";
  byId("demo").hidden = isDemo;
  rank();
}

async function fetched(address) {
  let response;
  try {
    response = await fetch(address);
  } catch {
    throw new Error("nothing came from there. The server may be down, or not allow this page to read from it (Access-Control-Allow-Origin)");
  }
  if (!response.ok) throw new Error(`the server answers ${response.status}`);
  return response.body;
}

const showDemo = () => show("The community of the demonstration", () => fetched(DEMO), true);
const showFile = (chosen) => show(`“${chosen.name}”`, () => chosen.stream());

byId("from-url").addEventListener("submit", (event) => {
  event.preventDefault();
  show(`“${url.value}”`, () => fetched(url.value));
});
byId("demo").addEventListener("click", () => {
  showDemo();
  query.focus();
});

watchFiles(showFile);

// ── The knobs ────────────────────────────────────────────────────────────────────────────────────────────────────────

/** What belongs together; a knob that is in none comes last. */
const GROUPS = new Map([
  ["Where a word stands", ["title", "question", "answer", "tags", "title_b", "question_b", "answer_b", "tags_b", "k1"]],
  ["How a word is found", ["stem", "prefix", "synonym", "compound", "typo", "two_typos", "rare", "stop"]],
  ["How words add up", ["coordination", "all_words", "neighbours"]],
  ["Beside the words", ["best_answer", "me_too", "me_too_most", "recency", "recency_half_life", "friend"]],
  ["More", []],
]);
const groupOf = (knob) => [...GROUPS].find(([, names]) => names.includes(knob))?.[0] ?? "More";

/** By name: what the page needs of a knob. */
const knobs = new Map();

/** Markdown of one paragraph: code and words. */
const prose = (text) => text.split("`").map((part, at) => at % 2 ? element("code", {}, part) : part);

function drawKnob({ name, default: usual, least, most, meaning }) {
  const step = most <= 0.1 ? 0.001 : most <= 1 ? 0.01 : most <= 10 ? 0.05 : 1;
  const range = { min: least, max: most, step, value: usual };
  const number = element("input", { type: "number", id: `knob-${name}`, ...range, step: "any", "aria-describedby": `about-${name}` });
  const slider = element("input", { type: "range", ...range, "aria-label": `${name}, slider`, "aria-describedby": `about-${name}` });
  const reset = element("button", { type: "button", disabled: true, title: `Back to ${usual}`, "aria-label": `Reset ${name} to ${usual}` }, "↺");
  const row = element("div", { className: "knob" },
    element("label", { for: number.id }, name), number, reset, slider,
    element("div", { className: "ends", "aria-hidden": "true" }, element("span", {}, `${least}`), element("span", {}, `default ${usual}`), element("span", {}, `${most}`)),
    element("p", { className: "meaning", id: `about-${name}` }, ...prose(meaning)));
  const set = (value) => {
    const within = Math.min(most, Math.max(least, value));
    for (const input of [number, slider]) if (Number(input.value) !== within) input.value = within;
    row.classList.toggle("is-set", within !== usual);
    reset.disabled = within === usual;
    ranking?.set(name, within);
    countSet();
    soon();
  };
  const value = () => number.value === "" ? usual : Math.min(most, Math.max(least, Number(number.value)));
  slider.addEventListener("input", () => set(Number(slider.value)));
  // While a number is typed it may be none, or out of range: it counts once it is one.
  number.addEventListener("input", () => { if (number.value !== "" && number.checkValidity()) set(Number(number.value)); });
  number.addEventListener("change", () => set(value()));
  reset.addEventListener("click", () => {
    set(usual);
    number.focus();
  });
  knobs.set(name, { name, usual, set, value, row });
  return row;
}

function drawKnobs() {
  const all = JSON.parse(Playground.knobs());
  for (const group of GROUPS.keys()) {
    const rows = all.filter(({ name }) => groupOf(name) === group).map(drawKnob);
    if (!rows.length) continue;
    const count = element("span", { className: "set", hidden: true });
    const details = element("details", { className: "group" }, element("summary", {}, element("h3", {}, group), count), ...rows);
    details.open = !byId("knobs").children.length;
    byId("knobs").append(details);
  }
}

/** Says how many knobs of each group were turned. */
function countSet() {
  for (const group of byId("knobs").children) {
    const count = group.querySelectorAll(".is-set").length, said = group.querySelector(".set");
    said.hidden = !count;
    said.textContent = `${count} set`;
  }
  byId("reset").disabled = !document.querySelector(".is-set");
}

byId("reset").addEventListener("click", () => {
  for (const { set, usual } of knobs.values()) set(usual);
  query.focus();
});
synonyms.addEventListener("input", () => {
  ranking?.set_synonyms(synonyms.value);
  soon();
});
friend.addEventListener("change", () => {
  ranking?.set_friend(friend.value);
  soon();
});
query.addEventListener("input", () => soon());

// ── The results ──────────────────────────────────────────────────────────────────────────────────────────────────────

const WAYS = {
  same: "the same", stem: "another form", prefix: "begins with it", synonym: "of one meaning", compound: "joined or cut in two",
  typo: "one letter off", two_typos: "two letters off",
};
const FIELDS = ["title", "question", "answer", "tags"];

/** What a word's column says in words, by what the number beside the total is. */
const FACTORS = [
  ["coordination", "words that it lacks", 1],
  ["all_words", "every word is there", 0],
  ["neighbours", "neighbours in the title", 0],
  ["best_answer", "a best answer", 1],
  ["me_too", "others have it too", 1],
  ["recency", "lately active", 1],
  ["friend", "a friend has a part in it", 1],
];

let isDue = false;
/** Ranks before the next frame is drawn, once, however much was turned until then. */
function soon() {
  if (isDue) return;
  isDue = true;
  requestAnimationFrame(() => {
    isDue = false;
    if (ranking) rank();
  });
}

const colour = (at) => at < COLOURS ? String(at) : "more";

/** What each part of a score gave: parts of a sum, with the words' factors in them. */
function parts({ by_word, coordination, all_words, neighbours, unlifted, score }) {
  const words = by_word.map(({ term, score }, at) => ({ name: term, of: colour(at), gives: score * coordination }));
  return [
    ...words,
    { name: "every word", of: "more", gives: all_words },
    { name: "neighbours", of: "more", gives: neighbours },
    { name: "lift", of: "lift", gives: score - unlifted },
  ].filter(({ gives }) => gives > 0);
}

/** Takes a bar's shares of the whole. */
function drawBar(all, whole) {
  const label = all.map(({ name, gives }) => `${name} ${short(gives)}`).join(", ");
  const bar = element("div", { className: "bar", role: "img", "aria-label": label });
  for (const { name, of, gives } of all) {
    const part = element("span", { "data-word": of, title: `${name} ${short(gives)}` });
    part.style.inlineSize = `${100 * gives / whole}%`;
    bar.append(part);
  }
  return bar;
}

/** The ways whose terms made the score of a word: the best with the stricter ones, or a phrase alone. */
function counting({ ways, best }) {
  const until = ways.slice(0, best + 1);
  const sum = until.flatMap(({ stands }) => stands.flatMap(({ frequencies }) => frequencies)).reduce((a, b) => a + b, 0);
  return Math.abs(sum - ways[best].frequency) < 1e-3 * sum ? until : [ways[best]];
}

function drawWord(word, at) {
  const { term, is_prefix, ways, best, score } = word;
  const name = element("th", { scope: "row", "data-word": colour(at) }, is_prefix ? `${term}…` : term);
  if (best === null) return element("tr", {}, name, element("td", { colSpan: 2 }, "not in it"), element("td", {}, "0"));
  const counted = counting(word);
  const found = counted.flatMap(({ way, stands }) => stands.map(({ term, occurrences }) => {
    const where = FIELDS.flatMap((field, at) => occurrences[at] ? [`${field} ${occurrences[at]}×`] : []).join(", ");
    return element("li", {}, element("code", {}, term), ` ${WAYS[way]}: ${where}`);
  }));
  const fields = element("div", { className: "fields", "data-word": colour(at), "aria-hidden": "true" });
  for (const [field, name] of FIELDS.entries()) {
    const frequency = counted.flatMap(({ stands }) => stands).reduce((sum, { frequencies }) => sum + frequencies[field], 0);
    if (!frequency) continue;
    const share = element("span", { "data-field": String(field), title: name });
    share.style.flexGrow = frequency;
    fields.append(share);
  }
  const { idf, saturated, worth } = ways[best];
  const times = [`${short(idf)} rare`, `${short(saturated)} often`, ...worth === 1 ? [] : [`${short(worth)} way`]].join(" × ");
  return element("tr", {}, name, element("td", {}, element("ul", {}, ...found), fields),
    element("td", { className: "times" }, times), element("td", {}, short(score)));
}

function drawWhy(why) {
  const row = (name, value) => element("tr", {}, element("th", { scope: "row", colSpan: 3 }, name), element("td", {}, value));
  const factors = FACTORS.filter(([name, , nothing]) => why[name] !== nothing)
    .map(([name, meaning, nothing]) => row(meaning, nothing ? `× ${why[name].toFixed(3)}` : `+ ${short(why[name])}`));
  return element("table", {},
    element("thead", {}, element("tr", {}, ...["Word", "Found as", "How much", "Gives"].map((name) => element("th", { scope: "col" }, name)))),
    element("tbody", {}, ...why.by_word.map(drawWord)),
    element("tfoot", {}, row("words together", short(why.words)), ...factors, row("score", short(why.score))));
}

/** What a row's rank tells beside that of the other list. */
function moved({ rank, other }) {
  const by = other - rank;
  const [kind, sign, said] = other === null ? ["new", "new", "not among the first 50 by the defaults"]
    : by > 0 ? ["up", `▲ ${by}`, `up ${by} from ${other}`]
    : by < 0 ? ["down", `▼ ${-by}`, `down ${-by} from ${other}`]
    : ["same", "", ""];
  return element("span", { className: "moved", "data-moved": kind },
    element("span", { "aria-hidden": "true" }, sign), element("span", { className: "hidden" }, said));
}

/** Rows by topic, so that what was opened stays open and what has focus keeps it. */
let rows = new Map();

function drawHit(hit, whole) {
  const { id, rank, title, excerpt, why } = hit;
  const row = rows.get(id) ?? element("li", { "data-id": id });
  const details = row.querySelector("details") ?? element("details", { className: "why" }, element("summary", {}), element("div", { className: "sheet" }));
  details.firstChild.replaceChildren("Why ", element("b", {}, short(why.score)));
  details.lastChild.replaceChildren(drawWhy(why));
  const above = [
    element("span", { className: "rank", "aria-hidden": "true" }, String(rank)),
    element("h3", { dir: "auto" }, ...marked(title)), moved(hit),
    ...excerpt?.some(Boolean) ? [element("p", { className: "excerpt", dir: "auto" }, ...marked(excerpt))] : [],
    drawBar(parts(why), whole),
  ];
  // What is before the details is made anew; they themselves are not moved, because that would take their focus.
  if (!details.parentNode) row.append(details);
  while (row.firstChild !== details) row.firstChild.remove();
  details.before(...above);
  return row;
}

const isStill = matchMedia("(prefers-reduced-motion: reduce)");

/** Puts `wanted` into the list, and lets rows that were in it glide from where they were. */
function arrange(list, wanted) {
  const before = new Map([...list.children].map((row) => [row, row.offsetTop]));
  for (const row of [...list.children]) if (!wanted.includes(row)) row.remove();
  // The row that has focus is the one that is not moved in the document.
  const held = wanted.find((row) => row.contains(document.activeElement));
  const at = wanted.indexOf(held);
  if (held && held.parentNode === list) {
    for (const row of wanted.slice(0, at)) held.before(row);
    list.append(...wanted.slice(at + 1));
  } else {
    list.append(...wanted);
  }
  if (isStill.matches) return;
  for (const row of wanted) {
    const by = before.has(row) ? before.get(row) - row.offsetTop : 0;
    if (by) row.animate([{ transform: `translateY(${by}px)` }, { transform: "none" }], { duration: 220, easing: "ease-out" });
  }
}

function drawLegend(hits) {
  const words = hits[0].why.by_word.map(({ term, idf }, at) =>
    element("li", { "data-word": colour(at), className: idf ? "" : "is-unknown" }, term, ...idf ? [] : [element("span", { className: "hidden" }, " (in no topic)")]));
  byId("legend").replaceChildren(...words,
    element("li", { "data-word": "more" }, "every word, neighbours"), element("li", { "data-word": "lift" }, "beside the words"));
}

/** Nothing is said of what is being typed until it has stood for a moment. */
let saying;
function say(text) {
  clearTimeout(saying);
  saying = setTimeout(() => { byId("found").textContent = text; }, byId("found").textContent ? 300 : 0);
}

function rank() {
  const asked = query.value.trim();
  const { total, hits, usual, usual_total } = JSON.parse(ranking.search(query.value, SHOWN));
  const most = Math.max(...hits.map(({ score }) => score), Number.MIN_VALUE);
  const drawn = hits.map((hit) => drawHit(hit, most));
  rows = new Map(drawn.map((row) => [row.dataset.id, row]));
  arrange(byId("hits"), drawn);
  byId("legend").hidden = !hits.length;
  if (hits.length) drawLegend(hits);
  const of = (count) => counted(count, "topic", "topics");
  say(!asked ? "Type something to see what is found." : !total ? `Nothing is found for “${asked}”.`
    : total > hits.length ? `The best ${hits.length} of ${of(total)}.` : `${of(total)} found.`);
  byId("usual").replaceChildren(...usual.map(({ rank, title, score }) => element("li", {},
    element("span", { className: "rank", "aria-hidden": "true" }, String(rank)),
    element("span", { dir: "auto" }, title.join("")), element("span", { className: "score" }, `score ${short(score)}`))));
  const isUsual = !document.querySelector(".is-set") && !synonyms.value.trim();
  byId("usual-note").textContent = isUsual ? "The same: nothing is set yet." : `What Goodword finds where nothing is set: ${of(usual_total)}.`;
  byId("out").textContent = ranking.settings();
}

// ── What is taken along ──────────────────────────────────────────────────────────────────────────────────────────────

watchCopy(byId("out"));

try {
  await start({ module_or_path: new URL("./%RANKING%.wasm", import.meta.url) });
  drawKnobs();
  showDemo();
} catch (error) {
  byId("community").textContent = "No community yet";
  byId("failed").textContent = `This page cannot rank here: ${error.message}.`;
}
