//! The file that is loaded later: code and texts, and nothing of its own beside them.

use super::{Plan, Result, Shared, Unsupported, source::Source, texts::Text};
use std::collections::HashMap;
use wasm_encoder::{
    CodeSection, ConstExpr, DataSection, ElementSection, Elements, EntityType, FunctionSection,
    ImportSection, MemoryType, Module, TypeSection,
    reencode::{self, Reencode},
};
use wasmparser::Operator;

pub(super) fn write(source: &Source<'_>, plan: &Plan, texts: &[Text<'_>]) -> Result<Vec<u8>> {
    let mut second = Second {
        functions: plan.called.iter().chain(&plan.moved).copied().zip(0..).collect(),
        globals: plan.globals.iter().copied().zip(0..).collect(),
        types: HashMap::new(),
    };
    let imports = second.imports(source, plan)?;
    let mut functions = FunctionSection::new();
    let mut code = CodeSection::new();
    for function in &plan.moved {
        functions.function(second.type_index(source.functions[*function as usize])?);
        second.parse_function_body(&mut code, source.body(*function).clone())?;
    }
    let mut elements = ElementSection::new();
    if let Some(first) = plan.entries.first().and_then(|entry| plan.slot(source, *entry)) {
        let places: Vec<u32> = plan.entries.iter().map(|entry| second.functions[entry]).collect();
        let slot = i32::try_from(first).map_err(|_| unsupported("its table is too long"))?;
        elements.active(None, &ConstExpr::i32_const(slot), Elements::Functions(places.into()));
    }
    let mut data = DataSection::new();
    for text in texts {
        data.active(0, &ConstExpr::i32_const(text.address), text.bytes.iter().copied());
    }
    let mut module = Module::new();
    module.section(&second.type_section(source)?).section(&imports).section(&functions).section(&elements);
    module.section(&code).section(&data);
    Ok(module.finish())
}

struct Second {
    /// Functions, globals and types by their index in the source. A type gets its index when it is first named.
    functions: HashMap<u32, u32>,
    globals: HashMap<u32, u32>,
    types: HashMap<u32, u32>,
}

impl Second {
    fn imports(&mut self, source: &Source<'_>, plan: &Plan) -> Result<ImportSection> {
        let mut imports = ImportSection::new();
        let mut shared = Shared::new();
        let mut import = |ty: EntityType| {
            imports.import(Shared::MODULE, &shared.name(), ty);
        };
        let mut table = self.table_type(source.table)?;
        (table.minimum, table.maximum) = (0, None);
        import(table.into());
        if let Some(memory) = source.memory {
            let memory = self.memory_type(memory)?;
            let maximum = memory.maximum.filter(|_| memory.shared);
            import(MemoryType { minimum: 0, maximum, ..memory }.into());
        }
        for global in &plan.globals {
            import(self.global_type(source.globals[*global as usize])?.into());
        }
        for function in &plan.called {
            import(EntityType::Function(self.type_index(source.functions[*function as usize])?));
        }
        Ok(imports)
    }

    fn type_section(&mut self, source: &Source<'_>) -> Result<TypeSection> {
        let mut named: Vec<(u32, u32)> = self.types.iter().map(|(old, new)| (*new, *old)).collect();
        named.sort_unstable();
        let mut types = TypeSection::new();
        for (_, old) in named {
            let ty = self.func_type(source.types[old as usize].clone())?;
            types.ty().func_type(&ty);
        }
        Ok(types)
    }
}

fn unsupported(what: &'static str) -> reencode::Error<Unsupported> {
    reencode::Error::UserError(Unsupported(what))
}

impl Reencode for Second {
    type Error = Unsupported;

    fn type_index(&mut self, ty: u32) -> Result<u32> {
        let next = u32::try_from(self.types.len()).unwrap_or(u32::MAX);
        Ok(*self.types.entry(ty).or_insert(next))
    }

    fn function_index(&mut self, function: u32) -> Result<u32> {
        self.functions.get(&function).copied().ok_or_else(|| unsupported("a call leads nowhere"))
    }

    fn global_index(&mut self, global: u32) -> Result<u32> {
        self.globals.get(&global).copied().ok_or_else(|| unsupported("a global is nowhere"))
    }

    fn table_index(&mut self, table: u32) -> Result<u32> {
        if table == 0 { Ok(0) } else { Err(unsupported("what goes uses another table than the first")) }
    }

    fn memory_index(&mut self, memory: u32) -> Result<u32> {
        if memory == 0 { Ok(0) } else { Err(unsupported("what goes uses another memory than the first")) }
    }

    fn data_index(&mut self, _: u32) -> Result<u32> {
        Err(unsupported("what goes names a segment of data"))
    }

    fn element_index(&mut self, _: u32) -> Result<u32> {
        Err(unsupported("what goes names a segment of the table"))
    }

    fn tag_index(&mut self, _: u32) -> Result<u32> {
        Err(unsupported("what goes throws or catches"))
    }

    fn instruction<'a>(&mut self, operator: Operator<'a>) -> Result<wasm_encoder::Instruction<'a>> {
        if matches!(operator, Operator::RefFunc { .. }) {
            return Err(unsupported("what goes takes a function's address by an instruction"));
        }
        reencode::utils::instruction(self, operator)
    }
}
