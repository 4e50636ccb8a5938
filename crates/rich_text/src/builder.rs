//! The one way by which anything becomes a [`Rich`] node.
//!
//! Markdown and HTML both say `open`, `text` and `close`; what is allowed is decided here and nowhere else. It
//! keeps its own stack, so that neither deep input nor deep recursion can overflow the real one.

use super::links::Links;
use super::scan;
use super::tree::{Attribute, Rich, Tag};

/// Elements within elements; deeper ones leave their children to the last that fits.
pub const MAX_DEPTH: usize = 100;

/// Elements in one body, so that its view stays quick to draw; the words of further ones are kept.
pub const MAX_ELEMENTS: usize = 10_000;

/// Elements that are left out with all they hold: their content was never meant to be read as prose.
const DROPPED: &str = "script style template iframe frame frameset noframes noembed object embed applet svg math \
    noscript head title textarea select datalist audio video canvas map";

/// Elements that are not shown but separate what is in them from what is around them.
const SEPARATING: &str = "address article aside center dir div fieldset figcaption figure footer form header li dt \
    dd main menu nav section summary td th tr caption";

/// What became of an opened element.
enum Opened {
    Element,
    Children { separates: bool },
    Dropped,
}

struct Element {
    tag: Tag,
    attributes: Vec<(Attribute, String)>,
    children: Vec<Rich>,
}

pub(super) struct Builder<'a> {
    links: &'a Links<'a>,
    opened: Vec<Opened>,
    elements: Vec<Element>,
    roots: Vec<Rich>,
    /// How many of `opened` are dropped.
    dropped: usize,
    /// How many elements may still be made.
    left: usize,
    /// Whether what comes next begins a line of its own.
    apart: bool,
}

impl<'a> Builder<'a> {
    pub(super) fn new(links: &'a Links<'a>) -> Self {
        Self {
            links,
            opened: Vec::new(),
            elements: Vec::new(),
            roots: Vec::new(),
            dropped: 0,
            left: MAX_ELEMENTS,
            apart: false,
        }
    }

