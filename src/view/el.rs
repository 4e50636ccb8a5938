//! Elements, built step by step.
//!
//! In the place of `html!`: that writes every node out where it stands, and the same screens took half as many bytes
//! again. Here an element is one pointer and every step a call with constants. Attributes are a closed list, so that a
//! view cannot say `style` or an event handler.

use super::{Around, Wish};
use crate::text::Sentence;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::{Event, MouseEvent};
use yew::{
    Callback, NodeRef,
    virtual_dom::{AttrValue, AttributeOrProperty, Attributes, Listener, ListenerKind, VNode, VTag, VText},
};

macro_rules! attributes {
    ($($variant:ident $name:literal),+ $(,)?) => {
        /// An attribute that a view may set.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(crate) enum Attr { $($variant),+ }

        /// One list for all elements, because Yew compares attributes quickest where their names are the same slice.
        const NAMES: &[&str] = &[$($name),+];
    };
}

attributes! {
    Class "class", Id "id", Part "part", Role "role", Type "type", Name "name", Lang "lang", Dir "dir", Title "title",
    TabIndex "tabindex", Href "href", Target "target", Rel "rel", Src "src", Alt "alt", Loading "loading",
    Decoding "decoding", ReferrerPolicy "referrerpolicy", Placeholder "placeholder", Autocomplete "autocomplete",
    Autocapitalize "autocapitalize", Spellcheck "spellcheck", EnterKeyHint "enterkeyhint", ViewBox "viewBox", D "d",
    Hidden "aria-hidden", Label "aria-label", LabelledBy "aria-labelledby", Controls "aria-controls",
    Selected "aria-selected", Pressed "aria-pressed", Expanded "aria-expanded", Busy "aria-busy",
    AriaAutocomplete "aria-autocomplete", ActiveDescendant "aria-activedescendant", For "for", Rows "rows",
    DescribedBy "aria-describedby", Invalid "aria-invalid", Disabled "aria-disabled",
}

/// An element under construction.
pub(crate) struct El(Rc<VTag>);

/// An element of this name.
pub(crate) fn el(tag: &'static str) -> El {
    El(Rc::new(VTag::new(tag)))
}

/// A `<div>` of this class.
pub(crate) fn div(class: &str) -> El {
    el("div").class(class)
}

/// A `<span>` of this class; none where it is empty.
pub(crate) fn span(class: &str) -> El {
    el("span").class(class)
}

/// A `<p>` of this class.
pub(crate) fn p(class: &str) -> El {
    el("p").class(class)
}

/// A `<button>` of this class that sends a wish.
pub(crate) fn button(class: &str, wish: Wish, around: &Around<'_>) -> El {
    el("button").attr(Attr::Type, "button").class(class).press(wish, around)
}

impl El {
    fn tag(&mut self) -> &mut VTag {
        Rc::get_mut(&mut self.0).expect("an element under construction has one owner")
    }

    /// Sets an attribute.
    pub(crate) fn attr(mut self, name: Attr, value: &str) -> Self {
        let tag = self.tag();
        if !matches!(tag.attributes, Attributes::Dynamic { .. }) {
            let values = vec![None; NAMES.len()].into_boxed_slice();
            tag.attributes = Attributes::Dynamic { keys: NAMES, values };
        }
        if let Attributes::Dynamic { values, .. } = &mut tag.attributes {
            values[name as usize] =
                Some(AttributeOrProperty::Attribute(AttrValue::from(Rc::<str>::from(value))));
        }
        self
    }

    /// Sets an attribute where there is a value.
    pub(crate) fn attr_if(self, name: Attr, value: Option<&str>) -> Self {
        match value {
            Some(value) => self.attr(name, value),
            None => self,
        }
    }

    /// Sets an attribute whose values are "true" and "false".
    pub(crate) fn flag(self, name: Attr, value: bool) -> Self {
        self.attr(name, if value { "true" } else { "false" })
    }

    /// Sets `class`, where there is any.
    pub(crate) fn class(self, class: &str) -> Self {
        self.attr_if(Attr::Class, Some(class).filter(|class| !class.is_empty()))
    }

    /// Sets `class` to those of the names that are not empty.
    pub(crate) fn classes(self, names: &[&str]) -> Self {
        let mut class = String::new();
        for name in names.iter().filter(|name| !name.is_empty()) {
            if !class.is_empty() {
                class.push(' ');
            }
            class.push_str(name);
        }
        self.class(&class)
    }

