// Networks that fail, and servers that are slow.
import { assert, asked, eventually, lines, nobody, notice, post, row, stop, write, written } from "../stage.mjs";

row("dns/connection refused", "A sentence and a button that tries again, at once: nobody waits for tries that cannot be told from CORS.", async (at) => {
  const here = await at.visit({ endpoint: await nobody(), clock: true });
  await notice(here, /We cannot reach the answers/);
  assert.ok(await here.retry.isVisible());
  assert.equal(here.requests.filter((url) => url.startsWith(here.endpoint)).length, 1);
  await lines(here, /no answer; is the server up, and does it allow this site by Access-Control-Allow-Origin/);
});

row("no first byte for 10 s", "Gray shapes at once; after 8 s the request is aborted, and what was written stays.", async (at) => {
  const read = await at.visit({ fault: "silence", at: "list", clock: true });
  await read.find(".bones").waitFor();
  await eventually(async () => (await read.sent("topics")).length, 1);
  await stop(read);
  await read.page.clock.runFor(4_000);
  assert.equal(await read.host.getByRole("alert").count(), 0);
  await read.page.clock.runFor(4_000);
  await notice(read, /We cannot reach the answers/);
  await eventually(async () => (await read.sent("topics")).map(({ is_cut }) => is_cut), [true]);
  await lines(read, /no answer in time/);

  const wrote = await at.visit({ fault: "silence", at: "ask", token: "fresh", clock: true });
  await write(wrote, "Is it slow", "Very.");
  await post(wrote);
  await eventually(async () => (await wrote.sent("topics", "POST")).length, 1);
  await wrote.page.clock.runFor(8_100);
  await wrote.button("Post again").waitFor();
  assert.deepEqual(await written(wrote), ["Is it slow", "Very."]);
  await eventually(async () => (await wrote.sent("topics", "POST")).map(({ is_cut }) => is_cut), [true]);
  await lines(wrote, /no answer in time/);
});

row("drip 1 byte/s", "15 s are for the whole answer, however it drips.", async (at) => {
  const here = await at.visit({ fault: "drip", at: "list", clock: true });
  const [list] = await eventuallySome(() => here.sent("topics"));
  assert.equal(list.ended_ms, null);
  // Bytes go on arriving, and buy no time.
  await stop(here);
  await here.page.clock.runFor(10_000);
  assert.equal(await here.host.getByRole("alert").count(), 0);
  await here.page.clock.runFor(5_000);
  await notice(here, /We cannot reach the answers/);
  await eventually(async () => (await here.sent("topics")).map(({ is_cut }) => is_cut), [true]);
  await lines(here, /no answer in time/);
});

row("500", "What only reads is asked twice more, after waits by chance; what writes goes again under the same key.", async (at) => {
  const read = await at.visit({ fault: "500*2", at: "list" });
  await read.loaded();
  assert.deepEqual((await read.sent("topics")).map(({ status }) => status).slice(0, 3), [500, 500, 200]);
  await lines(read);
  const front = await at.visit({ fault: "500*2", at: "front" });
  await front.loaded();
  assert.equal((await front.sent("")).length, 3);
  const never = await at.visit({ fault: "500", at: "list" });
  await notice(never, /We cannot reach the answers/);
  assert.equal((await never.sent("topics")).length, 3);
  await lines(never, /HTTP 500/);
  const wrote = await at.visit({ fault: "500*2", at: "ask", token: "fresh" });
  await write(wrote, "Does it go again");
  await post(wrote);
  await asked(wrote, "Does it go again");
  const tries = await wrote.sent("topics", "POST");
  assert.equal(tries.length, 3);
  assert.equal(new Set(tries.map(({ key }) => key)).size, 1);
  assert.ok(tries[0].key);
  assert.equal((await wrote.seen()).rows.length, 1);
});

row("502/503 + Retry-After", "It is left alone for as long as it asks, in seconds or until a date, and a minute at most; the visitor reads why.", async (at) => {
  const here = await at.visit({ fault: "503,2*1", at: "list" });
  await here.host.getByText("A lot is being asked right now").waitFor();
  await here.loaded();
  const [first, second] = await here.sent("topics");
  assert.ok(second.ms - first.ms >= 1_990, `after ${second.ms - first.ms} ms`);
  const dated = await at.visit({ fault: "502,date*1", at: "front" });
  await dated.host.getByText("A lot is being asked right now").waitFor();
  await dated.loaded();
  const [before, after] = await dated.sent("");
  assert.ok(after.ms - before.ms >= 1_000, `after ${after.ms - before.ms} ms`);
  const long = await at.visit({ fault: "503,3600*1", at: "list", clock: true });
  await long.host.getByText("A lot is being asked right now").waitFor();
  await stop(long);
  await long.page.clock.runFor(50_000);
  assert.equal((await long.sent("topics")).length, 1);
  await long.page.clock.runFor(12_000);
  await long.page.clock.resume();
  await long.loaded();
  await lines(long, /left alone for 60 s/);
});

row("504 after server committed", "The same key brings the stored answer: one row.", async (at) => {
  const here = await at.visit({ fault: "committed*1", at: "ask", token: "fresh" });
  await write(here, "Was it kept");
  await post(here);
  await asked(here, "Was it kept");
  const tries = await here.sent("topics", "POST");
  assert.deepEqual(tries.map(({ status }) => status), [504, 201]);
  assert.equal(tries[0].key, tries[1].key);
  assert.equal((await here.seen()).rows.length, 1);
  await lines(here);
});

row("429 + Retry-After:30", "No request before that; the button counts the seconds down, and what was written stays.", async (at) => {
  const here = await at.visit({ fault: "429,30*1", at: "ask", token: "fresh", clock: true });
  await write(here, "Too much at once", "All of us.");
  await post(here);
  await here.host.locator("#post").filter({ hasText: /Post again in (30|29) s/ }).waitFor();
  await stop(here);
  assert.ok(await here.host.locator("#post").isDisabled());
  const before = (await here.seen()).requests.length;
  await here.page.clock.runFor(10_000);
  await here.host.locator("#post").filter({ hasText: /Post again in (20|1\d) s/ }).waitFor();
  await here.host.locator("form").evaluate((form) => form.requestSubmit());
  await here.page.clock.runFor(15_000);
  assert.equal((await here.seen()).requests.length, before);
  assert.deepEqual(await written(here), ["Too much at once", "All of us."]);
  await here.page.clock.runFor(6_000);
  await here.page.clock.resume();
  await here.button("Post again").click();
  await asked(here, "Too much at once");
  await lines(here, /left alone for 30 s/);
});

row("429 bare", "It is left alone for a minute.", async (at) => {
  const here = await at.visit({ fault: "429*1", at: "list", clock: true });
  await here.host.getByText("The answers come by themselves in a moment.").waitFor();
  await stop(here);
  const lists = async () => (await here.sent("topics")).length;
  await here.page.clock.runFor(50_000);
  assert.equal(await lists(), 1);
  await here.page.clock.runFor(12_000);
  await here.page.clock.resume();
  await here.loaded();
  assert.equal(await lists(), 2);
});

async function eventuallySome(read) {
  await eventually(async () => (await read()).length > 0, true);
  return read();
}
