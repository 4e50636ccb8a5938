// What a panel can do with each backend, as a table: what was seen in a run, and what the shipped dialects say beside it.
import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { goodword, root } from "../harness.mjs";

const FILE = join(root, "www/dialects/README.md");
const MARKS = ["<!-- backends -->\n", "<!-- end of backends -->"];

/** A capability and the operation of a dialect that it is. */
const CAPABILITIES = [
  ["list", "topics"], ["search", "search"], ["read", "topic"], ["replies", "replies"], ["further replies", "replies"],
  ["ask as a guest", "ask"], ["ask signed in", "ask"], ["reply", "reply"], ["me too", "me_too"], ["star", "star"], ["follow", "follow"],
];
/** What is read of the samples, by dialect and operation, as `crates/core/tests/dialect_presets.rs` keeps it. */
const SAMPLES = new Map();
for (const part of readFileSync(join(root, "tests/fixtures/dialects/samples.txt"), "utf8").split(/^# /m).slice(1)) {
  const name = part.split(" ")[0];
  SAMPLES.set(name, (SAMPLES.get(name) ?? "") + part);
}

/** The operations that `goodword check` finds in a shipped dialect. */
function operations(file) {
  const said = execFileSync(goodword(), ["check", file], { encoding: "utf8" });
  return [...said.slice(said.indexOf("A panel can")).matchAll(/^ {2}(\w+) +present/gm)].map(([, name]) => name);
}

/** The table, of the capabilities that were seen by backend. */
export function table(seen) {
  const folder = join(root, "www/dialects");
  const names = readdirSync(folder).filter((name) => /^[^.]+\.json$/.test(name)).map((name) => name.replace(".json", ""));
  const rows = names.map((name) => {
    const file = join(folder, `${name}.json`), document = JSON.parse(readFileSync(file, "utf8"));
    const has = operations(file), run = seen.get(name);
    const cells = CAPABILITIES.map(([capability, operation]) => {
      if (!has.includes(operation)) return "–";
      if (capability === "further replies" && !document.ops.replies?.page) return "–";
      if (capability === "ask as a guest" && !JSON.stringify(document.ops.ask).includes("{name}")) return "–";
      if (run) return run.has(capability) ? "**seen**" : "not seen";
      // Where replies are no operation of their own, they come with the topics.
      const read = SAMPLES.get(`${name}.${document.ops[operation] ? operation : "topics"}`) ?? "";
      return (capability === "further replies" ? /^next: /m : /^(Topic|Replies)\b/m).test(read) ? "samples" : "written";
    });
    return `| ${name} | ${cells.join(" | ")} |`;
  });
  return [`| | ${CAPABILITIES.map(([name]) => name).join(" | ")} |`, `|---|${CAPABILITIES.map(() => "---").join("|")}|`, ...rows].join("\n");
}

/** The table as the README shows it; first written there, where `UPDATE_BACKENDS` is set. */
export function shown(made) {
  const text = readFileSync(FILE, "utf8"), from = text.indexOf(MARKS[0]) + MARKS[0].length, to = text.indexOf(MARKS[1]);
  if (!process.env.UPDATE_BACKENDS) return text.slice(from, to).trim();
  writeFileSync(FILE, `${text.slice(0, from)}${made}\n${text.slice(to)}`);
  return made;
}
