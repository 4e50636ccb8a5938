// From the address of a backend to a tag. What a dialect makes of an answer is worked out by the Wasm, which reads as panels do; here
// its findings are drawn, and what is pressed is written into the dialect's document. Everything is worked out anew for each keystroke.
import { byId, element, watchFiles } from "../demo/bench.js";
import start, { Workbench } from "./%MAPPING%.js";
import { addressOf, answer as answerOf, ask } from "./answers.js";
import { ALWAYS_ASKED, EMPTY, KIND_MAPS, begun } from "./begin.js";
import { fill, shortened } from "./elements.js";
import { field, fieldPath, pattern, rowsPath, taken, within } from "./paths.js";
import { characters, place, put } from "./places.js";
import { drawCapabilities, drawMistakes, drawRequest, drawResult } from "./result.js";
import { drawTag, watchTag } from "./tag.js";
import { Tree } from "./tree.js";

/** How long a keystroke waits for the next one, in ms. */
const PAUSE = 150;

const editor = byId("editor"), endpoint = byId("endpoint"), shipped = byId("shipped"), template = byId("template");
const utf8 = new TextEncoder();

/** What a dialect can say: operations, and fields by kind of row. */
let language;
/** The document as it was shipped; the variables that are set beside it; what the Wasm makes of both. */
let original = "", vars = {}, bench, written = {}, operations = [], mistakes = [];
/** The operation that is looked at, and the answers that are here, by operation. */
let operation = "", answers = new Map();
/** The map and the field that a value is pressed for: "items" for the rows. */
let map = "", wanted = "items";
/** The topic that the answers show most of. */
let topic;
/** Counts what was begun, so that what was overtaken is dropped. */
let ticket = 0;

const say = (text) => { byId("said").textContent = text; };
const members = (value) => value && typeof value === "object" && !Array.isArray(value) ? value : {};
const own = () => members(members(written.ops)[operation]);
const info = () => operations.find(({ name }) => name === operation);
const isShipped = () => shipped.value !== "" && editor.value === original;

/** The answer that the operation reads. */
const current = () => answers.get(operation) ?? answers.get(info()?.from);

// ── Everything anew ──────────────────────────────────────────────────────────────────────────────────────────────────

const known = () => JSON.stringify({
  id: byId("id").value || topic?.id || "1", query: byId("query").value || topic?.word || "word", now: new Date().toISOString(),
});

function update() {
  try {
    written = members(JSON.parse(editor.value));
  } catch {
    written = {};
  }
  const has = members(written.vars);
  vars = Object.fromEntries(Object.entries(vars).filter(([name]) => name in has && name !== "base"));
  bench?.free();
  bench = new Workbench(utf8.encode(editor.value), endpoint.value.trim(), JSON.stringify(vars));
  mistakes = JSON.parse(bench.mistakes());
  operations = JSON.parse(bench.operations());
  if (!info()) operation = operations[0]?.name ?? "";
  drawMistakes(mistakes);
  drawOperations();
  drawVars();
  show();
}

/** Draws what belongs to the operation that is looked at. */
function show() {
  const answer = current();
  const read = answer && info() ? JSON.parse(bench.read(operation, answer.bytes, answer.headers, known())) : undefined;
  if (read?.topic && ["topics", "search"].includes(operation)) topic = read.topic;
  drawAsking();
  drawResult(read, answer, endpoint.value.trim());
  drawCapabilities(JSON.parse(bench.capabilities()));
  drawPointing();
  drawTag({ isShipped: isShipped(), name: shipped.value, endpoint: endpoint.value.trim(), text: editor.value, vars, base: members(written.vars).base, mistakes });
}

let waiting;
/** Everything anew when nobody types any more. */
function soon() {
  clearTimeout(waiting);
  waiting = setTimeout(update, PAUSE);
}

/** Writes into the document. */
function write(path, value) {
  try {
    editor.value = put(editor.value, path, value);
  } catch {
    say("The document is no JSON yet.");
    return false;
  }
  clearTimeout(waiting);
  update();
  return true;
}

// ── The dialect ──────────────────────────────────────────────────────────────────────────────────────────────────────

