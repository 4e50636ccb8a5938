//! The file that is loaded first: all that stays, and a way to each entry.

use super::{Plan, Result, Shared, Unsupported, source::Source, texts::Text};
use std::collections::HashMap;
use wasm_encoder::{
    CodeSection, DataSection, ExportKind, ExportSection, Function, FunctionSection, Module, NameMap,
    NameSection, TableSection,
    reencode::{self, Reencode, utils},
};
use wasmparser::{
    CodeSectionReader, CustomSectionReader, Data, ExportSectionReader, FunctionBody, FunctionSectionReader,
    Parser, Table,
};

pub(super) fn write(source: &Source<'_>, plan: &Plan, texts: &[Text<'_>]) -> Result<Vec<u8>> {
    let stays = |function: &u32| !plan.moved.contains(function) || plan.entries.contains(function);
    let functions: Vec<u32> = (source.imported..source.imported + source.count()).filter(stays).collect();
    let places = (0..source.imported).chain(functions.iter().copied()).zip(0..).collect();
    let mut first = First { source, plan, texts, functions, places };
    let mut module = Module::new();
    first.parse_core_module(&mut module, Parser::new(0), source.wasm)?;
    let mut names = NameMap::new();
    let mut by_place: Vec<(u32, u32)> = first.places.iter().map(|(old, new)| (*new, *old)).collect();
    by_place.sort_unstable();
    for (new, old) in by_place {
        names.append(new, source.name(old));
    }
    let mut section = NameSection::new();
    section.functions(&names);
    module.section(&section);
    Ok(module.finish())
}

struct First<'s> {
    source: &'s Source<'s>,
    plan: &'s Plan,
    texts: &'s [Text<'s>],
    /// Functions that it defines, by their index in the source.
    functions: Vec<u32>,
    /// Where each function is, by its index in the source.
    places: HashMap<u32, u32>,
}

impl First<'_> {
    /// Hands its arguments on to what is in the function's slot.
    fn way(&self, function: u32, slot: u64) -> Result<Function> {
        let ty = self.source.functions[function as usize];
        let slot = i32::try_from(slot).map_err(|_| unsupported("its table is too long"))?;
        let mut way = Function::new([]);
        let mut code = way.instructions();
        for (argument, _) in (0..).zip(self.source.types[ty as usize].params()) {
            code.local_get(argument);
        }
        code.i32_const(slot).call_indirect(0, ty).end();
        Ok(way)
    }
}

fn unsupported(what: &'static str) -> reencode::Error<Unsupported> {
    reencode::Error::UserError(Unsupported(what))
}

impl Reencode for First<'_> {
    type Error = Unsupported;

    fn function_index(&mut self, function: u32) -> Result<u32> {
        self.places
            .get(&function)
            .copied()
            .ok_or_else(|| unsupported("a function that stays calls one that goes"))
    }

    fn parse_function_section(
        &mut self,
        functions: &mut FunctionSection,
        _: FunctionSectionReader<'_>,
    ) -> Result<()> {
        for function in &self.functions {
            functions.function(self.source.functions[*function as usize]);
        }
        Ok(())
    }

    fn parse_table(&mut self, tables: &mut TableSection, mut table: Table<'_>) -> Result<()> {
        if tables.is_empty() {
            let slots = self.plan.entries.len() as u64;
            table.ty.initial += slots;
            table.ty.maximum = table.ty.maximum.map(|maximum| maximum + slots);
        }
        utils::parse_table(self, tables, table)
    }

    fn parse_export_section(
        &mut self,
        exports: &mut ExportSection,
        section: ExportSectionReader<'_>,
    ) -> Result<()> {
        utils::parse_export_section(self, exports, section)?;
        let mut shared = Shared::new();
        exports.export(&shared.name(), ExportKind::Table, 0);
        if self.source.memory.is_some() {
            exports.export(&shared.name(), ExportKind::Memory, 0);
        }
        for global in &self.plan.globals {
            exports.export(&shared.name(), ExportKind::Global, *global);
        }
        for function in &self.plan.called {
            exports.export(&shared.name(), ExportKind::Func, self.places[function]);
        }
        Ok(())
    }

    fn parse_code_section(&mut self, code: &mut CodeSection, _: CodeSectionReader<'_>) -> Result<()> {
        for function in self.functions.clone() {
            if let Some(slot) = self.plan.slot(self.source, function) {
                code.function(&self.way(function, slot)?);
            } else {
                let body: &FunctionBody<'_> = self.source.body(function);
                self.parse_function_body(code, body.clone())?;
            }
        }
        Ok(())
    }

    fn data_count(&mut self, count: u32) -> Result<u32> {
        // Each text leaves a piece before it and one after it.
        Ok(count + u32::try_from(self.texts.len()).unwrap_or(u32::MAX))
    }

    fn parse_data(&mut self, data: &mut DataSection, datum: Data<'_>) -> Result<()> {
        for piece in super::texts::around(&datum, self.texts) {
            match piece {
                super::texts::Piece::Whole => utils::parse_data(self, data, datum.clone())?,
                super::texts::Piece::At(offset, bytes) => {
                    data.active(0, &offset, bytes.iter().copied());
                }
            }
        }
        Ok(())
    }

    fn parse_custom_section(&mut self, _: &mut Module, _: CustomSectionReader<'_>) -> Result<()> {
        Ok(())
    }
}
