//! The names by which Wasm and glue know each other, shortened.
//!
//! wasm-bindgen gives every function of the web that the Wasm calls a name with a hash of 16 letters, once in the Wasm
//! and once in the glue. Hashes do not compress.

use std::{collections::HashMap, convert::Infallible};
use wasm_encoder::{
    ExportSection, ImportSection, Module,
    reencode::{self, Reencode},
};
use wasmparser::{CustomSectionReader, Export, ImportSectionReader, Parser};

/// What new names begin with; wasm-bindgen uses it nowhere.
const MARK: char = '$';

/// Why the names stay as they are.
#[derive(Debug, thiserror::Error)]
pub enum NamesError {
    /// The Wasm cannot be read.
    #[error("the Wasm cannot be read: {0}")]
    Wasm(#[from] reencode::Error<Infallible>),
    /// The glue has names that begin like the new ones.
    #[error("the glue uses {0} in a name, with which the short names begin")]
    Mark(char),
}

/// Gives imports and exports short names, in the Wasm and in its glue; sections that browsers do not read are left out.
///
/// # Errors
/// [`NamesError`]; nothing is half done.
pub fn shorten(wasm: &[u8], glue: &str) -> Result<(Vec<u8>, String), NamesError> {
    if glue.split(MARK).skip(1).any(|after| after.starts_with(|c: char| c.is_ascii_alphanumeric())) {
        return Err(NamesError::Mark(MARK));
    }
    let mut names = Names::default();
    let mut module = Module::new();
    names.parse_core_module(&mut module, Parser::new(0), wasm)?;
    Ok((module.finish(), names.rename(glue)))
}

#[derive(Default)]
struct Names(HashMap<String, String>);

impl Names {
    fn short(&mut self, name: &str) -> String {
        let next = self.0.len();
        self.0.entry(name.to_owned()).or_insert_with(|| format!("{MARK}{}", base36(next))).clone()
    }

    /// Replaces every word of the glue that is such a name, also within strings.
    fn rename(&self, glue: &str) -> String {
        let mut out = String::with_capacity(glue.len());
        let mut rest = glue;
        while !rest.is_empty() {
            let is_word = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == MARK;
            let end = rest.find(|c| !is_word(c)).unwrap_or(rest.len());
            let (word, tail) = rest.split_at(end);
            out.push_str(self.0.get(word).map_or(word, String::as_str));
            let next = tail.find(is_word).unwrap_or(tail.len());
            out.push_str(&tail[..next]);
            rest = &tail[next..];
        }
        out
    }
}

impl Reencode for Names {
    type Error = Infallible;

    fn parse_import_section(
        &mut self,
        imports: &mut ImportSection,
        section: ImportSectionReader<'_>,
    ) -> Result<(), reencode::Error<Infallible>> {
        for import in section.into_imports() {
            let import = import?;
            let name = self.short(import.name);
            imports.import(import.module, &name, self.entity_type(import.ty)?);
        }
        Ok(())
    }

    fn parse_export(
        &mut self,
        exports: &mut ExportSection,
        export: Export<'_>,
    ) -> Result<(), reencode::Error<Infallible>> {
        // A plain word such as "memory" could mean something else elsewhere in the glue.
        let name = if export.name.contains('_') { self.short(export.name) } else { export.name.to_owned() };
        let (kind, index) = (self.export_kind(export.kind)?, self.external_index(export.kind, export.index)?);
        exports.export(&name, kind, index);
        Ok(())
    }

    fn parse_custom_section(
        &mut self,
        _: &mut Module,
        _: CustomSectionReader<'_>,
    ) -> Result<(), reencode::Error<Infallible>> {
        Ok(())
    }
}

fn base36(mut number: usize) -> String {
    let mut digits = Vec::new();
    loop {
        digits.push(b"0123456789abcdefghijklmnopqrstuvwxyz"[number % 36]);
        number /= 36;
        if number == 0 {
            break;
        }
    }
    digits.iter().rev().copied().map(char::from).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_encoder::{EntityType, ExportKind, TypeSection};

    fn module() -> Vec<u8> {
        let mut types = TypeSection::new();
        types.ty().function([], []);
        let mut imports = ImportSection::new();
        imports.import("./glue.js", "__wbg_focus_0a8d513ea5d8338e", EntityType::Function(0));
        imports.import("./glue.js", "__wbg_focus_1111111111111111", EntityType::Function(0));
        let mut exports = ExportSection::new();
        exports.export("panel_focus", ExportKind::Func, 0);
        exports.export("memory", ExportKind::Func, 1);
        let mut module = Module::new();
        module.section(&types).section(&imports).section(&exports);
        module.finish()
    }

    #[test]
    fn both_sides_get_the_same_short_names_and_plain_words_stay() {
        let glue = "const f = { __wbg_focus_0a8d513ea5d8338e: () => memory.focus(), __wbg_focus_1111111111111111() {} };\n\
            wasm.panel_focus(); wasm.memory; my_panel_focus";
        let (wasm, glue) = shorten(&module(), glue).unwrap();
        assert_eq!(
            glue,
            "const f = { $0: () => memory.focus(), $1() {} };\nwasm.$2(); wasm.memory; my_panel_focus"
        );
        let text = String::from_utf8_lossy(&wasm);
        assert!(text.contains("$0") && text.contains("$1") && text.contains("$2") && text.contains("memory"));
        assert!(!text.contains("__wbg"), "{text}");
    }

    #[test]
    fn what_is_no_wasm_is_said_to_be_none() {
        let error = shorten(b"<!doctype html>", "").unwrap_err();
        assert!(error.to_string().starts_with("the Wasm cannot be read"), "{error}");
    }

    #[test]
    fn a_glue_that_has_such_names_already_is_refused() {
        assert!(matches!(shorten(&module(), "const $0 = 1"), Err(NamesError::Mark('$'))));
    }
}