    /// Opens the element of a lower-case `name` that may be anything. Each `open` needs its `close`.
    #[cfg_attr(
        not(target_arch = "wasm32"),
        expect(dead_code, reason = "only a browser's parser gives names")
    )]
    pub(super) fn open_name(&mut self, name: &str, get: &dyn Fn(Attribute) -> Option<String>) {
        if let Some(tag) = Tag::from_name(name) {
            self.open(tag, get);
        } else if scan::lists(DROPPED, name) {
            self.dropped += 1;
            self.opened.push(Opened::Dropped);
        } else {
            self.keep_children(scan::lists(SEPARATING, name));
        }
    }

    /// Opens an allowed element; `get` is asked only for the attributes that it may have.
    pub(super) fn open(&mut self, tag: Tag, get: &dyn Fn(Attribute) -> Option<String>) {
        if self.is_dropping() {
            return self.keep_children(false);
        }
        if self.left == 0 || self.elements.len() >= MAX_DEPTH || !self.fits(tag) {
            return self.keep_children(scan::lists(SEPARATING, tag.name()));
        }
        let attributes = self.attributes(tag, get);
        let has = |wanted| attributes.iter().any(|(attribute, _)| *attribute == wanted);
        if tag == Tag::A && !has(Attribute::Href) {
            return self.keep_children(false);
        }
        if tag == Tag::Img && !has(Attribute::Src) {
            self.stand_in(get);
            return self.keep_children(false);
        }
        self.begin(tag.is_inline());
        self.left -= 1;
        self.opened.push(Opened::Element);
        self.elements.push(Element { tag, attributes, children: Vec::new() });
    }

    /// Opens an allowed element without attributes.
    pub(super) fn open_plain(&mut self, tag: Tag) {
        self.open(tag, &|_| None);
    }

    /// An allowed element without attributes or children.
    pub(super) fn void(&mut self, tag: Tag) {
        self.open_plain(tag);
        self.close();
    }

    pub(super) fn close(&mut self) {
        match self.opened.pop() {
            Some(Opened::Element) => self.close_element(),
            Some(Opened::Children { separates }) => self.apart |= separates,
            Some(Opened::Dropped) => self.dropped -= 1,
            None => {}
        }
    }

    pub(super) fn text(&mut self, text: &str) {
        let tag = self.elements.last().map(|element| element.tag);
        if text.is_empty() || self.is_dropping() || tag.is_some_and(Tag::is_void) {
            return;
        }
        if scan::is_blank(text) {
            use Tag::{Dl, Ol, Table, Tbody, Thead, Tr, Ul};
            if self.apart || matches!(tag, Some(Dl | Ol | Table | Tbody | Thead | Tr | Ul)) {
                return;
            }
        } else {
            self.begin(true);
        }
        let siblings = self.siblings();
        if let Some(Rich::Text(last)) = siblings.last_mut() {
            last.push_str(text);
        } else {
            siblings.push(Rich::Text(text.to_owned()));
        }
    }

    /// Whether what is said now is left out, so that a source need not say it.
    pub(super) fn is_dropping(&self) -> bool {
        self.dropped > 0
    }

    pub(super) fn finish(mut self) -> Vec<Rich> {
        while !self.opened.is_empty() {
            self.close();
        }
        self.roots
    }

    fn keep_children(&mut self, separates: bool) {
        self.apart |= separates;
        self.opened.push(Opened::Children { separates });
    }

    fn close_element(&mut self) {
        let Some(Element { tag, attributes, children }) = self.elements.pop() else { return };
        // An empty heading or paragraph is a gap to the eye and noise to a screen reader.
        let stays = tag.is_void() || matches!(tag, Tag::Li | Tag::Td | Tag::Th | Tag::Tr);
        if stays || !children.iter().all(|child| matches!(child, Rich::Text(text) if scan::is_blank(text))) {
            self.siblings().push(Rich::Element { tag, attributes, children });
        } else if tag.is_inline() {
            // Blank, but it may have kept two words apart.
            for child in children {
                if let Rich::Text(text) = child {
                    self.text(&text);
                }
            }
        }
    }

    /// Ends the line that is open where the next thing begins one of its own.
    fn begin(&mut self, inline: bool) {
        let after_inline = match self.siblings().last() {
            Some(Rich::Element { tag, .. }) => tag.is_inline() && *tag != Tag::Br,
            Some(Rich::Text(text)) => !scan::is_blank(text),
            None => false,
        };
        if self.apart && inline && after_inline {
            self.siblings().push(Rich::Element {
                tag: Tag::Br,
                attributes: Vec::new(),
                children: Vec::new(),
            });
        }
        self.apart = false;
    }

    fn siblings(&mut self) -> &mut Vec<Rich> {
        self.elements.last_mut().map_or(&mut self.roots, |element| &mut element.children)
    }

    /// Whether `tag` may stand where it is said: parts of lists and tables without their whole confuse a screen
    /// reader, and a link within a link cannot be followed.
    fn fits(&self, tag: Tag) -> bool {
        let parent = self.elements.last().map(|element| element.tag);
        match tag {
            _ if parent.is_some_and(Tag::is_void) => false,
            Tag::Li => matches!(parent, Some(Tag::Ul | Tag::Ol)),
            Tag::Dt | Tag::Dd => parent == Some(Tag::Dl),
            Tag::Summary => parent == Some(Tag::Details),
            Tag::Thead | Tag::Tbody => parent == Some(Tag::Table),
            Tag::Tr => matches!(parent, Some(Tag::Table | Tag::Thead | Tag::Tbody)),
            Tag::Td | Tag::Th => parent == Some(Tag::Tr),
            Tag::A => !self.is_in_link(),
            _ => true,
        }
    }

    fn is_in_link(&self) -> bool {
        self.elements.iter().any(|element| element.tag == Tag::A)
    }

    fn attributes(&self, tag: Tag, get: &dyn Fn(Attribute) -> Option<String>) -> Vec<(Attribute, String)> {
        let mut attributes = Vec::new();
        for &attribute in Attribute::ALL {
            if tag.takes(attribute)
                && let Some(value) = get(attribute)
                && let Some(value) = self.check(attribute, value)
            {
                attributes.push((attribute, value));
            }
        }
        attributes
    }

    fn check(&self, attribute: Attribute, mut value: String) -> Option<String> {
        let fine = match attribute {
            Attribute::Href => return self.links.link(&value),
            Attribute::Src => return self.links.image(&value),
            Attribute::Alt | Attribute::Title => true,
            Attribute::Lang => {
                let plain = value.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
                plain && (1..=35).contains(&value.len())
            }
            Attribute::Dir => {
                value.make_ascii_lowercase();
                scan::lists("ltr rtl auto", &value)
            }
            // No table of a readable answer spans more than this, and a browser lays out each spanned cell.
            Attribute::Colspan | Attribute::Rowspan => {
                scan::number(&value, 10).is_some_and(|span| (1..=100).contains(&span))
            }
            Attribute::Start => scan::number(value.strip_prefix('-').unwrap_or(&value), 10).is_some(),
        };
        fine.then_some(value)
    }

    /// What is shown of an image that may not be loaded: its words, leading to it where they can.
    fn stand_in(&mut self, get: &dyn Fn(Attribute) -> Option<String>) {
        let alt = get(Attribute::Alt).unwrap_or_default();
        self.open(Tag::A, &|attribute| if attribute == Attribute::Href { get(Attribute::Src) } else { None });
        self.text(&alt);
        self.close();
    }
}