/** Begins with a document; answers of another backend are of no use to it. */
function begin(text, name = "") {
  ticket += 1;
  shipped.value = name;
  original = text;
  editor.value = text;
  [vars, topic, operation, map, wanted] = [{}, undefined, "", "", "items"];
  answers = new Map();
  for (const id of ["query", "id", "sample"]) byId(id).value = "";
  byId("failed").textContent = "";
  fill(byId("refused"));
  update();
  showAnswer();
}

async function choose() {
  const name = shipped.value, mine = ++ticket;
  if (!name) return begin(EMPTY);
  try {
    const response = await fetch(new URL(`../dialects/${name}.json`, import.meta.url));
    if (!response.ok) throw new Error(`the server answers ${response.status}`);
    const text = await response.text();
    if (mine === ticket) begin(text, name);
  } catch (error) {
    if (mine === ticket) byId("failed").textContent = `The dialect could not be read: ${error.message}.`;
  }
}

function drawVars() {
  const has = Object.entries(members(written.vars)).filter(([name]) => name !== "base");
  byId("vars").hidden = !has.length;
  fill(byId("vars"), ...has.map(([name]) => element("div", {},
    element("label", { for: `var-${name}` }, name),
    element("input", { id: `var-${name}`, "data-var": name, type: "text", autocomplete: "off", spellcheck: false }))));
  for (const input of byId("vars").querySelectorAll("input")) {
    if (input !== document.activeElement) input.value = vars[input.dataset.var] ?? members(written.vars)[input.dataset.var];
  }
}

function drawOperations() {
  fill(byId("operations"), ...operations.map(({ name }) => element("label", {},
    element("input", { type: "radio", name: "operation", value: name, className: "hidden" }), element("span", {}, name))));
  for (const input of byId("operations").querySelectorAll("input")) input.checked = input.value === operation;
  const left = ALWAYS_ASKED.filter((name) => !operations.some((one) => one.name === name));
  fill(byId("add"), element("option", { value: "" }, "Add an operation"), ...left.map((name) => element("option", { value: name }, name)));
  byId("add").parentNode.hidden = !left.length;
}

// ── The request ──────────────────────────────────────────────────────────────────────────────────────────────────────

/** The request of the operation; nothing where it reads another's answer. */
function call() {
  // The address of one that reads another's answer is that of further pages.
  const made = info() && !info().from && bench.call(operation, known());
  return made ? JSON.parse(made) : undefined;
}

/** Why the request is not to be sent from here, if so. */
function reason(made) {
  if (!info()) return "The dialect has no operation yet: add one.";
  if (info().writes) return "It writes. This page only reads; what a panel would send stands above.";
  if (!made) return info().from ? `It reads the answer of ${info().from}.` : "It has no address to ask yet: give it a url.";
  if (made.url === "page:") return "It reads the JSON-LD of the page that the panel is on: paste a sample of it.";
  if (!addressOf(made, endpoint.value.trim())) return "The backend’s address is none.";
  if (!endpoint.value.trim() && !members(written.vars).base) return "Name the backend’s address to ask it, or give a sample.";
  return "";
}

function drawAsking() {
  const made = call(), why = reason(made), url = own().url;
  byId("template-line").hidden = typeof url !== "string";
  if (template !== document.activeElement && typeof url === "string") template.value = url;
  byId("query-line").hidden = operation !== "search";
  byId("query").placeholder = topic?.word ?? "";
  byId("id-line").hidden = !["topic", "replies"].includes(operation) || !made;
  byId("id").placeholder = topic ? `${topic.id}: ${shortened(topic.title, 40)}` : "1";
  fill(byId("request"), ...drawRequest(made, endpoint.value.trim()));
  byId("request").hidden = !made;
  byId("ask").hidden = Boolean(why);
  byId("unasked").textContent = why;
}

async function press() {
  const made = call(), of = operation, mine = ++ticket;
  const address = addressOf(made, endpoint.value.trim());
  byId("answered").textContent = "Asking…";
  const { answer, failed } = await ask(made, address);
  if (mine !== ticket) return;
  fill(byId("refused"), ...failed ?? []);
  if (answer) answers.set(of, answer);
  if (of === operation || !answer) showAnswer();
  show();
}

