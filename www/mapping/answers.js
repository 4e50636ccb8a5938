// What backends answer: asked from this page, or given as a sample. Nothing is sent anywhere but to the backend, and only what was pressed.
import { element } from "../demo/bench.js";

/** Methods and headers that a page may send to anyone without asking first: the Fetch standard's safelists, as far as dialects can have them. */
const SIMPLE_METHODS = ["GET", "POST"], SIMPLE_HEADERS = ["accept", "accept-language", "content-language"];
const SIMPLE_TYPES = ["application/x-www-form-urlencoded"];

/** Where a call goes, below the endpoint; nothing where that is no address. */
export function addressOf(call, endpoint) {
  try {
    return new URL(call.url, endpoint || "https://backend.example/");
  } catch {
    return undefined;
  }
}

/** Headers of a call, by name. */
export function headersOf({ headers, type }) {
  const pairs = headers.flatMap((name, at) => at % 2 ? [] : [[name, headers[at + 1]]]);
  return [...pairs, ...type ? [["Content-Type", type]] : []];
}

/** An answer from its bytes. What stands in a page is a list of documents; one alone is a list too. Throws where it is no JSON. */
export function answer(bytes, { isOfPage = false, ...more }) {
  let value;
  try {
    value = JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    throw new Error("it is no JSON");
  }
  if (!isOfPage || Array.isArray(value)) return { bytes, value, ...more };
  return { bytes: new TextEncoder().encode(JSON.stringify([value])), value: [value], ...more };
}

/** Why nothing came that may be read, with what the backend would have to send. */
function refused(call, address) {
  const code = (text) => element("code", {}, text);
  if (location.protocol === "https:" && address.protocol === "http:") {
    return [element("p", {}, "A page of https may not ask a backend of http. Give the backend a certificate, or drop a sample of its answer here.")];
  }
  const asked = headersOf(call).filter(([name, value]) => !SIMPLE_HEADERS.includes(name.toLowerCase()) && !(name === "Content-Type" && SIMPLE_TYPES.includes(value)));
  const method = call.method || "GET";
  const lines = [`Access-Control-Allow-Origin: ${location.origin}`];
  const first = [
    ...asked.length ? [`Access-Control-Allow-Headers: ${asked.map(([name]) => name).join(", ")}`] : [],
    ...SIMPLE_METHODS.includes(method) ? [] : [`Access-Control-Allow-Methods: ${method}`],
  ];
  return [
    element("p", {}, "Nothing came that this page may read. Either the backend is not there, or it lets no page of another origin read. Its answers then need the header"),
    element("pre", {}, code(lines.join("\n"))),
    ...first.length ? [element("p", {}, "and its answers to OPTIONS need that one and"), element("pre", {}, code(first.join("\n")))] : [],
    element("p", {}, "for each page with a panel, this one among them. Until it has, fetch an answer without a browser and drop the file on this page:"),
    element("pre", {}, code(`curl '${address.href.replaceAll("'", "%27")}' > answer.json`)),
  ];
}

/** Asks a backend. Gives `{ answer }`, or `{ failed }`: the elements that say why there is none. */
export async function ask(call, address) {
  let response, bytes;
  try {
    response = await fetch(address, { method: call.method || "GET", headers: headersOf(call), body: call.body, credentials: "omit" });
    bytes = new Uint8Array(await response.arrayBuffer());
  } catch {
    return { failed: refused(call, address) };
  }
  const from = `status ${response.status}, ${bytes.length.toLocaleString("en")} bytes`;
  try {
    return { answer: answer(bytes, { from, status: response.ok ? undefined : response.status, headers: response.headers, url: response.url }) };
  } catch (error) {
    return { failed: [element("p", {}, `The backend answered with ${from}, but ${error.message}.`)] };
  }
}
