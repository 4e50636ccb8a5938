// The examples of the page /endpoint.html: a story of requests, sent to a real `goodword serve --demo`, and what it answered, as HTML.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { community } from "../community.mjs";
import { dist } from "../harness.mjs";

const WHO = { ana: "Ana, a visitor", ben: "Ben, a visitor", eve: "Eve, an employee", mo: "Mo, a moderator" };
const WORDS = { 200: "OK", 201: "Created", 202: "Accepted", 204: "No Content", 401: "Unauthorized", 422: "Unprocessable Content", 428: "Precondition Required", 429: "Too Many Requests" };
/** The headers of an answer that its reader acts upon. */
const TELLING = ["location", "retry-after", "access-control-allow-origin", "access-control-allow-methods", "access-control-allow-headers", "access-control-max-age"];
/** A site on another origin. */
const SHOP = "https://shop.example";
/** So long a line of JSON stays one. */
const WIDTH = 74;

const escaped = (text) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
const flat = (value) => Array.isArray(value)
  ? `[${value.map(flat).join(", ")}]`
  : value && typeof value === "object"
    ? Object.keys(value).length ? `{ ${Object.entries(value).map(([name, inner]) => `${JSON.stringify(name)}: ${flat(inner)}`).join(", ")} }` : "{}"
    : JSON.stringify(value);

/** A value as marked-up JSON: on one line where it fits, and otherwise a member a line. */
function json(value, indent = "", before = 0) {
  const colour = (kind, text) => `<span class="${kind}">${escaped(text)}</span>`;
  const one = (value) => {
    if (Array.isArray(value)) return value.length ? `[${value.map(one).join(", ")}]` : "[]";
    if (!value || typeof value !== "object") return colour(typeof value === "string" ? "s" : "n", JSON.stringify(value));
    const members = Object.entries(value).map(([name, inner]) => `${colour("k", JSON.stringify(name))}: ${one(inner)}`);
    return members.length ? `{ ${members.join(", ")} }` : "{}";
  };
  const isLeaf = !value || typeof value !== "object";
  if (isLeaf || indent.length + before + flat(value).length <= WIDTH) return one(value);
  const deeper = `${indent}  `;
  const lines = Array.isArray(value)
    ? value.map((inner) => deeper + json(inner, deeper))
    : Object.entries(value).map(([name, inner]) => `${deeper}${colour("k", JSON.stringify(name))}: ${json(inner, deeper, name.length + 4)}`);
  const [open, close] = Array.isArray(value) ? "[]" : "{}";
  return `${open}\n${lines.join(",\n")}\n${indent}${close}`;
}

/** One request and its answer as a figure. */
function figure({ as, method, path, operation, head, body, status, telling, answer }) {
  const line = `${method} ${path}`;
  const said = (what, part, lines, value) => {
    const text = [lines.length ? `<span class="h">${escaped(lines.join("\n"))}</span>` : "", value === undefined ? "" : `<span data-json="${part}">${json(value)}</span>`];
    return `<pre class="${part}" tabindex="0" role="group" aria-label="${what}"><code>${text.filter(Boolean).join("\n\n")}</code></pre>`;
  };
  const asked = head.length || body !== undefined ? said(`What is sent by ${escaped(line)}`, "request", head, body) : "";
  const answered = said(`What ${escaped(line)} is answered`, "answer", telling, answer);
  return `<figure class="example" data-operation="${operation}" data-status="${status}">
<figcaption><span><b>${method}</b> ${escaped(path)}</span>${as ? ` <small>${WHO[as]}</small>` : ""}</figcaption>
${asked}${asked && "\n"}<p class="status"><b>${status}</b> ${WORDS[status]}</p>
${answered}
</figure>`;
}

