//! An inert document, said to the builder.
//!
//! Forms are never asked anything: a field named `firstChild` or `localName` would answer in their place. Nor
//! is the document, where an image can do the same; a tree walker goes from node to node without asking.

use wasm_bindgen::JsCast;
use web_sys::{CharacterData, Element, HtmlFormElement, Node};

use crate::builder::Builder;

/// `NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT`.
const ELEMENTS_AND_TEXT: u32 = 1 | 4;

/// Whether the walk could be begun.
pub(super) fn walk(builder: &mut Builder<'_>, document: &Node) -> bool {
    let own = web_sys::window().and_then(|window| window.document());
    let walker =
        own.and_then(|own| own.create_tree_walker_with_what_to_show(document, ELEMENTS_AND_TEXT).ok());
    let Some(walker) = walker else { return false };
    let mut next = walker.first_child();
    loop {
        match next {
            Ok(Some(node)) => {
                let inside = enter(builder, &node);
                next = if inside { walker.first_child() } else { Ok(None) };
                if matches!(next, Ok(Some(_))) {
                    continue;
                }
                builder.close();
            }
            // The document itself is not shown, so that its parent's turn never comes.
            _ => match walker.parent_node() {
                Ok(Some(_)) => builder.close(),
                _ => return true,
            },
        }
        next = walker.next_sibling();
    }
}

/// Opens what `node` is; whether there is anything in it to be looked at.
fn enter(builder: &mut Builder<'_>, node: &Node) -> bool {
    if let Some(text) = node.dyn_ref::<CharacterData>() {
        builder.text(&text.data());
        builder.open_name("", &|_| None);
        return false;
    }
    if node.has_type::<HtmlFormElement>() {
        builder.open_name("form", &|_| None);
        return true;
    }
    let Some(element) = node.dyn_ref::<Element>() else {
        builder.open_name("", &|_| None);
        return false;
    };
    builder.open_name(&element.local_name(), &|attribute| element.get_attribute(attribute.name()));
    !builder.is_dropping()
}
