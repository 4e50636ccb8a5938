//! The whole Wasm, as far as one has to know it to take it apart.

use super::{SplitError, Unsupported};
use std::collections::{BTreeSet, HashMap};
use wasmparser::{
    BinaryReaderError, ConstExpr, ElementItems, ExternalKind, FuncType, FunctionBody, GlobalType,
    KnownCustom, MemoryType, Name, NameSectionReader, Operator, Parser, Payload, TableType, TypeRef,
};

/// What a function's body names.
#[derive(Default)]
pub(super) struct Used {
    pub(super) functions: Vec<u32>,
    pub(super) globals: Vec<u32>,
}

pub(super) struct Source<'a> {
    pub(super) wasm: &'a [u8],
    pub(super) types: Vec<FuncType>,
    /// The type of each function, imported ones first.
    pub(super) functions: Vec<u32>,
    /// How many functions are imported.
    pub(super) imported: u32,
    pub(super) globals: Vec<GlobalType>,
    /// The first table, which is the one that calls go through.
    pub(super) table: TableType,
    pub(super) memory: Option<MemoryType>,
    /// Functions that are called from outside, or whose address is taken.
    pub(super) roots: BTreeSet<u32>,
    bodies: Vec<FunctionBody<'a>>,
    used: Vec<Used>,
    names: HashMap<u32, &'a str>,
}

impl<'a> Source<'a> {
    pub(super) fn read(wasm: &'a [u8]) -> Result<Self, SplitError> {
        let (mut tables, mut exports) = (Vec::new(), 0);
        let mut source = Self {
            wasm,
            types: Vec::new(),
            functions: Vec::new(),
            imported: 0,
            globals: Vec::new(),
            table: TableType {
                element_type: wasmparser::RefType::FUNCREF,
                table64: false,
                initial: 0,
                maximum: None,
                shared: false,
            },
            memory: None,
            roots: BTreeSet::new(),
            bodies: Vec::new(),
            used: Vec::new(),
            names: HashMap::new(),
        };
        for payload in Parser::new(0).parse_all(wasm) {
            match payload? {
                Payload::TypeSection(section) => {
                    source.types = section.into_iter_err_on_gc_types().collect::<Result<_, _>>()?;
                }
                Payload::ImportSection(section) => {
                    for import in section.into_imports() {
                        match import?.ty {
                            TypeRef::Func(ty) => source.functions.push(ty),
                            TypeRef::Global(ty) => source.globals.push(ty),
                            TypeRef::Memory(ty) => source.memory = Some(ty),
                            _ => return Err(Unsupported("it imports a table or a tag").into()),
                        }
                    }
                    source.imported = u32::try_from(source.functions.len()).unwrap_or(u32::MAX);
                }
                Payload::FunctionSection(section) => {
                    for ty in section {
                        source.functions.push(ty?);
                    }
                }
                Payload::TableSection(section) => {
                    for table in section {
                        tables.push(table?.ty);
                    }
                }
                Payload::MemorySection(section) => {
                    for memory in section {
                        source.memory = Some(memory?);
                    }
                }
                Payload::GlobalSection(section) => {
                    for global in section {
                        let global = global?;
                        source.globals.push(global.ty);
                        source.refer(&global.init_expr)?;
                    }
                }
                Payload::ExportSection(section) => {
                    for export in section {
                        let export = export?;
                        exports += 1;
                        if export.kind == ExternalKind::Func {
                            source.roots.insert(export.index);
                        }
                    }
                }
                Payload::StartSection { func, .. } => {
                    source.roots.insert(func);
                }
                Payload::ElementSection(section) => {
                    for element in section {
                        source.take_addresses(element?.items)?;
                    }
                }
                Payload::CodeSectionEntry(body) => {
                    let used = source.look(&body)?;
                    source.bodies.push(body);
                    source.used.push(used);
                }
                Payload::CustomSection(section) => {
                    if let KnownCustom::Name(names) = section.as_known() {
                        source.names = functions_of(names)?;
                    }
                }
                _ => {}
            }
        }
        if exports == 0 {
            return Err(Unsupported("it exports nothing").into());
        }
        source.table = tables.first().copied().ok_or(Unsupported("it has no table"))?;
        Ok(source)
    }

    fn take_addresses(&mut self, items: ElementItems<'_>) -> Result<(), BinaryReaderError> {
        match items {
            ElementItems::Functions(functions) => {
                for function in functions {
                    self.roots.insert(function?);
                }
            }
            ElementItems::Expressions(_, expressions) => {
                for expression in expressions {
                    self.refer(&expression?)?;
                }
            }
        }
        Ok(())
    }

    fn refer(&mut self, expression: &ConstExpr<'_>) -> Result<(), BinaryReaderError> {
        for operator in expression.get_operators_reader() {
            if let Operator::RefFunc { function_index } = operator? {
                self.roots.insert(function_index);
            }
        }
        Ok(())
    }

    fn look(&mut self, body: &FunctionBody<'_>) -> Result<Used, BinaryReaderError> {
        let mut used = Used::default();
        for operator in body.get_operators_reader()? {
            match operator? {
                Operator::Call { function_index } | Operator::ReturnCall { function_index } => {
                    used.functions.push(function_index);
                }
                Operator::RefFunc { function_index } => {
                    self.roots.insert(function_index);
                }
                Operator::GlobalGet { global_index } | Operator::GlobalSet { global_index } => {
                    used.globals.push(global_index);
                }
                _ => {}
            }
        }
        Ok(used)
    }

    /// How many functions it defines.
    pub(super) fn count(&self) -> u32 {
        u32::try_from(self.bodies.len()).unwrap_or(u32::MAX)
    }

    /// A function's name, or nothing.
    pub(super) fn name(&self, function: u32) -> &'a str {
        self.names.get(&function).copied().unwrap_or_default()
    }

    /// The body of a function that is not imported.
    pub(super) fn body(&self, function: u32) -> &FunctionBody<'a> {
        &self.bodies[(function - self.imported) as usize]
    }

    /// What the body of a function that is not imported names.
    pub(super) fn used(&self, function: u32) -> &Used {
        &self.used[(function - self.imported) as usize]
    }

    /// All functions that calls lead to, those they begin at included; what `passes` refuses is reached and not gone through.
    pub(super) fn reach(
        &self,
        from: impl Iterator<Item = u32>,
        passes: impl Fn(u32) -> bool,
    ) -> BTreeSet<u32> {
        let mut waiting: Vec<u32> = from.collect();
        let mut reached = BTreeSet::new();
        while let Some(function) = waiting.pop() {
            if reached.insert(function) && function >= self.imported && passes(function) {
                waiting.extend(&self.used(function).functions);
            }
        }
        reached
    }
}

fn functions_of(names: NameSectionReader<'_>) -> Result<HashMap<u32, &str>, BinaryReaderError> {
    let mut found = HashMap::new();
    for subsection in names {
        if let Name::Function(functions) = subsection? {
            for naming in functions {
                let naming = naming?;
                found.insert(naming.index, naming.name);
            }
        }
    }
    Ok(found)
}
