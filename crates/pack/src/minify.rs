//! JavaScript without what only people need.

use oxc_allocator::Allocator;
use oxc_codegen::{Codegen, CodegenOptions};
use oxc_minifier::{Minifier, MinifierOptions};
use oxc_parser::Parser;
use oxc_span::SourceType;

/// The script is not JavaScript.
#[derive(Debug, thiserror::Error)]
#[error("cannot be read as a JavaScript module: {0}")]
pub struct SyntaxError(String);

/// A module that does the same in fewer bytes.
///
/// # Errors
/// [`SyntaxError`] where it cannot be read.
pub fn minify(source: &str) -> Result<String, SyntaxError> {
    let allocator = Allocator::default();
    let parsed = Parser::new(&allocator, source, SourceType::mjs()).parse();
    let faults: Vec<String> = parsed.diagnostics.iter().map(ToString::to_string).collect();
    if parsed.panicked || !faults.is_empty() {
        return Err(SyntaxError(faults.join("; ")));
    }
    let mut program = parsed.program;
    let minified = Minifier::new(MinifierOptions::default()).minify(&allocator, &mut program);
    let options = CodegenOptions::minify();
    Ok(Codegen::new().with_options(options).with_scoping(minified.scoping).build(&program).code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn local_names_are_short_and_exported_ones_stay() {
        let small = minify(
            "// Words.\nconst secret = () => 41 + 1;\nexport const start = () => secret() + secret();",
        )
        .unwrap();
        assert!(small.contains("start") && !small.contains("secret") && !small.contains("Words"), "{small}");
    }

    #[test]
    fn what_is_no_javascript_is_said_to_be_none() {
        assert!(minify("const = 5").is_err());
    }
}
