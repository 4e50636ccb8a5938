// Says what the Wasm is made of: the ten largest functions, and the ten groups that weigh most in the compressed file. It
// reads the copy with names that pkg-scripts/build leaves beside its work files.
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { promisify } from "node:util";
import { brotliCompress, constants } from "node:zlib";

const SHOWN = 10;
/** To compress takes a second a group, so only the largest groups are measured; the first ten are surely among them. */
const MEASURED = 12;
const CUSTOM = 0, IMPORT = 2, CODE = 10, DATA = 11;
/** A body that stands for any other: no locals, `unreachable`, `end`. */
const BLANK = Buffer.from([0, 0x00, 0x0b]);

/** Reads numbers, texts and bytes of the Wasm format one after the other. */
class Bytes {
  constructor(bytes) { Object.assign(this, { bytes, at: 0 }); }
  get isOver() { return this.at >= this.bytes.length; }
  byte() { return this.bytes[this.at++]; }
  number() {
    let value = 0, weight = 1, byte;
    do { byte = this.byte(); value += (byte & 0x7f) * weight; weight *= 128; } while (byte & 0x80);
    return value;
  }
  /** As many bytes as the number before them says. */
  sized() {
    const length = this.number();
    return this.bytes.subarray(this.at, this.at += length);
  }
  text() { return this.sized().toString(); }
  list(read) { return Array.from({ length: this.number() }, () => read(this)); }
}

const leb = (value) => {
  const bytes = [];
  for (; value > 0x7f; value = Math.floor(value / 128)) bytes.push(value & 0x7f | 0x80);
  return Buffer.from([...bytes, value]);
};
const sized = (bytes) => Buffer.concat([leb(bytes.length), bytes]);

/** How many functions are imported, for those come first where functions are numbered. */
function importedFunctions(section) {
  const limits = (from) => { if (from.byte() & 1) from.number(); return from.number(); };
  const skip = [(from) => from.number(), (from) => { from.byte(); limits(from); }, limits, (from) => { from.byte(); from.byte(); },
    (from) => { from.byte(); from.number(); }];
  return new Bytes(section).list((from) => {
    from.sized();
    from.sized();
    const kind = from.byte();
    skip[kind](from);
    return kind;
  }).filter((kind) => kind === 0).length;
}

/** Names by function index, from the custom section "name"; subsection 1 has them. */
function functionNames(section) {
  const names = new Map(), from = new Bytes(section);
  while (!from.isOver) {
    const kind = from.byte(), inside = new Bytes(from.sized());
    if (kind === 1) inside.list((pair) => names.set(pair.number(), pair.text()));
  }
  return names;
}

/** Sections but the custom ones, which nobody loads, and functions as `{ name, body }` in their order. */
function parse(wasm) {
  const sections = [], from = new Bytes(wasm.subarray(8));
  let names = new Map(), imported = 0, bodies = [];
  while (!from.isOver) {
    const id = from.byte(), bytes = from.sized();
    if (id !== CUSTOM) sections.push({ id, bytes });
    if (id === IMPORT) imported = importedFunctions(bytes);
    if (id === CODE) bodies = new Bytes(bytes).list((code) => code.sized());
    if (id !== CUSTOM) continue;
    const custom = new Bytes(bytes);
    if (custom.text() === "name") names = functionNames(bytes.subarray(custom.at));
  }
  return { head: wasm.subarray(0, 8), sections, functions: bodies.map((body, n) => ({ name: names.get(imported + n) ?? "", body })) };
}

/** The file again, without what `drop` chooses of its functions, or without its data. */
function write({ head, sections, functions }, drop = () => false, withData = true) {
  const code = () => Buffer.concat([leb(functions.length), ...functions.map((one) => sized(drop(one) ? BLANK : one.body))]);
  return Buffer.concat([head, ...sections.filter(({ id }) => withData || id !== DATA)
    .flatMap(({ id, bytes }) => [Buffer.from([id]), sized(id === CODE ? code() : bytes)])]);
}

const compress = promisify(brotliCompress);
const brotli = async (bytes) => (await compress(bytes, {
  params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length },
})).length;

const STANDARD = new Set(["core", "alloc", "std", "compiler_builtins", "__rustc"]);
/**
 * The crate that a function is there for, with the module where the crate is ours.
 *
 * A name holds paths such as `yew[1f2e]::html::Scope`; the first says whose code it is, also in `<A as B>::f`. The standard
 * library's own code is there for the type that it is made for, as in `drop_in_place::<goodword[…]::scene::Port>` or
 * `<alloc[…]::vec::Vec<yew[…]::VNode>>::push`, and counts for the standard library where there is no such type.
 */
