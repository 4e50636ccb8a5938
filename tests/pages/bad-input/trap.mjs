// Notices whether anything of a hostile text ran: every function that such texts call writes into `window.__fired`, and
// every request out of the page is stopped and written down.

/** For `prepare`. */
export async function trap(page) {
  await page.addInitScript(() => {
    window.__fired = [];
    const fire = (...given) => window.__fired.push(String(given[0]).slice(0, 80));
    for (const name of ["alert", "confirm", "prompt", "evil", "fire", "xss", "print"]) window[name] = fire;
    window.open = fire;
  });
  const out = [];
  page.out = out;
  await page.context().route((url) => url.hostname !== "127.0.0.1", (route) => {
    out.push(route.request().url());
    return route.abort();
  });
}

/** What ran, what was asked for out there, and where the page went. */
export async function fired(page) {
  const ran = await page.evaluate(() => window.__fired);
  const moved = new URL(page.url()).pathname === "/" ? [] : [`moved to ${page.url()}`];
  return [...ran, ...page.out, ...moved];
}
