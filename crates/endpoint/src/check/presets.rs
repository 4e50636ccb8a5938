//! The dialects that come along, by the names that pages give them.

/// Each name with its document.
macro_rules! presets {
    ($($name:literal),* $(,)?) => {
        [$(($name, include_str!(concat!("../../../../www/dialects/", $name, ".json")))),*]
    };
}

/// Names and documents, in the order of the alphabet.
pub static PRESETS: [(&str, &str); 12] = presets![
    "discourse",
    "faq",
    "flarum",
    "getsatisfaction",
    "github-discussions",
    "json-server",
    "nodebb",
    "page",
    "stackexchange",
    "wordpress",
    "zendesk",
    "zendesk-community",
];

/// The document of a name.
pub fn preset(name: &str) -> Option<&'static str> {
    PRESETS.iter().find(|(of, _)| *of == name).map(|(_, document)| *document)
}
