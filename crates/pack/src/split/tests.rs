//! Small modules, split and run.

use super::{Shared, Source, is_at, split, without_hashes};
use wasmi::{Engine, Extern, Func, Instance, Linker, Module, Store};

/// `show` calls the desk, which calls functions of both kinds that the first file has, imported and own.
const SHOP: &str = r#"(module
    (import "page" "note" (func $note (param i32)))
    (memory (export "memory") 1)
    (global $stack (mut i32) (i32.const 1024))
    (table 2 2 funcref)
    (elem (i32.const 1) func $pressed)
    (func $pressed (param i32) (result i32) (i32.add (local.get 0) (i32.const 1)))
    (func $both (param i32) (result i32) (i32.mul (local.get 0) (i32.const 2)))
    (func $alone (param i32) (result i32)
        (global.set $stack (i32.sub (global.get $stack) (i32.const 16)))
        (i32.store (global.get $stack) (local.get 0))
        (call $note (local.get 0))
        (call_indirect (param i32) (result i32) (call $both (local.get 0)) (i32.const 1)))
    (func $"<shop[0123456789abcdef]::Desk>::draw" (param i32) (param i64) (result i32)
        (call $alone (i32.add (local.get 0) (i32.wrap_i64 (local.get 1)))))
    (func $"<shop[0123456789abcdef]::Desk>::unused" (result i32) (i32.const 5))
    (func $"<shop[0123456789abcdef]::Desk>::second" (result i32)
        (i32.add (i32.load8_u (i32.const 22)) (call $"<shop[0123456789abcdef]::Desk>::draw" (i32.const 1) (i64.const 1))))
    (func (export "show") (param i32) (result i32)
        (call $"<shop[0123456789abcdef]::Desk>::draw" (call $both (local.get 0)) (i64.const 3)))
    (func (export "tell") (result i32) (call $"<shop[0123456789abcdef]::Desk>::second"))
    (func (export "stack") (result i32) (global.get $stack))
    (data (i32.const 8) "early" "\02later\02" "a word" "\03later\03" "after"))"#;

/// What the page was told.
type Notes = Vec<i32>;

/// A page on which the first file runs.
struct Page {
    store: Store<Notes>,
    first: Instance,
    second: Module,
}

