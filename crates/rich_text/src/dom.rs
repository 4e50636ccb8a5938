//! Checked nodes into the DOM's, with what every link and image of a stranger gets.

use goodword_core::model::Body;
use web_sys::{Document, Element, Node};

use crate::tree::{Rich, Tag};
use crate::{Links, rich};

const LINK: &[(&str, &str)] = &[("rel", "nofollow ugc noopener noreferrer"), ("target", "_blank")];

const IMAGE: &[(&str, &str)] =
    &[("alt", ""), ("loading", "lazy"), ("decoding", "async"), ("referrerpolicy", "no-referrer")];

/// Code is written from left to right in every language.
const CODE: &[(&str, &str)] = &[("dir", "ltr")];

/// Each block finds its own direction; what is in it follows, so that the marks of a list stand where its
/// words begin.
const BLOCK: &[(&str, &str)] = &[("dir", "auto")];

/// A body as an element of the page's document that stands nowhere yet. References are resolved against `base`, an
/// absolute URL whose origin may give images, as may `image_origins`.
///
/// # Panics
/// Where there is no document, as in a worker.
pub fn element(body: &Body, base: &str, image_origins: &[String]) -> Element {
    #[cfg(target_arch = "wasm32")]
    let resolve = crate::browser_links(base);
    #[cfg(not(target_arch = "wasm32"))]
    let resolve = crate::absolute_links;
    #[cfg(not(target_arch = "wasm32"))]
    let _ = base;
    let window = web_sys::window().expect("rich text is drawn in a window");
    let document = window.document().expect("a window has a document");
    let root = document.create_element("div").expect("div is a valid name");
    for (name, value) in [("dir", "auto"), ("class", "rich-text")] {
        set(&root, name, value);
    }
    append(&document, &root, &rich(body, &Links { resolve: &resolve, image_origins }), true);
    root
}

fn append(document: &Document, parent: &Element, nodes: &[Rich], outermost: bool) {
    for node in nodes {
        let made: Node = match node {
            Rich::Text(text) => document.create_text_node(text).into(),
            Rich::Element { tag, attributes, children } => {
                let Ok(element) = document.create_element(tag.name()) else { continue };
                for (attribute, value) in attributes {
                    set(&element, attribute.name(), value);
                }
                for (name, value) in fixed(*tag, outermost) {
                    // What was written comes before what is fixed.
                    if !attributes.iter().any(|(written, _)| written.name() == *name) {
                        set(&element, name, value);
                    }
                }
                append(document, &element, children, false);
                element.into()
            }
        };
        let _ = parent.append_child(&made);
    }
}

/// What an element has besides what was written.
fn fixed(tag: Tag, outermost: bool) -> &'static [(&'static str, &'static str)] {
    match tag {
        Tag::A => LINK,
        Tag::Img => IMAGE,
        Tag::Pre => CODE,
        _ if outermost && !tag.is_inline() && tag != Tag::Hr => BLOCK,
        _ => &[],
    }
}

/// Every name is one that an attribute can have.
fn set(element: &Element, name: &str, value: &str) {
    let _ = element.set_attribute(name, value);
}