export function groupOf(name) {
  // What follows the module has to be a name: `f::<T>` and `f::{closure#0}` are functions at the crate's root.
  const paths = [...name.matchAll(/(\w+)\[[0-9a-f]{8,}\](?:::([a-z]\w*)::(?=\w))?/g)].map(([, crate, module]) => ({ crate, module }));
  const path = paths.find(({ crate }) => !STANDARD.has(crate));
  if (path) return path.crate.startsWith("goodword") && path.module ? `${path.crate}::${path.module}` : path.crate;
  return paths.length || name.startsWith("<") ? "the standard library" : "exports and other names without a path";
}

/** A name for people: without hashes, and of a type's path only crate and type. */
const short = (name) => name.replace(/\[[0-9a-f]{8,}\]/g, "").replace(/\b(\w+)::(?:[a-z_]\w*::)+(?=[A-Z])/g, "$1::");
const clip = (text, most = 90) => text.length > most ? `${text.slice(0, most - 1)}…` : text;
const number = (value) => value.toLocaleString("en");
const line = (...cells) => console.log(cells.map((cell, n) => n < cells.length - 1 ? cell.padStart(10) : ` ${cell}`).join(" "));

/** The largest functions as twiggy tells them; undefined where it is not installed. */
function askTwiggy(file, names) {
  try {
    const told = execFileSync("twiggy", ["top", "--retained", "--format", "json", file], { maxBuffer: 1 << 28, stdio: ["ignore", "pipe", "inherit"] });
    return JSON.parse(told).filter(({ name }) => names.has(name))
      .map((item) => ({ name: item.name, own: item.shallow_size, retained: item.retained_size }));
  } catch (error) {
    if (error.code === "ENOENT") return undefined;
    throw error;
  }
}

function tellFunctions(file, functions) {
  const told = askTwiggy(file, new Set(functions.map(({ name }) => name)));
  const all = told ?? functions.map(({ name, body }) => ({ name, own: body.length }));
  console.log(`\nLargest functions in bytes, raw${told ? ", by twiggy; kept: with what is there for them alone" : ""}`);
  line("own", ...(told ? ["kept"] : []), "function");
  for (const { name, own, retained } of all.toSorted((a, b) => b.own - a.own).slice(0, SHOWN)) {
    line(number(own), ...(told ? [number(retained)] : []), clip(short(name)));
  }
  if (!told) console.log("twiggy would say as well what each keeps in the file: cargo install twiggy --locked");
}

async function tellGroups(wasm) {
  const groups = new Map();
  for (const one of wasm.functions) {
    const name = groupOf(one.name);
    const group = groups.get(name) ?? { name, functions: new Set(), raw: 0 };
    groups.set(name, group);
    group.functions.add(one);
    group.raw += one.body.length;
  }
  const data = wasm.sections.find(({ id }) => id === DATA);
  if (data) groups.set(DATA, { name: "data: texts, styles, tables", raw: data.bytes.length });
  const largest = [...groups.values()].toSorted((a, b) => b.raw - a.raw).slice(0, MEASURED);
  const without = ({ functions }) => functions ? write(wasm, (one) => functions.has(one)) : write(wasm, undefined, false);
  // The compressor works beside this thread, on as many cores as there are.
  const [whole, ...rest] = await Promise.all([brotli(write(wasm)), ...largest.map((group) => brotli(without(group)))]);
  console.log(`\nLargest groups, by what brotli 11 saves without them, of ${number(whole)} bytes`);
  line("brotli 11", "raw", "functions", "crate, and module where it is ours");
  const weighed = largest.map((group, n) => ({ ...group, saved: whole - rest[n] })).toSorted((a, b) => b.saved - a.saved);
  for (const { name, functions, raw, saved } of weighed.slice(0, SHOWN)) line(number(saved), number(raw), functions ? number(functions.size) : "", name);
}

/** What packing leaves as it is: the data. Of functions that are the same it keeps one. */
const trace = ({ sections }) => sections.find(({ id }) => id === DATA)?.bytes.toString("latin1");

/** Tells the contributors of the Wasm with names in `named`, which has to be the one that is shipped, packed, as `shipped`. */
export async function tellContributors(named, shipped) {
  if (!existsSync(named)) return void console.log(`\nWhat the Wasm is made of is not known: run pkg-scripts/build, which writes ${named}.`);
  const wasm = parse(readFileSync(named));
  if (trace(wasm) !== trace(parse(readFileSync(shipped)))) {
    return void console.log(`\nWhat the Wasm is made of is not known: ${named} is of another build than dist/. Run pkg-scripts/build.`);
  }
  tellFunctions(named, wasm.functions);
  await tellGroups(wasm);
}

const shipped = readdirSync("dist").find((name) => /^goodword-[0-9a-f]{12}\.wasm$/.test(name));
await tellContributors(`${process.env.CARGO_TARGET_DIR ?? "target"}/dist/goodword/first.wasm`, `dist/${shipped}`);