impl Page {
    fn new(wat: &str, entries: &[&str]) -> Self {
        let split = split(&wat::parse_str(wat).unwrap(), entries).unwrap();
        let engine = Engine::default();
        let mut store = Store::new(&engine, Notes::new());
        let mut linker = Linker::new(&engine);
        let note =
            Func::wrap(&mut store, |mut caller: wasmi::Caller<'_, Notes>, n: i32| caller.data_mut().push(n));
        linker.define("page", "note", note).unwrap();
        let first = Module::new(&engine, &split.first).unwrap();
        let second = Module::new(&engine, &split.second).unwrap();
        let first = linker.instantiate_and_start(&mut store, &first).unwrap();
        Self { store, first, second }
    }

    /// The second file arrives.
    fn bring(&mut self) {
        let mut linker = Linker::new(self.store.engine());
        let exports: Vec<(String, Extern)> = self
            .first
            .exports(&self.store)
            .map(|export| (export.name().to_owned(), export.into_extern()))
            .collect();
        for (name, given) in exports {
            linker.define(Shared::MODULE, &name, given).unwrap();
        }
        linker.instantiate_and_start(&mut self.store, &self.second).unwrap();
    }

    fn show(&mut self, n: i32) -> Result<i32, wasmi::Error> {
        let show = self.first.get_typed_func::<i32, i32>(&self.store, "show").unwrap();
        show.call(&mut self.store, n)
    }

    fn ask(&mut self, name: &str) -> i32 {
        self.first.get_typed_func::<(), i32>(&self.store, name).unwrap().call(&mut self.store, ()).unwrap()
    }

    fn memory(&self, range: std::ops::Range<usize>) -> Vec<u8> {
        self.first.get_memory(&self.store, "memory").unwrap().data(&self.store)[range].to_vec()
    }
}

/// The functions that a file defines, by name; how many it has, where it tells no names.
fn defined(wasm: &[u8]) -> (u32, Vec<String>) {
    let source = Source::read(wasm).unwrap();
    let functions = source.imported..source.imported + source.count();
    (source.count(), functions.map(|function| without_hashes(source.name(function))).collect())
}

#[test]
fn a_call_through_an_entry_reaches_the_second_file_which_calls_back_and_shares_memory_and_stack() {
    let mut page = Page::new(SHOP, &["<shop::Desk>"]);
    page.bring();
    // 2 * 5 + 3 is 13 in the desk; twice that and one more by functions of the first file.
    assert_eq!(page.show(5).unwrap(), 27);
    assert_eq!(page.store.data(), &[13]);
    assert_eq!(page.ask("stack"), 1008);
    assert_eq!(page.memory(1008..1009), [13]);
}

#[test]
fn a_call_before_the_second_file_is_there_traps_and_one_after_it_does_not() {
    let mut page = Page::new(SHOP, &["<shop::Desk>"]);
    assert!(page.show(5).unwrap_err().as_trap_code().is_some());
    assert!(page.store.data().is_empty());
    page.bring();
    assert_eq!(page.show(5).unwrap(), 27);
}

#[test]
fn what_entries_alone_lead_to_goes_and_what_is_used_from_both_sides_stays() {
    let split = split(&wat::parse_str(SHOP).unwrap(), &["<shop::Desk>"]).unwrap();
    let (_, stays) = defined(&split.first);
    for name in ["pressed", "both", "<shop::Desk>::draw", "<shop::Desk>::second", "<shop::Desk>::unused"] {
        assert!(stays.contains(&name.to_owned()), "{name}: {stays:?}");
    }
    assert!(!stays.contains(&"alone".to_owned()), "{stays:?}");
    let second = wasmparser::Parser::new(0).parse_all(&split.second);
    let bodies = second.filter(|part| matches!(part, Ok(wasmparser::Payload::CodeSectionEntry(_)))).count();
    assert_eq!(bodies, 3, "draw, second and alone");
}

#[test]
fn a_function_can_be_an_entry_by_its_own_name() {
    let mut page = Page::new(SHOP, &["<shop::Desk>::draw"]);
    assert!(page.show(1).is_err());
    page.bring();
    assert_eq!(page.show(1).unwrap(), 11);
}

#[test]
fn an_entry_that_is_not_there_or_that_nobody_calls_is_named() {
    let shop = wat::parse_str(SHOP).unwrap();
    for entry in ["shop::nothing", "<shop::Desk>::unused", "<shop::Des>"] {
        let error = split(&shop, &["<shop::Desk>", entry]).err().unwrap();
        assert!(error.to_string().contains(&format!("no function {entry} ")), "{error}");
    }
}

#[test]
fn a_method_is_an_entry_and_a_closure_within_one_is_not() {
    assert!(is_at("<shop::Desk>::draw", "<shop::Desk>"));
    for other in [
        "<shop::Desk>::draw::{closure#0}",
        "<shop::Desks>::draw",
        "<shop::Desk as core::clone::Clone>::clone",
    ] {
        assert!(!is_at(other, "<shop::Desk>"), "{other}");
    }
    assert!(!is_at("shop::desk::draw", "shop::desk"), "a module has no methods");
}

#[test]
fn a_marked_text_is_zero_until_the_second_file_brings_it() {
    let mut page = Page::new(SHOP, &["<shop::Desk>"]);
    assert_eq!(page.memory(8..13), *b"early");
    assert_eq!(page.memory(13..33), [0; 20]);
    assert_eq!(page.memory(33..38), *b"after");
    page.bring();
    assert_eq!(page.memory(8..38), *b"early\x02later\x02a word\x03later\x03after");
    assert_eq!(page.ask("tell"), i32::from(b'w') + 5);
}

#[test]
fn a_text_without_an_end_is_refused() {
    let cut = SHOP.replace("\\03later\\03", "");
    assert!(split(&wat::parse_str(cut).unwrap(), &["<shop::Desk>"]).is_err());
}

#[test]
fn what_needs_a_segment_of_the_first_file_is_refused() {
    let more = SHOP
        .replace(
            "(call $note (local.get 0))",
            "(memory.init $late (i32.const 0) (i32.const 0) (i32.const 1))",
        )
        .replace("(data (i32.const 8)", "(data $late \"x\") (data (i32.const 8)");
    let error = split(&wat::parse_str(more).unwrap(), &["<shop::Desk>"]).err().unwrap();
    assert!(error.to_string().contains("segment"), "{error}");
}

#[test]
fn what_is_no_wasm_is_said_to_be_none() {
    assert!(split(b"<!doctype html>", &["<shop::Desk>"]).is_err());
}
