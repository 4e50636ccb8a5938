//! Makes what wasm-bindgen wrote smaller. The build calls it; nothing of it is in the widget.

mod minify;
mod names;
mod split;
mod wasm;

use std::{error::Error, fs, process::ExitCode};

const USAGE: &str = "Usage: goodword-pack wasm GLUE_JS WASM OUT_GLUE_JS OUT_WASM \
    | goodword-pack split WASM OUT_FIRST OUT_SECOND ENTRY... | goodword-pack minify JS...";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let done = match arguments[..] {
        ["wasm", glue, wasm, out_glue, out_wasm] => pack(glue, wasm, out_glue, out_wasm),
        ["split", wasm, first, second, ref entries @ ..] if !entries.is_empty() => {
            split(wasm, first, second, entries)
        }
        ["minify", ref files @ ..] if !files.is_empty() => minify(files),
        _ => Err(USAGE.into()),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("goodword-pack: {error}");
            ExitCode::FAILURE
        }
    }
}

fn pack(glue: &str, wasm: &str, out_glue: &str, out_wasm: &str) -> Result<(), Box<dyn Error>> {
    let read = bytes(wasm)?;
    let (smaller, renamed) = wasm::pack(&read, &text(glue)?).map_err(|error| format!("{wasm}: {error}"))?;
    fs::write(out_wasm, smaller).map_err(|error| format!("{out_wasm}: {error}"))?;
    fs::write(out_glue, renamed).map_err(|error| format!("{out_glue}: {error}"))?;
    Ok(())
}

fn split(wasm: &str, first: &str, second: &str, entries: &[&str]) -> Result<(), Box<dyn Error>> {
    let split = split::split(&bytes(wasm)?, entries).map_err(|error| format!("{wasm}: {error}"))?;
    fs::write(first, split.first).map_err(|error| format!("{first}: {error}"))?;
    fs::write(second, split.second).map_err(|error| format!("{second}: {error}"))?;
    Ok(())
}

/// Prints the files as one module.
fn minify(files: &[&str]) -> Result<(), Box<dyn Error>> {
    let whole = files.iter().map(|file| text(file)).collect::<Result<Vec<_>, _>>()?.join("\n");
    print!("{}", minify::minify(&whole).map_err(|error| format!("{}: {error}", files.join(", ")))?);
    Ok(())
}

fn bytes(file: &str) -> Result<Vec<u8>, String> {
    fs::read(file).map_err(|error| format!("{file}: {error}"))
}

fn text(file: &str) -> Result<String, String> {
    fs::read_to_string(file).map_err(|error| format!("{file}: {error}"))
}