/** Takes a sample of the operation's answer. */
function take(bytes, from) {
  try {
    answers.set(operation, answerOf(bytes, { from, isOfPage: own().url === "page:" }));
  } catch (error) {
    byId("failed").textContent = `${from} could not be read: ${error.message}.`;
    return;
  }
  ticket += 1;
  byId("failed").textContent = "";
  fill(byId("refused"));
  showAnswer();
  show();
}

// ── The answer, and what is pressed in it ────────────────────────────────────────────────────────────────────────────

const tree = new Tree(byId("tree"), {
  takes: (value) => wanted === "items" ? value !== null && typeof value === "object"
    : value === null || typeof value !== "object" || ["texts", "replies", "count", "flag"].includes(spec()?.shape),
  picked,
});

function showAnswer() {
  const answer = current();
  byId("tree").hidden = !answer;
  byId("answered").textContent = answer ? `Of ${answer.from}.` : "None yet.";
  if (answer) tree.show(answer.value, marks());
  const isBegun = own().items !== undefined || Object.keys(members(members(written.map)[own().as])).length > 0;
  wanted = answer && isBegun ? next() : "items";
}

/** The maps that rows of the answer go through: the operation's own, and that of replies that come along. */
function maps() {
  if (!info()) return [];
  const items = own().items ?? ".";
  const rows = [items].flat().map(pattern);
  const name = own().as ?? KIND_MAPS[info().kind], replies = members(members(written.map)[name]).replies;
  const inner = typeof replies?.as === "string" && replies.path ? [replies.path].flat().flatMap((path) => within(rows, path) ?? []) : undefined;
  return [
    { name, kind: info().kind, rows, text: `Rows, by the map ${name}` },
    ...inner && replies.as !== name ? [{ name: replies.as, kind: "reply", rows: inner, text: `Their replies, by the map ${replies.as}` }] : [],
  ];
}

const chosen = () => maps().find(({ name }) => name === map) ?? maps()[0];
const fields = () => language.fields[chosen()?.kind] ?? [];
const spec = () => fields().find(({ name }) => name === wanted);
const filled = (name) => name === "items" ? own().items !== undefined : name in members(members(written.map)[chosen()?.name]);

/** The field that is likely to be pressed for next: what is required, then what comes next. */
function next() {
  const open = fields().filter(({ name }) => !filled(name) && name !== "excerpt");
  return (open.find(({ required }) => required) ?? open[0])?.name ?? wanted;
}

/** The paths that a field is made of. */
function paths(field) {
  if (typeof field === "string") return [field];
  if (Array.isArray(field)) return field;
  return [members(field).path ?? members(field).all ?? []].flat();
}

/** What stands at a place of the answer: rows or a row, and the fields that it becomes. */
function marks() {
  const all = maps();
  const ends = (wanted, steps) => wanted && taken(wanted, steps) === steps.length;
  const found = all.flatMap(({ name, rows }) => Object.entries(members(members(written.map)[name])).flatMap(([field, value]) =>
    paths(value).flatMap((path) => {
      const wanted = pattern(path);
      if (!wanted) return [];
      return (path.startsWith("$") ? [wanted] : rows.map((row) => row && [...row, ...wanted])).map((whole) => [field, whole]);
    })));
  return (steps) => ({
    role: all.some(({ rows }) => rows.some((row) => ends(row, steps))) && typeof steps.at(-1) === "number" ? "row"
      : all.some(({ rows }) => rows.some((row) => row?.length && ends(row.slice(0, -1), steps) && typeof row.at(-1) === "symbol")) ? "rows" : "",
    fields: [...new Set(found.filter(([, whole]) => ends(whole, steps)).map(([name]) => name))],
  });
}

function drawPointing() {
  byId("pointing").hidden = !current() || !info();
  if (byId("pointing").hidden) return;
  const all = maps();
  if (!all.some(({ name }) => name === map)) map = all[0].name;
  byId("maps-line").hidden = all.length < 2;
  fill(byId("maps"), ...all.map(({ name, text }) => element("option", { value: name }, text)));
  byId("maps").value = map;
  const targets = [...map === all[0].name && !info().writes ? [{ name: "items", text: "the rows", required: false }] : [], ...fields()];
  if (!targets.some(({ name }) => name === wanted)) wanted = next();
  fill(byId("fields"), ...targets.map(({ name, text, required }) => element("label", { className: filled(name) ? "is-filled" : "" },
    element("input", { type: "radio", name: "field", value: name, className: "hidden" }),
    element("span", {}, text ?? name, ...required ? [element("b", { className: "required", title: "required" }, "*"), element("span", { className: "hidden" }, ", required")] : [],
      ...filled(name) ? [element("span", { className: "hidden" }, ", written")] : []))));
  for (const input of byId("fields").querySelectorAll("input")) input.checked = input.value === wanted;
  drawWanted();
  tree.mark(marks());
}

