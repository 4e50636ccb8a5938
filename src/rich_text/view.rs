//! Checked nodes into Yew's, with what every link and image of a stranger gets.

use yew::AttrValue;
use yew::virtual_dom::{AttributeOrProperty, Attributes, VList, VNode, VTag, VText};

use super::tree::{Attribute, Rich, Tag};

/// Every attribute that a view can have, in one list for all elements, because Yew compares attributes
/// quickest where their names are the same slice.
const KEYS: &[&str] = &[
    "href",
    "src",
    "alt",
    "title",
    "lang",
    "dir",
    "colspan",
    "rowspan",
    "start",
    "rel",
    "target",
    "loading",
    "decoding",
    "referrerpolicy",
];

const LINK: [(&str, &str); 2] = [("rel", "nofollow ugc noopener noreferrer"), ("target", "_blank")];

const IMAGE: [(&str, &str); 4] =
    [("loading", "lazy"), ("decoding", "async"), ("referrerpolicy", "no-referrer"), ("alt", "")];

/// Code is written from left to right in every language.
const CODE: [(&str, &str); 1] = [("dir", "ltr")];

/// Each block finds its own direction; what is in it follows, so that the marks of a list stand where its
/// words begin.
const BLOCK: [(&str, &str); 1] = [("dir", "auto")];

/// The nodes as a fragment.
pub fn view(rich: &[Rich]) -> VNode {
    list(rich, true)
}

fn list(nodes: &[Rich], outermost: bool) -> VNode {
    nodes.iter().map(|node| draw(node, outermost)).collect::<VList>().into()
}

fn draw(node: &Rich, outermost: bool) -> VNode {
    match node {
        Rich::Text(text) => VText::new(AttrValue::from(text.clone())).into(),
        Rich::Element { tag, attributes, children } => {
            let mut element = VTag::new(tag.name());
            let fixed: &'static [(&str, &str)] = match tag {
                Tag::A => &LINK,
                Tag::Img => &IMAGE,
                Tag::Pre => &CODE,
                _ if outermost && !tag.is_inline() && *tag != Tag::Hr => &BLOCK,
                _ => &[],
            };
            if !(fixed.is_empty() && attributes.is_empty()) {
                element.set_attributes(values(fixed, attributes));
            }
            if let Some(all) = element.children_mut() {
                *all = list(children, false);
            }
            element.into()
        }
    }
}

/// What was written comes before what is fixed.
fn values(fixed: &'static [(&str, &str)], attributes: &[(Attribute, String)]) -> Attributes {
    let value = |key: &&str| {
        let written = attributes.iter().find(|(attribute, _)| attribute.name() == *key);
        let written =
            written.map(|(_, value)| AttributeOrProperty::Attribute(AttrValue::from(value.clone())));
        written.or_else(|| {
            let fixed = fixed.iter().find(|(name, _)| name == key);
            fixed.map(|&(_, value)| AttributeOrProperty::Attribute(AttrValue::Static(value)))
        })
    };
    Attributes::Dynamic { keys: KEYS, values: KEYS.iter().map(value).collect() }
}
