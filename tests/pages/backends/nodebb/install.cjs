// Makes a new forum's database as its own setup does, without what that builds for its pages: nothing here looks at those.
// Run in a copy of NodeBB that has its config.json; its own modules are old CommonJS with callbacks.
const { promisify } = require("node:util");
const { mkdirSync, writeFileSync } = require("node:fs");
const folder = process.cwd(), { FORUM_TOKEN: token } = process.env;
const nconf = require(`${folder}/node_modules/nconf`);
const own = (name) => require(`${folder}/${name}`);

nconf.argv().env("__").file({ file: `${folder}/config.json` });
nconf.defaults({
  base_dir: folder, themes_path: `${folder}/node_modules`, views_dir: `${folder}/public/templates`, version: own("package.json").version,
});
const given = {
  ...nconf.get(), "redis:host": nconf.get("redis:host"), "redis:port": "none",
  "admin:username": "Mira", "admin:email": "mira@kettles.example", "admin:password": token, "admin:password:confirm": token,
};
nconf.set("setup", JSON.stringify(given));

/** What an administrator sets for a panel on another origin, and for tests that do not wait between two posts. */
const SETTINGS = {
  "access-control-allow-origin": "*", "access-control-allow-methods": "GET,POST,DELETE,OPTIONS",
  // Encoded as an address is, so that a space would become %20.
  "access-control-allow-headers": "Authorization,Content-Type",
  allowGuestSearching: 1, postDelay: 0, initialPostDelay: 0, newbiePostDelay: 0,
};
/** Without those that fetch emoji and sounds when the forum starts. */
const PLUGINS = ["nodebb-plugin-markdown", "nodebb-plugin-dbsearch", "nodebb-plugin-write-api"];

async function install() {
  const [config, { setup }] = [JSON.stringify(nconf.get()), own("src/install")];
  await promisify(setup)();
  const db = own("src/database");
  const wait = (name, ...args) => promisify(db[name])(...args);
  await wait("setObject", "config", SETTINGS);
  await wait("delete", "plugins:active");
  await wait("sortedSetAdd", "plugins:active", PLUGINS.map((_, at) => at), PLUGINS);
  await wait("setAdd", "masterTokens", token);
  mkdirSync("public/uploads/sounds", { recursive: true });
  for (const name of ["nodebb.min.js", "acp.min.js", "stylesheet.css", "admin.css"]) writeFileSync(`public/${name}`, "");
}
install().then(() => process.exit(0), (error) => { console.error(error); process.exit(1); });
