/**
 * What a shop would do beside its own page: say who is signed in, whom they know, and which language is read.
 * The panel follows by attributes and properties alone. Nothing here is stored.
 *
 * With `?live` in its address the community is not the file beside this page but the one that `goodword serve --demo` keeps in
 * its database, and whoever looks at the page can be one of a few made-up people.
 */
import { words } from "./words.js";

/** Who is signed in, and whom they know. Names of friends of friends are never shown, so none are given. */
const SAM = {
  viewer: { id: "p11", name: "Sam Okafor" },
  friends: [
    { id: "p7", name: "Mia Lindqvist", avatar: "../demo/faces/mia.svg", relation: "friend", mutual: 6 },
    { id: "p8", name: "Jonas Brandt", avatar: "../demo/faces/jonas.svg", relation: "friend", mutual: 4 },
    { id: "p9", name: "Aisha Rahman", avatar: "../demo/faces/aisha.svg", relation: "friend", mutual: 9 },
    { id: "p10", name: "Tom Okafor", relation: "friend", mutual: 12 },
    { id: "p12", relation: "friend_of_friend", mutual: 3 },
    { id: "p13", relation: "friend_of_friend", mutual: 2 },
    { id: "p21", relation: "friend_of_friend", mutual: 2 },
    { id: "p26", relation: "friend_of_friend", mutual: 1 },
    { id: "p27", relation: "friend_of_friend", mutual: 1 },
    { id: "p34", relation: "friend_of_friend", mutual: 1 },
  ],
};

const root = document.documentElement;
const panels = document.querySelectorAll("good-word");
const byId = (id) => document.getElementById(id);

/** English is what the page says by itself, so it is read from there and kept in one place. */
const english = { documentTitle: document.title };
for (const node of document.querySelectorAll("[data-word]")) english[node.dataset.word] = node.textContent;
for (const node of document.querySelectorAll("[data-label]")) english[node.dataset.label] = node.getAttribute("aria-label");
for (const node of document.querySelectorAll("[data-alt]")) english[node.dataset.alt] = node.alt;
Object.assign(english, words.en);

let language = "en";
let signedIn = true;
let ordered = false;

const say = (key) => words[language][key] ?? english[key];

function showSession() {
  if (isLive) return;
  byId("session-state").textContent = signedIn ? say("signedIn").replace("{name}", SAM.viewer.name) : "";
  byId("session").textContent = say(signedIn ? "signOut" : "signIn");
  for (const panel of panels) {
    panel.viewer = signedIn ? SAM.viewer : null;
    panel.friends = signedIn ? SAM.friends : [];
  }
}

function showLanguage() {
  const dir = language === "ar" ? "rtl" : "ltr";
  for (const node of document.querySelectorAll("[data-word]")) node.textContent = say(node.dataset.word);
  for (const node of document.querySelectorAll("[data-label]")) node.setAttribute("aria-label", say(node.dataset.label));
  for (const node of document.querySelectorAll("[data-alt]")) node.alt = say(node.dataset.alt);
  document.title = say("documentTitle");
  byId("basket").textContent = ordered ? say("ordered") : "";
  // The words change before the attributes, so that a panel which looks at its fallback finds the new ones.
  for (const element of [root, ...panels]) {
    element.lang = language;
    element.dir = dir;
  }
  // The edge at which lines end has room for a tab; the one at which they start has not.
  document.querySelector('good-word[mode="tab"]').setAttribute("position", dir === "rtl" ? "left" : "right");
  showSession();
}

byId("theme").addEventListener("change", (event) => {
  if (event.target.value === "auto") delete root.dataset.theme;
  else root.dataset.theme = event.target.value;
});

byId("language").addEventListener("change", (event) => {
  language = event.target.value;
  showLanguage();
});

byId("session").addEventListener("click", () => {
  signedIn = !signedIn;
  showSession();
});

/** The people of `goodword serve --demo`, to choose among; each signs in as a site's own people would. */
async function goLive() {
  const { people } = await (await fetch("token")).json();
  const choice = document.createElement("select");
  choice.id = "person";
  choice.setAttribute("aria-label", say("person"));
  choice.append(...[{ id: "", name: say("nobody") }, ...people].map(({ id, name, role }) => new Option(role ? `${name}, ${role}` : name, id)));
  choice.addEventListener("change", () => {
    const person = people.find(({ id }) => id === choice.value);
    for (const panel of panels) {
      panel.identity = person ? async () => (await (await fetch(`token?as=${person.id}`)).json()).token : null;
      // Whom they know the service says.
      panel.viewer = person ?? null;
    }
  });
  byId("session").replaceWith(choice);
  choice.dispatchEvent(new Event("change"));
}

byId("buy").addEventListener("click", () => {
  ordered = true;
  byId("basket").textContent = say("ordered");
});

const isLive = new URLSearchParams(location.search).has("live");
if (isLive) {
  for (const panel of panels) panel.setAttribute("endpoint", "../api/");
  goLive();
} else showSession();
