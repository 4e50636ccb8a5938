// Load for a server on this machine: a few connections that stay open, each with one request under way, over bare sockets, so
// that the client costs as little as it can of the processors that it shares with the server.
import { connect } from "node:net";
import { distribution } from "./bench-figures.mjs";

/** Where an answer ends that begins at the buffer's start; undefined while it is not there in full. */
function endOf(buffer) {
  const head = buffer.indexOf("\r\n\r\n");
  if (head < 0) return undefined;
  const headers = buffer.toString("latin1", 0, head).toLowerCase();
  const length = /\r\ncontent-length: (\d+)/.exec(headers);
  if (length) return buffer.length >= head + 4 + Number(length[1]) ? head + 4 + Number(length[1]) : undefined;
  const last = buffer.indexOf("\r\n0\r\n\r\n", head);
  return last < 0 ? undefined : last + 7;
}

/** One connection; `ask` gives the status of the answer to a whole request. */
async function open(port) {
  const socket = connect(port, "127.0.0.1").setNoDelay();
  let buffer = Buffer.alloc(0), settle;
  socket.on("data", (chunk) => {
    buffer = buffer.length ? Buffer.concat([buffer, chunk]) : chunk;
    const end = endOf(buffer);
    if (end === undefined) return;
    const answer = { status: Number(buffer.toString("latin1", 9, 12)), bytes: end };
    buffer = buffer.subarray(end);
    settle.resolve(answer);
  });
  socket.on("error", (error) => settle?.reject(error));
  await new Promise((done, failed) => socket.once("connect", done).once("error", failed));
  const ask = (request) => new Promise((resolve, reject) => {
    settle = { resolve, reject };
    socket.write(request);
  });
  return { ask, close: () => socket.destroy() };
}

export const get = (path, encodings = "br, gzip") => `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept-Encoding: ${encodings}\r\n\r\n`;

export const post = (path, headers, body) => [
  `POST ${path} HTTP/1.1`, "Host: 127.0.0.1", "Content-Type: application/json", `Content-Length: ${Buffer.byteLength(body)}`,
  ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`), "", body,
].join("\r\n");

/**
 * Sends what `next` gives, over so many connections, for so many seconds. `perSecond` and the spread of milliseconds; it
 * throws at an answer that is no success.
 */
export async function load(port, next, { connections = 16, seconds = 5 } = {}) {
  const lanes = await Promise.all(Array.from({ length: connections }, () => open(port)));
  const times = [];
  let bytes = 0;
  const began = performance.now(), until = began + seconds * 1000;
  await Promise.all(lanes.map(async (lane) => {
    while (performance.now() < until) {
      const request = next(), sent = performance.now();
      const answer = await lane.ask(request);
      if (answer.status >= 300) throw new Error(`${answer.status} for ${request.split("\r\n")[0]}`);
      times.push(performance.now() - sent);
      bytes += answer.bytes;
    }
  }));
  const took = (performance.now() - began) / 1000;
  lanes.forEach((lane) => lane.close());
  return { perSecond: times.length / took, bytes: bytes / times.length, ...distribution(times) };
}
