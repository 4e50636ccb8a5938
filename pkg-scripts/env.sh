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

# Compiles a crate to Wasm, given cargo's options for it, with its own copy of the standard library, made for size and without the
# words of panics: 12 % less to fetch, measured. That is unstable, hence RUSTC_BOOTSTRAP, but the compiler is the pinned stable one.
# An rlib beside the cdylib, as Cargo.toml has for Rust users, would switch link-time optimisation off.
# Measured too: to inline a little more than "z" does takes 0.4 kB off, and to hand JavaScript values over by number
# instead of by reference type 0.9 kB, glue included.
# SHA-256 goes through its rounds in a loop instead of having them written out one after the other: 1.4 kB less and no slower, a
# proof of 65,536 hashes taking Node.js 0.1 s either way.
# Panics name source files; without the remapping they would carry this machine's folders into the Wasm.
compile_wasm() {
  local flags=(
    "--remap-path-prefix=${CARGO_HOME:-$HOME/.cargo}=cargo" "--remap-path-prefix=$(rustc --print sysroot)=rust"
    "--remap-path-prefix=$PWD=goodword"
    -Zunstable-options -Cpanic=immediate-abort -Zlocation-detail=none -Zfmt-debug=none -Cllvm-args=-inline-threshold=8
    -Ctarget-feature=-reference-types "--cfg=sha2_backend_soft=\"compact\""
  )
  # Encoded, because a folder's name may hold a space.
  RUSTC_BOOTSTRAP=1 CARGO_ENCODED_RUSTFLAGS=$(IFS=$'\x1f'; printf '%s' "${flags[*]}") \
    cargo rustc --quiet --locked --profile wasm --target wasm32-unknown-unknown --lib --crate-type cdylib \
    -Z build-std=std,panic_abort -Z build-std-features=optimize_for_size "$@"
}

# Whether a tool is there in exactly this version.
has_version() { have "$1" && [ "$("$1" --version | cut -d ' ' -f 2)" = "$2" ]; }

# Installs npm packages that have a lock of their own, so that whoever needs none installs none: need_packages FOLDER SENTENCE NPM'S-ARGUMENTS…
need_packages() {
  local lock=$1/package-lock.json installed=$1/node_modules/.package-lock.json folder=$1 sentence=$2
  [ "$installed" -nt "$lock" ] && return
  have npm || fail "npm is missing. Install it, then run this again."
  say "$sentence"
  npm --prefix "$folder" "${@:3}" --silent --no-audit --no-fund
  touch "$installed"
}

# Not "ci": that wants the builds of one engine for all systems in the lock, which not every registry has.
need_engines() {
  need_packages pkg-scripts/search "Installing the search engines that Goodword is held against." install --no-save
}

# Whether the system's own part of the backends is there that the tests of the dialects run.
has_backends() {
  local modules module
  # Debian keeps servers where only root looks for programs.
  PATH=$PATH:/usr/sbin have mariadbd || return 1
  have php && have mariadb-install-db && have redis-server && [ -d /usr/share/wordpress ] || return 1
  modules=$(php -m)
  for module in mysqli xml mbstring curl; do grep -qx "$module" <<< "$modules" || return 1; done
}

# The part of them that comes from npm. Old packages say much about their age, and what they build is not needed.
need_backends() {
  need_packages pkg-scripts/backends "Installing NodeBB and json-server, which the tests of the dialects run." ci --ignore-scripts
}

sha256() { if have sha256sum; then sha256sum; else shasum -a 256; fi | cut -d ' ' -f 1; }

# The folder of PostgreSQL's programs: those on the path, or the latest that Debian keeps beside it.
postgres_bin() {
  local initdb
  initdb=$(command -v initdb) || initdb=$(find /usr/lib/postgresql -path '*/bin/initdb' 2> /dev/null | sort -V | tail -n 1)
  [ -n "$initdb" ] && dirname "$initdb"
}
