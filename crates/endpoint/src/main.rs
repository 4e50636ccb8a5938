//! The `goodword` command.

use std::process::ExitCode;

use clap::Parser;
use goodword_endpoint::cli::{Cli, run};

fn main() -> ExitCode {
    match run(Cli::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("goodword: {error}");
            ExitCode::FAILURE
        }
    }
}
