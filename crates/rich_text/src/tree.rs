//! The closed vocabulary of what untrusted writing may turn into.
//!
//! A `Rich` tree can name nothing but these tags and attributes: `id`, `name`, `class`, `style` and event
//! handlers cannot be said in it at all, so no later stage has to look for them.

/// A node of checked content, at most [`super::builder::MAX_DEPTH`] elements deep.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Rich {
    /// Characters, shown as they are.
    Text(String),
    /// An allowed element. Its URLs are absolute and of an allowed scheme; each attribute occurs once.
    Element {
        /// Its name.
        tag: Tag,
        /// Those that were written, as far as the element takes them.
        attributes: Vec<(Attribute, String)>,
        /// What is in it; nothing in a void element.
        children: Vec<Rich>,
    },
}

macro_rules! names {
    ($(#[$doc:meta])* $name:ident: $($variant:ident $text:literal),+ $(,)?) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum $name { $(#[doc = concat!("`", $text, "`")] $variant),+ }

        impl $name {
            /// Every one there is, in the order of declaration.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The name in HTML, in lower case.
            pub fn name(self) -> &'static str {
                const NAMES: &[&str] = &[$($text),+];
                NAMES[self as usize]
            }
        }
    };
}

names! {
    /// An element that may be shown. Its order of declaration has no meaning.
    Tag:
    A "a", Abbr "abbr", B "b", Blockquote "blockquote", Br "br", Code "code", Dd "dd", Del "del",
    Details "details", Dl "dl", Dt "dt", Em "em", H3 "h3", H4 "h4", H5 "h5", H6 "h6", Hr "hr", I "i",
    Img "img", Kbd "kbd", Li "li", Mark "mark", Ol "ol", P "p", Pre "pre", S "s", Small "small",
    Strong "strong", Sub "sub", Summary "summary", Sup "sup", Table "table", Tbody "tbody", Td "td",
    Th "th", Thead "thead", Tr "tr", Ul "ul",
}

names! {
    /// An attribute that may be shown, on the elements it belongs to.
    Attribute:
    Href "href", Src "src", Alt "alt", Title "title", Lang "lang", Dir "dir", Colspan "colspan",
    Rowspan "rowspan", Start "start",
}

impl Tag {
    /// The allowed element of that lower-case name; the panel's own headings end at h2, so h1 and h2 are h3.
    pub fn from_name(name: &str) -> Option<Self> {
        let name = if matches!(name, "h1" | "h2") { "h3" } else { name };
        Self::ALL.iter().copied().find(|tag| tag.name() == name)
    }

    /// Whether it flows within a line of text.
    pub fn is_inline(self) -> bool {
        use Tag::{A, Abbr, B, Br, Code, Del, Em, I, Img, Kbd, Mark, S, Small, Strong, Sub, Sup};
        matches!(
            self,
            A | Abbr | B | Br | Code | Del | Em | I | Img | Kbd | Mark | S | Small | Strong | Sub | Sup
        )
    }

    /// Whether it never has children.
    pub fn is_void(self) -> bool {
        matches!(self, Tag::Br | Tag::Hr | Tag::Img)
    }

    /// Whether `attribute` means something on it.
    pub fn takes(self, attribute: Attribute) -> bool {
        match attribute {
            Attribute::Href => self == Tag::A,
            Attribute::Src | Attribute::Alt => self == Tag::Img,
            Attribute::Title | Attribute::Lang | Attribute::Dir => true,
            Attribute::Colspan | Attribute::Rowspan => matches!(self, Tag::Td | Tag::Th),
            Attribute::Start => self == Tag::Ol,
        }
    }
}
