# shellcheck shell=bash
# What every script here starts with: strict mode, the root as working directory, cargo's own tools on the path.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
export PATH="${CARGO_HOME:-$HOME/.cargo}/bin:$PATH"
target=${CARGO_TARGET_DIR:-target}

have() { command -v "$1" > /dev/null 2>&1; }

say() { printf '%s\n' "$*" >&2; }

# Ends the script with a sentence that says what is wrong and what to do.
fail() { say "$*"; exit 1; }

need_cargo() { have cargo || fail "Rust is missing. Install it from https://rustup.rs, then run this again."; }

need_node() {
  have node || fail "Node.js is missing. Install version 20 or later, then run this again."
  [ "$(node -p 'parseInt(process.versions.node) >= 20')" = true ] || fail "Node.js is too old. Install version 20 or later."
}

# The version of wasm-bindgen that Cargo.lock holds; the command line tool has to be the same.
wasm_bindgen_version() { sed -n '/^name = "wasm-bindgen"$/{n;s/^version = "\(.*\)"$/\1/p;}' Cargo.lock; }

# Whether a tool is there in exactly this version.
has_version() { have "$1" && [ "$("$1" --version | cut -d ' ' -f 2)" = "$2" ]; }

# The folder of PostgreSQL's programs: those on the path, or the latest that Debian keeps beside it.
postgres_bin() {
  local initdb
  initdb=$(command -v initdb) || initdb=$(find /usr/lib/postgresql -path '*/bin/initdb' 2> /dev/null | sort -V | tail -n 1)
  [ -n "$initdb" ] && dirname "$initdb"
}
