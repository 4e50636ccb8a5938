// What is read twice: the browser asks whether what it keeps still holds, which costs no body and no permission.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Stage, begin, end, eventually, post } from "./stage.mjs";

before(begin);
after(end);

/** Answers to one path, as the network saw them: their status there, and the bytes of their bodies on the wire. */
async function watch({ cdp }, path) {
  const seen = [], at = new Map();
  cdp.on("Network.responseReceived", ({ requestId, response }) => {
    if (new URL(response.url).pathname.endsWith(path)) at.set(requestId, { status: response.status, kept: response.fromDiskCache });
  });
  cdp.on("Network.responseReceivedExtraInfo", ({ requestId, statusCode }) => at.has(requestId) && (at.get(requestId).status = statusCode));
  cdp.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
    if (at.has(requestId)) seen.push({ ...at.get(requestId), bytes: encodedDataLength });
  });
  await cdp.send("Network.enable");
  return seen;
}

test("a second reading of what has not changed costs a 304 and no body, and no question for permission", async () => {
  const at = new Stage();
  const here = await at.visit({});
  await here.loaded();
  const seen = await watch(here, "/topics/1");
  const open = async (n) => {
    await here.rows.first().click();
    await here.title.filter({ hasText: "How often should I descale?" }).waitFor();
    await eventually(async () => (await here.sent("topics/1")).length, n);
    await here.button("Back").click();
  };
  await open(1);
  await open(2);
  assert.deepEqual((await here.sent("topics/1")).map(({ status, is_conditional, bytes }) => [status, is_conditional, bytes > 0]), [[200, false, true], [304, true, false]]);
  assert.deepEqual((await here.seen()).requests.filter(({ method }) => method === "OPTIONS"), []);
  await eventually(() => seen.length, 2);
  assert.ok(seen[1].bytes < seen[0].bytes, JSON.stringify(seen));
  await at.close();
});

test("what was just written is read as it is now, and not as it was kept", async () => {
  const at = new Stage();
  const here = await at.visit({ token: "fresh" });
  await here.loaded();
  await here.rows.first().click();
  await here.button("Write a reply").click();
  await here.host.locator("#form-body").fill("Every six weeks.");
  await post(here);
  await here.host.locator(".reply").filter({ hasText: "Every six weeks." }).waitFor();
  await at.close();
});

test("a page that is opened again asks whether the front document still holds", async () => {
  const at = new Stage();
  const here = await at.visit({});
  await here.loaded();
  await here.page.reload();
  await here.loaded();
  await eventually(async () => (await here.sent("")).map(({ status, bytes }) => [status, bytes > 0]), [[200, true], [304, false]]);
  await at.close();
});

