// Words and elements that several files of this page draw with.

export const shortened = (text, most) => text.length > most ? `${text.slice(0, most)}…` : text;

/** Puts elements in the place of those that stand in one, but for those that are the same: what has focus keeps it. */
export function fill(parent, ...inside) {
  const before = [...parent.childNodes];
  const isSame = before.length === inside.length && inside.every((node, at) => before[at].isEqualNode(node));
  if (!isSame) parent.replaceChildren(...inside);
}
