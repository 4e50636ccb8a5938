// A limit of time for work that cannot be stopped, only left.

/** What comes in the place of a value that took too long. */
export const GAVE_UP = Symbol("gave up");

/** The promise's value, or GAVE_UP after so many milliseconds. */
export async function within(ms, promise) {
  let timer;
  const late = new Promise((done) => { timer = setTimeout(() => done(GAVE_UP), ms); });
  // Nobody waits for it any more once it is too late, and then it may fail as it likes.
  promise.catch(() => {});
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}