/** Tells the story. Gives a map of the examples' names to their HTML. */
export async function examples() {
  const told = new Map();
  const snapshot = JSON.parse(readFileSync(`${dist}/demo/community.json`, "utf8"));
  const server = await community({ snapshot, demo: true, args: ["--guests"] });
  const strict = await community({ snapshot, demo: true, proof: "always", args: ["--allow-origin", SHOP] });
  const tell = async (name, as, method, path, { body, key = method === "POST" && !/flag|undo|referrals/.test(path), operation = path, expect = [200, 201, 202, 204], at = server, headers = {} } = {}) => {
    const sent = { ...headers };
    const head = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
    if (as) {
      const { token } = await (await fetch(`${at.url}/demo/token?as=${as}`)).json();
      sent.authorization = `Bearer ${token}`;
      head.push(`Authorization: Bearer ${token.slice(0, 16)}…`);
    }
    if (key) {
      sent["idempotency-key"] = key === true ? crypto.randomUUID() : key;
      head.push(`Idempotency-Key: ${sent["idempotency-key"]}`);
    }
    if (body) {
      sent["content-type"] = "application/json";
      head.push("Content-Type: application/json");
    }
    const answer = await fetch(`${at.url}/api/${path}`, { method, headers: sent, body: body && JSON.stringify(body) });
    const text = await answer.text();
    assert.ok([expect].flat().includes(answer.status), `${name}: ${answer.status} ${text}`);
    const value = text ? JSON.parse(text) : undefined;
    // Other answers allow every page; that is said once, by the preflight.
    const isTelling = (name) => answer.headers.has(name) && (method === "OPTIONS" || !name.startsWith("access-control"));
    const telling = TELLING.filter(isTelling).map((name) => `${name.replace(/\b[a-z]/g, (letter) => letter.toUpperCase())}: ${answer.headers.get(name)}`);
    if (value === undefined && !telling.length) telling.push("(nothing)");
    told.set(name, figure({
      as, method, path: `/api/${path}`, operation: `${method.toLowerCase()} /api/${operation.split("?")[0]}`, head, body, status: answer.status, telling, answer: value,
    }));
    return value;
  };
  const as = async (who, ...request) => server.api((await (await fetch(`${server.url}/demo/token?as=${who}`)).json()).token, ...request);
  try {
    await tell("discovery", "", "GET", "");
    await tell("topics", "", "GET", "topics?sort=unanswered&kind=question&limit=1");
    await tell("topic", "", "GET", "topics/38", { operation: "topics/{id}" });
    await tell("replies", "", "GET", "topics/78/replies?limit=1", { operation: "topics/{id}/replies" });
    await tell("search", "", "GET", "search?q=child%20lo&limit=1");
    await tell("recommendations", "", "GET", "recommendations?subject=k2&limit=1");
    await tell("range", "", "GET", "recommendations?prefix=0");
    const { next } = await tell("events", "", "GET", "events");

    const question = { kind: "question", title: "Does the K2 whistle?", body: "The old one *did*.", format: "markdown", tags: ["noise"], products: ["k2"], mood: "fine", website: "", opened_ms: 8210 };
    const key = crypto.randomUUID();
    const asked = await tell("ask", "ana", "POST", "topics", { body: question, key });
    await tell("key-taken", "ana", "POST", "topics", { body: { ...question, title: "Is it loud?" }, key, expect: 422 });
    await tell("waiting", "ana", "GET", `topics/${asked.id}`, { operation: "topics/{id}" });
    await tell("queue", "mo", "GET", "moderation?limit=1");
    await tell("approve", "mo", "POST", "moderation/acts", { body: { act: "approve", topic: asked.id } });
    await tell("reply", "eve", "POST", `topics/${asked.id}/replies`, { operation: "topics/{id}/replies", body: { body: "No, it clicks when it is done.", website: "", opened_ms: 20450 } });
    await tell("events-after", "", "GET", next);
    const { replies: [{ id: reply }] } = await server.api(null, "GET", `topics/${asked.id}`);
    await tell("me-too", "ben", "PUT", `topics/${asked.id}/me_too`, { operation: "topics/{id}/me_too" });
    await tell("follow", "ben", "PUT", `topics/${asked.id}/follow`, { operation: "topics/{id}/follow" });
    await tell("star", "ben", "PUT", `topics/${asked.id}/replies/${reply}/star`, { operation: "topics/{id}/replies/{reply}/star" });
    await tell("me-too-shared", "ben", "PUT", `topics/${asked.id}/me_too/shared`, { operation: "topics/{id}/me_too/shared" });
    await tell("star-shared", "ben", "PUT", `topics/${asked.id}/replies/${reply}/star/shared`, { operation: "topics/{id}/replies/{reply}/star/shared" });
    await tell("flag", "ben", "POST", "topics/1/flag?reply=1003", { operation: "topics/{id}/flag", body: { reason: "wrong", detail: "It was two spoons." } });
    await tell("solve", "ana", "PUT", `topics/${asked.id}/solved`, { operation: "topics/{id}/solved", body: { reply } });
    // Ana and Ben are friends while this is read.
    await as("ana", "PUT", `topics/${asked.id}/me_too`);
    await as("ana", "PUT", `topics/${asked.id}/me_too/shared`);
    for (const [one, other] of [["ana", "ben"], ["ben", "ana"]]) await as(one, "PUT", `friends/${other}`);
    await tell("seen", "ben", "GET", `topics/${asked.id}`, { operation: "topics/{id}" });
    for (const [one, other] of [["ana", "ben"], ["ben", "ana"]]) await as(one, "DELETE", `friends/${other}`);

    await tell("recommend", "ben", "PUT", "recommendations/k2", { operation: "recommendations/{subject}", body: { verb: "recommends", text: "Pours like a pencil.", audience: "friends", will_answer: true } });
    await tell("own-word", "ben", "GET", "recommendations/k2", { operation: "recommendations/{subject}" });
    const { referral } = await as("ben", "GET", "recommendations/k2");
    await tell("referral", "", "POST", `referrals/${referral}`, { operation: "referrals/{code}" });
    await as("ana", "PUT", "friends/ben");
    await as("ben", "PUT", "friends/ana");
    const asking = await tell("ask-friend", "ana", "POST", "topics", { body: { kind: "question", title: "Is it heavy when full?", to: "ben", private: true } });
    await tell("publish", "ana", "PUT", `topics/${asking.id}/public`, { operation: "topics/{id}/public" });
    await as("ana", "DELETE", "friends/ben");
    await as("ben", "DELETE", "friends/ana");
    await tell("withdraw", "ben", "DELETE", "recommendations/k2", { operation: "recommendations/{subject}" });
    await tell("befriend", "ana", "PUT", "friends/ben", { operation: "friends/{id}" });
    await as("ben", "PUT", "friends/ana");
    await as("ben", "PUT", "friends/eve");
    await as("eve", "PUT", "friends/ben");
    await tell("me", "eve", "PUT", "me", { body: { discoverable: true } });
    await tell("suggestions", "ana", "GET", "suggestions");
    await tell("dismiss", "ana", "PUT", "suggestions/eve/dismissed", { operation: "suggestions/{id}/dismissed" });
    await tell("friends", "ana", "GET", "friends");
    await tell("guest", "", "POST", "topics", { body: { kind: "question", title: "Do you ship to Malta?", guest: { name: "Gus", email: "gus@mail.example" } } });

    const hidden = await server.api((await (await fetch(`${server.url}/demo/token?as=mo`)).json()).token, "POST", "moderation/acts", { act: "hide", topic: "2" });
    await tell("undo", "mo", "POST", `moderation/acts/${hidden.id}/undo`, { operation: "moderation/acts/{id}/undo" });
    await tell("log", "mo", "GET", "moderation/acts?limit=2");

    await tell("bad-field", "ana", "POST", "topics", { body: { kind: "rant", title: "It drips" }, expect: 422 });
    await tell("too-quick", "ana", "POST", "topics", { body: { kind: "question", title: "Buy now", website: "", opened_ms: 12 }, expect: 429 });
    await tell("proof", "ana", "POST", "topics", { body: { kind: "question", title: "Is it loud?" }, expect: 428, at: strict });
    await tell("preflight", "", "OPTIONS", "topics", { at: strict, headers: {
      Origin: SHOP, "Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "authorization,content-type,idempotency-key",
    } });
  } finally {
    await server.close();
    await strict.close();
  }
  return told;
}

/** The text of a page with the example of each mark `<!-- example: NAME -->` … `<!-- / -->` put in its place. */
export function filled(page, told) {
  const left = new Set(told.keys());
  const text = page.replace(/<!-- example: ([\w-]+) -->[\s\S]*?<!-- \/ -->/g, (_, name) => {
    assert.ok(left.delete(name), `there is no example "${name}", or it is there twice`);
    return `<!-- example: ${name} -->\n${told.get(name)}\n<!-- / -->`;
  });
  assert.deepEqual([...left], [], "examples without a place on the page");
  return text;
}

/** What of the page is the same in each telling: ids, times, cursors, numbers of keys and tokens are not. */
export function lasting(page) {
  return page
    .replace(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, "ID")
    .replace(/20\d\d-\d\d-\d\dT[\d:.]+Z/g, "TIME")
    .replace(/(cursor=)[\w-]+/g, "$1CURSOR")
    .replace(/(challenge"<\/span>: <span class="s">")[\w-]+/g, "$1CHALLENGE")
    .replace(/(referral"<\/span>: <span class="s">"|referrals\/)[\w-]+/g, "$1CODE")
    .replace(/(Bearer )\w+…/g, "$1TOKEN");
}
