// An answer as a tree that is walked with the arrow keys, as the ARIA practices have it. It knows JSON and where in it a value stands; what
// pressing one does is its owner's.
import { element, shortened } from "./elements.js";

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

export class Tree {
  /** `takes(value)`: whether pressing such a value does something; `picked(steps, value)` is told of it. */
  constructor(root, { takes, picked }) {
    Object.assign(this, { root, takes, picked });
    this.told = new WeakMap();
    root.addEventListener("click", ({ target }) => this.clicked(target));
    root.addEventListener("keydown", (event) => this.pressed(event));
  }

  /** Shows a value. Its rows begin closed, but for the first thing of each list. */
  show(value) {
    this.root.replaceChildren(this.item("answer", value, []));
    const top = this.root.firstChild;
    top.tabIndex = 0;
    this.open(top);
    // The way to the first row is open, and so is the row.
    for (let item = top, depth = 0; item && depth < 4; depth += 1) {
      const inner = [...item.lastChild.children];
      item = inner.find((one) => kindOf(this.told.get(one)?.value) === "list") ?? (kindOf(this.told.get(item).value) === "list" ? inner[0] : undefined);
      if (item?.ariaExpanded) this.open(item);
      else item = undefined;
    }
  }

  item(name, value, steps) {
    const isParent = value !== null && typeof value === "object" && Object.keys(value).length > 0;
    const label = element("div", { className: "label" },
      element("span", { className: "twist", "aria-hidden": "true" }),
      element("span", { className: "name" }, String(name)), " ",
      element("span", { className: "value", "data-kind": kindOf(value) }, summary(value)),
      element("span", { className: "chips" }));
    const item = element("li", { role: "treeitem", tabIndex: -1 }, label);
    if (isParent) item.ariaExpanded = "false";
    this.told.set(item, { name, value, steps });
    this.name(item, "", []);
    return item;
  }

  name(item, role, fields) {
    const { name, value } = this.told.get(item);
    const becomes = fields.length ? `, becomes ${fields.join(", ")}` : "";
    item.ariaLabel = `${name}: ${summary(value)}${role ? `, ${role}` : ""}${becomes}`;
  }

  /** Marks what stands where: `of(steps)` gives `{ role, fields }`, what a value is and the fields that it becomes. */
  mark(of) {
    this.of = of;
    for (const item of this.root.querySelectorAll("[role=treeitem]")) this.markOne(item);
  }

  markOne(item) {
    const told = this.told.get(item);
    if (!told || !this.of) return;
    const { role, fields } = this.of(told.steps);
    item.classList.toggle("is-row", role === "row");
    const chips = [...role === "rows" ? [element("span", { className: "chip rows" }, "rows")] : [], ...fields.map((name) => element("span", { className: "chip" }, name))];
    item.firstChild.lastChild.replaceChildren(...chips);
    this.name(item, role, fields);
  }

  open(item) {
    if (item.ariaExpanded !== "false") return;
    item.ariaExpanded = "true";
    if (item.children.length > 1) return;
    const { value, steps } = this.told.get(item);
    const isList = Array.isArray(value), entries = Object.entries(value);
    const drawn = entries.slice(0, isList ? MOST : undefined).map(([name, inner]) => this.item(name, inner, [...steps, isList ? Number(name) : name]));
    const group = element("ul", { role: "group" }, ...drawn);
    if (drawn.length < entries.length) group.append(element("li", { role: "none", className: "more" }, `and ${(entries.length - drawn.length).toLocaleString("en")} more`));
    item.append(group);
    drawn.forEach((one) => this.markOne(one));
  }

  close(item) { item.ariaExpanded = "false"; }

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
    if (this.takes(value)) this.picked(steps, value);
    else if (item.ariaExpanded) this.toggle(item);
  }

  clicked(target) {
    const item = target.closest(".label")?.parentNode;
    if (!item) return;
    this.focus(item);
    if (target.closest(".twist") && item.ariaExpanded) this.toggle(item);
    else this.press(item);
  }

  /** Items that are seen, in the order in which they stand. */
  seen() {
    return [...this.root.querySelectorAll("[role=treeitem]")].filter((item) => !item.parentNode.closest("[aria-expanded=false]"));
  }

  pressed(event) {
    const item = event.target.closest("[role=treeitem]");
    if (!item || event.ctrlKey || event.altKey || event.metaKey) return;
    const seen = this.seen(), at = seen.indexOf(item);
    const doing = {
      ArrowDown: () => this.focus(seen[at + 1]),
      ArrowUp: () => this.focus(seen[at - 1]),
      Home: () => this.focus(seen[0]),
      End: () => this.focus(seen.at(-1)),
      ArrowRight: () => item.ariaExpanded === "true" ? this.focus(seen[at + 1]) : this.open(item),
      ArrowLeft: () => item.ariaExpanded === "true" ? this.close(item) : this.focus(item.parentNode.closest("[role=treeitem]")),
      Enter: () => this.press(item),
      " ": () => this.press(item),
    }[event.key];
    if (!doing) return;
    event.preventDefault();
    doing();
  }
}
