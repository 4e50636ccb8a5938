// Prints how relevant is what engines find, and how sure it is that one is ahead of another.
import { SETS, VARIANTS, hasData, load } from "./data.mjs";
import { half, means } from "./measures.mjs";
import { advantage, judged, keptAnswers, start } from "./node.mjs";
import { IN_NODE } from "./engines.mjs";

const args = process.argv.slice(2);
const worst = args[0] === "--worst" ? args.splice(0, 3).slice(1) : undefined;
const names = args.length ? args : IN_NODE;
if (!hasData()) throw new Error("The search data is missing: ../shared/data beside the repository.");

const share = (value) => value.toFixed(3).replace(/^0/, " ");
const signed = (value) => `${value < 0 ? "−" : "+"}${Math.abs(value).toFixed(3).replace(/^0/, "")}`;

for (const name of worst ? [worst[0]] : SETS) {
  const set = load(name);
  const found = new Map();
  for (const engine of names) {
    const ready = await start(engine);
    const of = { label: ready.label };
    for (const variant of VARIANTS) of[variant] = judged(set, variant, await keptAnswers(engine, set, set.queries[variant]));
    found.set(engine, of);
  }
  const own = found.get("goodword");
  if (worst) {
    const texts = new Map(set.queries[worst[1]].map(({ id, text }) => [id, text]));
    const ranked = [...own[worst[1]]].sort(([, a], [, b]) => a.ndcg - b.ndcg).slice(0, 40);
    for (const [id, { ndcg, zero }] of ranked) console.log(`${share(ndcg)} ${zero ? "none" : "    "} ${half(id).padEnd(8)} ${id}  ${texts.get(id)}`);
    break;
  }
  console.log(`\n${name}: ${set.topics.length} topics, ${set.queries.clean.length} queries`);
  for (const variant of VARIANTS) {
    console.log(`  ${variant.padEnd(22)} NDCG@10  MRR@10  Recall@10  nothing   Goodword's NDCG − its, 95 %`);
    for (const [engine, of] of found) {
      const all = means([...of[variant].values()]);
      const pairs = engine !== "goodword" && own ? advantage(own[variant], of[variant]) : undefined;
      const part = of[variant].size < set.queries[variant].length ? `   ${of[variant].size} queries only, in 60 s` : "";
      const line = [of.label.padEnd(22), share(all.ndcg).padStart(7), share(all.mrr).padStart(7), share(all.recall).padStart(10), `${(all.zero * 100).toFixed(1)} %`.padStart(8)];
      console.log(`  ${line.join(" ")}${pairs ? `   ${signed(pairs.difference)}  (${signed(pairs.low)} to ${signed(pairs.high)})` : ""}${part}`);
    }
    if (!own) continue;
    for (const which of ["tuning", "held out"]) {
      const part = [...own[variant]].filter(([id]) => half(id) === which).map(([, one]) => one);
      const { ndcg, mrr, recall, zero } = means(part);
      console.log(`  ${`  ${which}, ${part.length}`.padEnd(22)} ${share(ndcg).padStart(7)} ${share(mrr).padStart(7)} ${share(recall).padStart(10)} ${`${(zero * 100).toFixed(1)} %`.padStart(8)}`);
    }
  }
}
