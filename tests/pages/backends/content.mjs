// What is asked and answered in every backend: enough for several pages, with what is easily spoilt on the way.

const THINGS = ["kettle", "grinder", "scale", "filter", "lid", "handle", "gasket", "thermometer"];
const DOINGS = ["descale", "replace", "calibrate", "clean", "silence", "return", "recycle", "repair"];

/** Titles that show whether text is escaped once, twice or not at all. */
const ODD = {
  3: "Is 90 < 100 & why does it \"gurgle\" at 96?",
  7: "Où est le café d'Łódź — größer als 5 µm? 🫖",
};

/** Replies of the busiest question, more than any backend answers at once. */
const MANY = 54;

/**
 * `{ title, paragraphs, replies }` of 66 questions, from the oldest on. The one before the last has replies by the dozen, every fifth has two; the newest speaks
 * of kettles that sing, as three others do.
 */
export const QUESTIONS = Array.from({ length: 66 }, (_, n) => ({
  title: ODD[n] ?? (n % 20 === 5 ? `Why does the ${THINGS[n % 8]} number ${n} sing?` : `How do I ${DOINGS[(n >> 3) % 8]} the ${THINGS[n % 8]}, case ${n}?`),
  paragraphs: [`I have had the ${THINGS[n % 8]} for ${n + 2} weeks.`, `What I tried: water & vinegar, ${n} < 100 times.`],
  replies: Array.from({ length: n === 64 ? MANY : n % 5 === 0 ? 2 : 0 }, (_, m) => `Answer ${m + 1} to case ${n}: turn it left & wait.`),
}));

/** Text as HTML has it. */
export const escaped = (text) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");

/** A question's paragraphs as HTML, and as Markdown, with something bold, a link and code in them. */
export const html = ({ paragraphs: [first, second] }) =>
  `<p><strong>${escaped(first)}</strong></p>\n<p>${escaped(second)} See <a href="https://kettles.example/care">care</a> and <code>K2 --boil</code>.</p>`;
export const markdown = ({ paragraphs: [first, second] }) => `**${first}**\n\n${second} See [care](https://kettles.example/care) and \`K2 --boil\`.`;
