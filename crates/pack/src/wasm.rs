//! A Wasm module with the same behaviour that compresses better.

use crate::names::{Names, Taken};
use std::convert::Infallible;
use wasm_encoder::{
    CodeSection, ExportSection, FunctionSection, ImportSection, Module,
    reencode::{self, Reencode},
};
use wasmparser::{
    BinaryReaderError, CodeSectionReader, CustomSectionReader, Export, FunctionBody, FunctionSectionReader,
    ImportSectionReader, Parser, Payload, TypeRef,
};

type Result<T> = std::result::Result<T, reencode::Error<Infallible>>;

/// Why Wasm and glue stay as they are.
#[derive(Debug, thiserror::Error)]
pub enum PackError {
    /// The Wasm cannot be read.
    #[error("it cannot be read: {0}")]
    Wasm(#[from] reencode::Error<Infallible>),
    /// The names of the glue.
    #[error(transparent)]
    Taken(#[from] Taken),
}

/// Gives imports and exports short names, in the Wasm and in its glue, puts functions beside those that begin alike, and
/// leaves out sections that browsers do not read.
///
/// # Errors
/// [`PackError`]; nothing is half done.
pub fn pack(wasm: &[u8], glue: &str) -> std::result::Result<(Vec<u8>, String), PackError> {
    let mut packer = Packer { names: Names::default(), order: Order::of(wasm)? };
    let mut module = Module::new();
    packer.parse_core_module(&mut module, Parser::new(0), wasm)?;
    Ok((module.finish(), packer.names.rename(glue)?))
}

/// In what order the functions of the module stand: sorted by their code, because brotli finds a likeness more cheaply
/// the nearer it is; 1.2 % of the widget. Of those that are the same, one stays for all.
#[derive(Default)]
struct Order {
    imported: u32,
    /// For each new place, the old one.
    old: Vec<u32>,
    /// For each old place, the new one.
    new: Vec<u32>,
}

impl Order {
    fn of(wasm: &[u8]) -> Result<Self> {
        let (mut imported, mut bodies, mut types) = (0, Vec::new(), Vec::new());
        for payload in Parser::new(0).parse_all(wasm) {
            match payload? {
                Payload::ImportSection(section) => {
                    for import in section.into_imports() {
                        imported += u32::from(matches!(import?.ty, TypeRef::Func(_)));
                    }
                }
                Payload::FunctionSection(section) => {
                    types =
                        section.into_iter().collect::<std::result::Result<Vec<u32>, BinaryReaderError>>()?;
                }
                Payload::CodeSectionEntry(body) => bodies.push(body),
                _ => {}
            }
        }
        let mut sorted: Vec<u32> = (0..).take(bodies.len()).collect();
        let key = |place: &u32| (bodies[*place as usize].as_bytes(), types.get(*place as usize));
        sorted.sort_by(|a, b| key(a).cmp(&key(b)));
        let (mut old, mut new) = (Vec::new(), vec![0; sorted.len()]);
        for place in sorted {
            if old.last().is_none_or(|last| key(last) != key(&place)) {
                old.push(place);
            }
            new[place as usize] = u32::try_from(old.len() - 1).unwrap_or(u32::MAX);
        }
        Ok(Self { imported, old, new })
    }
}

struct Packer {
    names: Names,
    order: Order,
}

impl Reencode for Packer {
    type Error = Infallible;

    fn function_index(&mut self, function: u32) -> Result<u32> {
        let Order { imported, new, .. } = &self.order;
        Ok(function.checked_sub(*imported).map_or(function, |place| imported + new[place as usize]))
    }

    fn parse_function_section(
        &mut self,
        functions: &mut FunctionSection,
        section: FunctionSectionReader<'_>,
    ) -> Result<()> {
        let types = section.into_iter().collect::<std::result::Result<Vec<u32>, BinaryReaderError>>()?;
        for old in &self.order.old {
            functions.function(types[*old as usize]);
        }
        Ok(())
    }

    fn parse_code_section(&mut self, code: &mut CodeSection, section: CodeSectionReader<'_>) -> Result<()> {
        let bodies =
            section.into_iter().collect::<std::result::Result<Vec<FunctionBody<'_>>, BinaryReaderError>>()?;
        for place in 0..self.order.old.len() {
            self.parse_function_body(code, bodies[self.order.old[place] as usize].clone())?;
        }
        Ok(())
    }

    fn parse_import_section(
        &mut self,
        imports: &mut ImportSection,
        section: ImportSectionReader<'_>,
    ) -> Result<()> {
        for import in section.into_imports() {
            let import = import?;
            let name = self.names.short(import.name);
            imports.import(import.module, &name, self.entity_type(import.ty)?);
        }
        Ok(())
    }

    fn parse_export(&mut self, exports: &mut ExportSection, export: Export<'_>) -> Result<()> {
        // A plain word such as "memory" could mean something else elsewhere in the glue.
        let name =
            if export.name.contains('_') { self.names.short(export.name) } else { export.name.to_owned() };
        let (kind, index) = (self.export_kind(export.kind)?, self.external_index(export.kind, export.index)?);
        exports.export(&name, kind, index);
        Ok(())
    }

    fn parse_custom_section(&mut self, _: &mut Module, _: CustomSectionReader<'_>) -> Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_encoder::{EntityType, ExportKind, Function, Instruction, TypeSection, ValType};

    /// Three functions after two imports; the last one begins before the others and calls the first.
    fn module() -> Vec<u8> {
        module_of([Instruction::I32Const(7), Instruction::I32Const(8), Instruction::Call(2)])
    }

    fn module_of(bodies: [Instruction<'_>; 3]) -> Vec<u8> {
        let mut types = TypeSection::new();
        types.ty().function([], []);
        types.ty().function([], [ValType::I32]);
        let mut imports = ImportSection::new();
        imports.import("./glue.js", "__wbg_focus_0a8d513ea5d8338e", EntityType::Function(0));
        imports.import("./glue.js", "__wbg_focus_1111111111111111", EntityType::Function(0));
        let mut functions = FunctionSection::new();
        functions.function(1).function(1).function(1);
        let mut exports = ExportSection::new();
        exports.export("panel_first", ExportKind::Func, 2);
        exports.export("panel_last", ExportKind::Func, 4);
        exports.export("memory", ExportKind::Func, 3);
        let mut code = CodeSection::new();
        for instruction in bodies {
            let mut function = Function::new([]);
            function.instruction(&instruction).instruction(&Instruction::End);
            code.function(&function);
        }
        let mut module = Module::new();
        module.section(&types).section(&imports).section(&functions).section(&exports).section(&code);
        module.finish()
    }

    /// What a function does, by the name that it is exported under.
    fn meaning(wasm: &[u8]) -> Vec<(String, String)> {
        let (mut exports, mut bodies) = (Vec::new(), Vec::new());
        for payload in Parser::new(0).parse_all(wasm) {
            match payload.unwrap() {
                Payload::ExportSection(section) => {
                    exports.extend(
                        section
                            .into_iter()
                            .map(|export| export.unwrap())
                            .map(|e| (e.name.to_owned(), e.index)),
                    );
                }
                Payload::CodeSectionEntry(body) => {
                    let mut reader = body.get_operators_reader().unwrap();
                    bodies.push(format!("{:?}", reader.read().unwrap()));
                }
                _ => {}
            }
        }
        exports.into_iter().map(|(name, index)| (name, bodies[index as usize - 2].clone())).collect()
    }

    #[test]
    fn functions_move_and_every_name_and_call_still_means_the_same() {
        let glue = "({ __wbg_focus_0a8d513ea5d8338e() {}, __wbg_focus_1111111111111111() {} }); wasm.panel_first() + wasm.memory";
        let (packed, glue) = pack(&module(), glue).unwrap();
        assert_eq!(glue, "({ $0() {}, $1() {} }); wasm.$2() + wasm.memory");
        let before = meaning(&module());
        assert!(before[1].1.contains("function_index: 2"), "{before:?}");
        let after = meaning(&packed);
        let [(first, seven), (last, call), (memory, eight)] = &after[..] else { panic!("{after:?}") };
        assert_eq!((first.as_str(), last.as_str(), memory.as_str()), ("$2", "$3", "memory"));
        assert_eq!((seven, eight), (&before[0].1, &before[2].1));
        // The call stands first now, so the function that it calls is the one after it.
        assert!(call.contains("function_index: 3"), "{after:?}");
        assert!(!String::from_utf8_lossy(&packed).contains("__wbg"));
    }

    #[test]
    fn functions_that_are_the_same_become_one_under_all_their_names() {
        let same = module_of([Instruction::I32Const(7), Instruction::I32Const(7), Instruction::Call(3)]);
        let (packed, _) = pack(&same, "").unwrap();
        let [(_, first), (_, call), (_, memory)] = &meaning(&packed)[..] else { panic!("three exports") };
        assert_eq!(first, memory);
        assert!(call.contains("function_index: 3"), "{call}");
        let bodies =
            Parser::new(0).parse_all(&packed).filter(|part| matches!(part, Ok(Payload::CodeSectionEntry(_))));
        assert_eq!(bodies.count(), 2);
    }

    #[test]
    fn what_is_no_wasm_is_said_to_be_none() {
        let error = pack(b"<!doctype html>", "").unwrap_err();
        assert!(error.to_string().starts_with("it cannot be read"), "{error}");
    }
}