    /// Sets `id`.
    pub(crate) fn id(self, id: &str) -> Self {
        self.attr(Attr::Id, id)
    }

    /// Sets `part`, by which a host's stylesheet finds it.
    pub(crate) fn part(self, part: &str) -> Self {
        self.attr(Attr::Part, part)
    }

    /// Sets `role`.
    pub(crate) fn role(self, role: &str) -> Self {
        self.attr(Attr::Role, role)
    }

    /// Lets what a stranger wrote find its own direction.
    pub(crate) fn dir_auto(self) -> Self {
        self.attr(Attr::Dir, "auto")
    }

    /// Sets `aria-label` to a sentence.
    pub(crate) fn label(self, sentence: Sentence, around: &Around<'_>) -> Self {
        self.attr(Attr::Label, &around.text.say(sentence))
    }

    /// Tells it from its siblings, so that it stays itself when they change.
    pub(crate) fn key(mut self, key: &str) -> Self {
        self.tag().key = Some(key.into());
        self
    }

    /// Lets `to` refer to it.
    pub(crate) fn refer(mut self, to: &NodeRef) -> Self {
        self.tag().node_ref = to.clone();
        self
    }

    /// Sets whether an input is checked.
    pub(crate) fn checked(mut self, checked: bool) -> Self {
        self.tag().set_checked(checked);
        self
    }

    /// Sets the `value` of an input or text area.
    pub(crate) fn value(mut self, value: &AttrValue) -> Self {
        self.tag().set_value(Some(value.clone()));
        self
    }

    /// Adds any node.
    pub(crate) fn node(mut self, node: VNode) -> Self {
        self.tag().add_child(node);
        self
    }

    /// Adds an element.
    pub(crate) fn child(self, child: El) -> Self {
        self.node(child.into())
    }

    /// Adds an element, or keeps its place free, so that what follows stays itself.
    pub(crate) fn maybe(self, child: Option<El>) -> Self {
        self.node(child.map_or_else(VNode::default, VNode::from))
    }

    /// Adds a text.
    pub(crate) fn text(self, text: &str) -> Self {
        self.node(VText::new(AttrValue::from(Rc::<str>::from(text))).into())
    }

    /// Adds a sentence.
    pub(crate) fn say(self, sentence: Sentence, around: &Around<'_>) -> Self {
        self.text(&around.text.say(sentence))
    }

    /// Sends what `wish` makes of an event, and then prevents what the browser would do.
    pub(crate) fn on(
        mut self,
        kind: On,
        around: &Around<'_>,
        wish: impl Fn(&Event) -> Option<Wish> + 'static,
    ) -> Self {
        self.tag().add_listener(Rc::new(Heard { kind, send: around.send.clone(), wish: Box::new(wish) }));
        self
    }

    /// Sends a wish when pressed. A link in the panel is also a link: what asks for a new tab or window is the browser's.
    pub(crate) fn press(self, wish: Wish, around: &Around<'_>) -> Self {
        self.on(On::Click, around, move |event| (!is_modified(event.unchecked_ref())).then(|| wish.clone()))
    }
}

impl From<El> for VNode {
    fn from(El(tag): El) -> Self {
        Self::VTag(tag)
    }
}

/// An event that a view hears. To clone one of Yew's hundred kinds would take more code than to name these.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum On {
    Click,
    Input,
    KeyDown,
    Cancel,
    Submit,
}

/// What a visitor wants by an event, if anything.
type Meaning = dyn Fn(&Event) -> Option<Wish>;

/// The one kind of listener there is.
struct Heard {
    kind: On,
    send: Callback<Wish>,
    wish: Box<Meaning>,
}

impl Listener for Heard {
    fn kind(&self) -> ListenerKind {
        match self.kind {
            On::Click => ListenerKind::onclick,
            On::Input => ListenerKind::oninput,
            On::KeyDown => ListenerKind::onkeydown,
            On::Cancel => ListenerKind::oncancel,
            On::Submit => ListenerKind::onsubmit,
        }
    }

    fn handle(&self, event: Event) {
        if let Some(wish) = (self.wish)(&event) {
            event.prevent_default();
            self.send.emit(wish);
        }
    }

    fn passive(&self) -> bool {
        false
    }
}

fn is_modified(event: &MouseEvent) -> bool {
    event.button() != 0 || event.ctrl_key() || event.meta_key() || event.shift_key() || event.alt_key()
}
