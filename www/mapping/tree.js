// An answer as a tree that is walked with the arrow keys, as the ARIA practices have it. It knows JSON and where in it a value stands; what
// pressing one does is its owner's.
import { element } from "../demo/bench.js";
import { fill, shortened } from "./elements.js";

/** How many elements of a list are drawn; what a dialect says of them it says of all. */
const MOST = 60;

const kindOf = (value) => value === null ? "null" : Array.isArray(value) ? "list" : typeof value;

/** A value in a few words. */
function summary(value) {
  const kind = kindOf(value);
  if (kind === "list") return value.length === 1 ? "1 element" : `${value.length.toLocaleString("en")} elements`;
  if (kind === "object") return Object.keys(value).length ? `{ ${shortened(Object.keys(value).join(", "), 48)} }` : "{ }";
  return kind === "string" ? `“${shortened(value, 110)}”` : String(value);
}

/** How deep rows are looked for. */
const DEEPEST = 8;

/** The steps to the first value that `isIt`, looking into the first few elements of lists; else nothing. */
function find(value, isIt, steps = []) {
  if (isIt(value, steps)) return steps;
  if (value === null || typeof value !== "object" || steps.length > DEEPEST) return undefined;
  const isList = Array.isArray(value);
  for (const [name, inner] of isList ? value.slice(0, 3).entries() : Object.entries(value)) {
    const found = find(inner, isIt, [...steps, name]);
    if (found) return found;
  }
  return undefined;
}

export class Tree {
  /** `takes(value)`: whether pressing such a value does something; `picked(steps, value)` is told of it. */
  constructor(root, { takes, picked }) {
    Object.assign(this, { root, takes, picked });
    this.told = new WeakMap();
    root.addEventListener("click", ({ target }) => this.clicked(target));
    root.addEventListener("keydown", (event) => this.pressed(event));
  }

  /** Shows a value, marked as by `mark`. The way to the first row is open, and so is that row; without rows, to the first object of a list. */
  show(value, of) {
    this.of = of;
    const top = this.item("answer", value, []);
    this.root.replaceChildren(top);
    top.tabIndex = 0;
    this.markOne(top);
    const row = find(value, (_, steps) => of(steps).role === "row") ?? find(value, (one, steps) => typeof steps.at(-1) === "number" && kindOf(one) === "object") ?? [];
    let item = top;
    this.open(item);
    for (const step of row) {
      item = this.told.get(item).inner.find((one) => this.told.get(one).steps?.at(-1) === step);
      if (!item) return;
      this.open(item);
    }
  }

  item(name, value, steps, parent) {
    const isParent = value !== null && typeof value === "object" && Object.keys(value).length > 0;
    const item = element("li", { role: "treeitem", tabIndex: -1, ariaLevel: String(steps.length + 1) },
      element("span", { className: "twist", "aria-hidden": "true" }),
      element("span", { className: "name" }, `${name}:`), " ",
      element("span", { className: "value", "data-kind": kindOf(value) }, summary(value)),
      element("span", { className: "chips" }));
    item.style.setProperty("--level", steps.length);
    if (isParent) item.ariaExpanded = "false";
    this.told.set(item, { value, steps, parent, inner: [] });
    return item;
  }

  /** Marks what stands where: `of(steps)` gives `{ role, fields }`, what a value is and the fields that it becomes. */
  mark(of) {
    this.of = of;
    for (const item of this.root.children) this.markOne(item);
  }

  markOne(item) {
    const { steps } = this.told.get(item);
    if (!this.of || !steps) return;
    const { role, fields } = this.of(steps);
    item.classList.toggle("is-row", role === "row");
    const hidden = (text) => element("span", { className: "hidden" }, text);
    const chips = [
      ...role ? [hidden(", ")] : [], ...role === "rows" ? [element("span", { className: "chip rows" }, "rows")] : role ? [hidden("a row")] : [],
      ...fields.length ? [hidden(", becomes ")] : [], ...fields.map((name) => element("span", { className: "chip" }, name)),
    ];
    fill(item.lastChild, ...chips);
  }

  /** What is inside comes after it, one level deeper: a list without lists in it, so that each item is named by what it shows alone. */
  open(item) {
    if (item.ariaExpanded !== "false") return;
    item.ariaExpanded = "true";
    const told = this.told.get(item);
    if (!told.inner.length) {
      const { value, steps } = told;
      const isList = Array.isArray(value), entries = Object.entries(value);
      const drawn = entries.slice(0, isList ? MOST : undefined).map(([name, inner]) => this.item(name, inner, [...steps, isList ? Number(name) : name], item));
      drawn.forEach((one, at) => Object.assign(one, { ariaPosInSet: String(at + 1), ariaSetSize: String(entries.length) }));
      if (drawn.length < entries.length) drawn.push(this.more(entries.length - drawn.length, item, steps.length + 1));
      told.inner = drawn;
      item.after(...drawn);
      drawn.forEach((one) => this.markOne(one));
    }
    this.reveal(item, true);
  }

  /** Stands for the elements that are not drawn. */
  more(count, parent, level) {
    const item = element("li", { role: "treeitem", tabIndex: -1, className: "more", ariaLevel: String(level + 1) }, `and ${count.toLocaleString("en")} more`);
    item.style.setProperty("--level", level);
    this.told.set(item, { parent, inner: [] });
    return item;
  }

  /** Shows or hides what is inside, as deep as it is open. */
  reveal(item, isSeen) {
    for (const one of this.told.get(item).inner) {
      one.hidden = !isSeen;
      if (one.ariaExpanded === "true") this.reveal(one, isSeen);
    }
  }

  close(item) {
    item.ariaExpanded = "false";
    this.reveal(item, false);
  }

  toggle(item) {
    if (item.ariaExpanded === "true") this.close(item);
    else this.open(item);
  }

  focus(item) {
    if (!item) return;
    this.root.querySelector("[role=treeitem][tabindex='0']").tabIndex = -1;
    item.tabIndex = 0;
    item.focus();
  }

  press(item) {
    const { value, steps } = this.told.get(item);
    if (steps && this.takes(value)) this.picked(steps, value);
    else if (item.ariaExpanded) this.toggle(item);
  }

  clicked(target) {
    const item = target.closest("[role=treeitem]");
    if (!item) return;
    this.focus(item);
    if (target.closest(".twist") && item.ariaExpanded) this.toggle(item);
    else this.press(item);
  }

  pressed(event) {
    const item = event.target.closest("[role=treeitem]");
    if (!item || event.ctrlKey || event.altKey || event.metaKey) return;
    const seen = [...this.root.children].filter(({ hidden }) => !hidden), at = seen.indexOf(item);
    const doing = {
      ArrowDown: () => this.focus(seen[at + 1]),
      ArrowUp: () => this.focus(seen[at - 1]),
      Home: () => this.focus(seen[0]),
      End: () => this.focus(seen.at(-1)),
      ArrowRight: () => item.ariaExpanded === "true" ? this.focus(seen[at + 1]) : this.open(item),
      ArrowLeft: () => item.ariaExpanded === "true" ? this.close(item) : this.focus(this.told.get(item).parent),
      Enter: () => this.press(item),
      " ": () => this.press(item),
    }[event.key];
    if (!doing) return;
    event.preventDefault();
    doing();
  }
}
