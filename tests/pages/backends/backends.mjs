// The backends that run here, each with a panel's tag for it and what a panel can do with it beside reading.
//
// `search` is what only the address of a search has. A `start` gives `{ url, token, close, titles, found, topic }`: the backend's address, what `.identity` is for somebody who may write, and what its own
// API says: `titles()`, the newest first; `found(query)`, titles too; `topic(title)`, `{ author, picture, body, replies: [{ author, body }] }`. These are HTML unless it
// says `isPlain`.
import { jsonServer } from "./json-server.mjs";
import { nodebb } from "./nodebb.mjs";
import { wordpress } from "./wordpress.mjs";

export const BACKENDS = [
  { name: "wordpress", start: wordpress, does: ["reply"] },
  { name: "nodebb", start: nodebb, vars: "?cid=2", does: ["ask signed in", "reply", "star"] },
  { name: "json-server", start: jsonServer, does: ["ask as a guest", "ask signed in", "reply"] },
];
