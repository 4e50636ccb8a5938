// Elements and words that all of the page is drawn with.

export const byId = (id) => document.getElementById(id);

/** An element with what stands in it; `props` are its properties, those with a hyphen its attributes. */
export function element(name, props = {}, ...inside) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(props)) {
    if (key.includes("-") || key === "role" || key === "for") made.setAttribute(key, value);
    else made[key] = value;
  }
  made.append(...inside);
  return made;
}

export const shortened = (text, most) => text.length > most ? `${text.slice(0, most)}…` : text;

export const counted = (count, one, many) => `${count.toLocaleString("en")} ${count === 1 ? one : many}`;

/** Puts elements in the place of those that stand in one, but for those that are the same: what has focus keeps it. */
export function fill(parent, ...inside) {
  const before = [...parent.childNodes];
  const isSame = before.length === inside.length && inside.every((node, at) => before[at].isEqualNode(node));
  if (!isSame) parent.replaceChildren(...inside);
}
