// Who moderates comes with the address, or is typed in. A token is taken out of the address at once, so that it is in no
// history and no bookmark, and it is kept nowhere.
const panel = document.querySelector("good-word");
const form = document.getElementById("sign-in");
const who = document.getElementById("who");

/** What a token says of its owner. The endpoint judges it; here it only says hello. */
function claims(token) {
  const part = token.split(".")[1]?.replaceAll("-", "+").replaceAll("_", "/") ?? "";
  try {
    return JSON.parse(new TextDecoder().decode(Uint8Array.from(atob(part), (letter) => letter.charCodeAt(0))));
  } catch {
    return {};
  }
}

function signIn(token) {
  const { sub, name, role } = claims(token);
  if (role !== "moderator") {
    who.textContent = "This token does not say that its owner is a moderator.";
    return;
  }
  form.hidden = true;
  who.textContent = `Signed in as ${name ?? sub}.`;
  panel.viewer = { id: sub };
  panel.identity = token;
}

const given = new URLSearchParams(location.hash.slice(1)).get("token");
history.replaceState(null, "", location.pathname + location.search);
if (given) signIn(given);
form.addEventListener("submit", (event) => {
  event.preventDefault();
  signIn(document.getElementById("token").value.trim());
});
