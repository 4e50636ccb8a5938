// What is typed, and the arithmetic and wording of figures.

/** Queries of at most 12 letters; the last three are misspelt or foreign to the subject. */
export const QUERIES = [
  "diabetes", "asthma", "leukemia", "lymphoma", "melanoma", "arthritis", "stroke", "epilepsy", "glaucoma", "anemia",
  "hepatitis", "migraine", "lung cancer", "heart attack", "kidney stone", "bone marrow", "chemotherapy", "osteoporosis",
  "tuberculosis", "pneumonia", "insulin", "biopsy", "tumor", "genetic", "symptoms", "treatment", "inherited", "mutation",
  "skin rash", "thyroid", "prostate", "pancreas", "eye pain", "cataract", "cirrhosis", "psoriasis", "vitamin d",
  "leukaemai", "diabtes", "carburettor",
];

/** Those that are typed where typing is not the point, or takes long. */
export const FEW_QUERIES = QUERIES.slice(0, 10);

/** The value below or at which `share` of the values lie, by nearest rank; undefined of nothing. */
export function percentile(values, share) {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)];
}

/** Middle and ends of repeated runs. */
export const spread = (values) => ({ median: percentile(values, 0.5), least: Math.min(...values), most: Math.max(...values), runs: values });

/** How many values there are and how they are spread. */
export const distribution = (values) => ({
  n: values.length, p50: percentile(values, 0.5), p95: percentile(values, 0.95), p99: percentile(values, 0.99), max: Math.max(...values),
});

export const ms = (value) => value === undefined ? "–" : `${value < 10 ? value.toFixed(1) : Math.round(value)} ms`;
export const count = (value) => value.toLocaleString("en");
export const megabytes = (bytes) => `${(bytes / 2 ** 20).toFixed(1)} MiB`;
export const runs = ({ median, least, most }) => `${ms(median)}  (${ms(least)} to ${ms(most)})`;

const SECTION = Symbol("section");

/** The table: one line a figure, with its target where there is one. Gives all lines again in `lines`. */
export function table() {
  const lines = [];
  const add = (what, shown, more = {}) => {
    lines.push({ what: what === SECTION ? undefined : what, shown, ...more });
    if (what === SECTION) return console.log(`\n${shown}`);
    console.log(`  ${what.padEnd(46)} ${shown.padEnd(40)} ${more.verdict ?? ""}`.trimEnd());
  };
  return {
    lines,
    section: (name) => add(SECTION, name),
    line: add,
    /** `word` tells a value as text. */
    target(what, value, most, word = ms, shown = word(value)) {
      const verdict = value <= most ? `≤ ${word(most)}: reached` : `≤ ${word(most)}: missed by ${word(value - most)}`;
      add(what, shown, { value, most, verdict });
    },
  };
}
