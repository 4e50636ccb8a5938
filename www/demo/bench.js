// What the pages share on which something is tried: elements, files that are chosen or dropped, what is copied.

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

export const counted = (count, one, many) => `${count.toLocaleString("en")} ${count === 1 ? one : many}`;

/** Hands files to `read` that are chosen in #file or dropped anywhere, over which #drop is shown. */
export function watchFiles(read) {
  const file = byId("file"), drop = byId("drop");
  const holdsFile = (event) => event.dataTransfer?.types.includes("Files");
  file.addEventListener("change", () => {
    if (file.files[0]) read(file.files[0]);
    file.value = "";
  });
  for (const name of ["dragenter", "dragover"]) {
    addEventListener(name, (event) => {
      if (!holdsFile(event)) return;
      event.preventDefault();
      drop.hidden = false;
    });
  }
  addEventListener("dragleave", (event) => { if (!event.relatedTarget) drop.hidden = true; });
  addEventListener("drop", (event) => {
    if (!holdsFile(event)) return;
    event.preventDefault();
    drop.hidden = true;
    if (event.dataTransfer.files[0]) read(event.dataTransfer.files[0]);
  });
}

/** Copies the text of `source` when a button is pressed, and says so there and in #said. */
export function watchCopy(source, button = byId("copy")) {
  const said = byId("said");
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(source.textContent);
      button.textContent = "Copied";
      said.textContent = "Copied";
    } catch {
      // Clipboard access can be refused, and is absent without HTTPS: the selection is the next best thing.
      getSelection().selectAllChildren(source);
      button.textContent = "Selected";
      said.textContent = "Selected. Copy it with the keyboard.";
    }
    setTimeout(() => {
      button.textContent = "Copy";
      said.textContent = "";
    }, 2500);
  });
}