function drawWanted() {
  byId("how").textContent = wanted === "items" ? "Press the list whose elements are the rows." : `Press a value to make it the ${wanted} of every row.`;
  byId("meaning").textContent = wanted === "items" ? "Without one the whole answer is one row." : spec()?.about ?? "";
}

function picked(steps, value) {
  const into = chosen(), what = wanted;
  const path = what === "items" ? rowsPath(steps, value) : fieldPath(into.rows, steps, spec().shape);
  if (path === undefined) return say("No path can name this place: a name on the way has a dot or a bracket.");
  if (what === "items") {
    if (!write(["ops", operation, "items"], path)) return;
  } else {
    const replies = members(members(members(written.map)[into.name]).replies).as ?? KIND_MAPS.reply;
    if (into === maps()[0] && own().as === undefined) write(["ops", operation, "as"], into.name);
    if (!write(["map", into.name, what], field(path, value, spec(), replies))) return;
    if (spec()?.shape === "replies" && !(replies in members(written.map))) write(["map", replies], {});
  }
  wanted = next();
  drawPointing();
  say(`${what === "items" ? "Rows" : what}: ${path}. Next: ${wanted === "items" ? "the rows" : wanted}.`);
}

// ── What is typed and pressed ────────────────────────────────────────────────────────────────────────────────────────

for (const input of [editor, endpoint, byId("query"), byId("id")]) input.addEventListener("input", soon);
shipped.addEventListener("change", choose);
template.addEventListener("input", () => write(["ops", operation, "url"], template.value));
byId("vars").addEventListener("input", ({ target }) => {
  vars[target.dataset.var] = target.value;
  soon();
});
byId("operations").addEventListener("change", ({ target }) => {
  operation = target.value;
  map = "";
  fill(byId("refused"));
  showAnswer();
  show();
});
byId("add").addEventListener("change", ({ target }) => {
  const name = target.value;
  if (!name || !write(["ops", name], begun(name, operations, written))) return;
  operation = name;
  drawOperations();
  showAnswer();
  show();
  byId("template").focus();
});
byId("fields").addEventListener("change", ({ target }) => {
  wanted = target.value;
  drawWanted();
});
byId("maps").addEventListener("change", ({ target }) => {
  map = target.value;
  wanted = next();
  drawPointing();
});
byId("ask").addEventListener("click", press);
byId("take").addEventListener("click", () => take(utf8.encode(byId("sample").value), "the pasted sample"));
byId("mistakes").addEventListener("click", ({ target }) => {
  const mistake = mistakes[target.closest("[data-mistake]")?.dataset.mistake];
  if (!mistake) return;
  const at = mistake.at === undefined ? place(editor.value, mistake.path) : Array(2).fill(characters(editor.value, mistake.at));
  editor.focus();
  editor.setSelectionRange(...at);
  // A browser shows the caret where it is typed, not where it is put.
  const line = editor.value.slice(0, at[0]).split("\n").length - 1;
  editor.scrollTop = Math.max(0, line * parseFloat(getComputedStyle(editor).lineHeight) - editor.clientHeight / 2);
});

/** A file is a dialect where it says so; else it is an answer. */
async function read(file) {
  const text = await file.text();
  let value;
  try {
    value = JSON.parse(text);
  } catch {
    byId("failed").textContent = `“${file.name}” could not be read: it is no JSON.`;
    return;
  }
  if (value && typeof value === "object" && "dialect" in value) begin(text);
  else take(utf8.encode(text), `“${file.name}”`);
}

watchFiles(read);

try {
  await start({ module_or_path: new URL("./%MAPPING%.wasm", import.meta.url) });
  language = JSON.parse(Workbench.language());
  watchTag();
  await choose();
} catch (error) {
  byId("failed").textContent = `This page cannot read dialects here: ${error.message}.`;
}
