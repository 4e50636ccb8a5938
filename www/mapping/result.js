// What becomes of an answer, drawn: fields, rows that are left out, the next page, and what a panel will be able to do.
import { byId, counted, element } from "../demo/bench.js";
import { addressOf, headersOf } from "./answers.js";
import { fill } from "./elements.js";

/** How many rows that are left out are told one by one. */
const MOST_SKIPPED = 10;

const code = (text) => element("code", {}, text);
const note = (kind, ...inside) => element("li", { "data-kind": kind }, ...inside);

function table(lines, rows) {
  const body = lines.map(({ field, rows: having, values }) => element("tr", { className: having ? "" : "is-empty" },
    element("th", { scope: "row" }, field),
    element("td", { className: "count" }, `${having}`, element("span", { className: "hidden" }, ` of ${rows}`)),
    element("td", { dir: "auto" }, ...values.length ? values.map((value) => element("span", { className: "first" }, value)) : ["nothing"])));
  return element("table", {},
    element("thead", {}, element("tr", {}, ...["Field", "Rows", "First values"].map((name) => element("th", { scope: "col" }, name)))),
    element("tbody", {}, ...body));
}

/** A request as it would be sent, line by line. */
export function drawRequest(call, endpoint) {
  if (!call) return [];
  const address = addressOf(call, endpoint);
  const lines = [`${call.method || "GET"} ${address?.href ?? call.url}`, ...headersOf(call).map(([name, value]) => `${name}: ${value}`)];
  return [code([...lines, ...call.body === undefined ? [] : ["", call.body]].join("\n"))];
}

function nextPage(next, answer, endpoint) {
  const base = answer.url || addressOf({ url: next.of }, endpoint)?.href;
  let address;
  try {
    address = new URL(next.url, base);
  } catch {
    return note("bad", "no next page: ", code(next.url), " is no address");
  }
  if (new URL(base).origin !== address.origin) return note("bad", "no next page: ", code(address.href), " is of another origin");
  return note("next", "next page: ", code(`${next.method || "GET"} ${address.href}`));
}

function notes(read, answer, endpoint) {
  const hidden = read.hidden.map((name) => answer.headers
    ? note("bad", "header ", code(name), " is looked for, and is not there or hidden; from another origin the backend has to send ", code(`Access-Control-Expose-Headers: ${name}`))
    : note("soft", "header ", code(name), " is looked for; a sample has no headers"));
  const skipped = read.skipped.slice(0, MOST_SKIPPED).map(({ path, reason }) => note("skipped", "left out: ", code(path), ` ${reason}`));
  const more = read.skipped.length - skipped.length;
  return [
    ...skipped, ...more > 0 ? [note("skipped", `and ${more} more left out`)] : [],
    ...hidden,
    ...read.total === undefined ? [] : [note("soft", `${counted(read.total, "row", "rows")} in all`)],
    ...read.wait === undefined ? [] : [note("soft", `the backend wants to be left alone for ${read.wait} s`)],
    ...read.next ? [nextPage(read.next, answer, endpoint)] : [],
  ];
}

/** What was read of an answer; without one, what to do about it. */
export function drawResult(read, answer, endpoint) {
  const summary = byId("summary");
  if (!read || read.error) {
    summary.textContent = read ? `Nothing: ${read.error}` : "Ask the backend, or give a sample of its answer.";
    summary.dataset.kind = read ? "bad" : "none";
    fill(byId("table"));
    fill(byId("notes"));
    return;
  }
  const status = answer.status ? `, but the status is ${answer.status}` : "";
  summary.textContent = `${read.usable} of ${counted(read.rows, "row", "rows")} usable${status}`;
  summary.dataset.kind = answer.status || !read.usable ? "bad" : "good";
  fill(byId("table"), ...read.lines.length ? [table(read.lines, read.rows)] : []);
  fill(byId("notes"), ...notes(read, answer, endpoint));
}

/** What a panel can do: what is there first, and what is not in a line. */
export function drawCapabilities(all) {
  const has = all.filter(({ said }) => said.startsWith("present")), lacks = all.filter(({ said }) => !said.startsWith("present"));
  const item = ({ name, said }) => element("li", {}, code(name), said.includes(": ") ? ` ${said.slice(said.indexOf(": ") + 2)}` : "");
  fill(byId("has"), ...has.map(item));
  fill(byId("lacks"), ...lacks.map(item));
}

/** All mistakes, each a button that goes to its place. */
export function drawMistakes(mistakes) {
  byId("sound").textContent = mistakes.length ? counted(mistakes.length, "mistake", "mistakes") : "The dialect is sound.";
  byId("sound").dataset.kind = mistakes.length ? "bad" : "good";
  fill(byId("mistakes"), ...mistakes.map(({ path, reason }, at) => element("li", {},
    element("button", { type: "button", "data-mistake": String(at) }, code(path || "the document"), ` ${reason}`))));
}
