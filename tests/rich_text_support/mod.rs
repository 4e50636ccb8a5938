//! What the tests of untrusted writing share: trees written as HTML to compare by, and a URL parser that is as
//! forgiving as a browser's in what it takes for a scheme.

#![allow(dead_code, reason = "each test takes what it needs")]

use std::fmt::Write;

use goodword_core::model::{Body, Format};
use goodword_rich_text::{Attribute, Links, ResolvedUrl, Rich, Scheme, Tag, rich};

pub fn markdown(source: &str) -> Vec<Rich> {
    read(source, Format::Markdown)
}

pub fn read(source: &str, format: Format) -> Vec<Rich> {
    let images = ["https://images.test".to_owned()];
    rich(&Body { source: source.to_owned(), format }, &Links { resolve: &resolve, image_origins: &images })
}

/// Markdown with its addresses as they were written.
pub fn markdown_as_written(source: &str) -> Vec<Rich> {
    let resolve = |href: &str| {
        Some(ResolvedUrl { href: href.to_owned(), scheme: Scheme::Https, origin: String::new() })
    };
    rich(
        &Body { source: source.to_owned(), format: Format::Markdown },
        &Links { resolve: &resolve, image_origins: &[] },
    )
}

/// Against `https://base.test/a/b`; spaces at the ends and tabs and line ends within do not hide a scheme.
pub fn resolve(reference: &str) -> Option<ResolvedUrl> {
    let trimmed = reference.trim_matches(|c: char| c <= ' ');
    let plain: String = trimmed.chars().filter(|c| !matches!(c, '\t' | '\n' | '\r')).collect();
    let is_scheme = |scheme: &str| {
        scheme.starts_with(|c: char| c.is_ascii_alphabetic())
            && scheme.chars().all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c))
    };
    if let Some((scheme, rest)) = plain.split_once(':').filter(|(scheme, _)| is_scheme(scheme)) {
        let scheme_of = Scheme::of(scheme);
        let host = rest.trim_start_matches(['/', '\\']).split(['/', '\\', '?', '#']).next()?;
        if host.is_empty() && matches!(scheme_of, Scheme::Http | Scheme::Https) {
            return None;
        }
        let origin = format!("{}://{host}", scheme.to_ascii_lowercase());
        return Some(ResolvedUrl { href: plain.clone(), scheme: scheme_of, origin });
    }
    let path = if plain.starts_with('/') { plain } else { format!("/a/{plain}") };
    let origin = "https://base.test".to_owned();
    Some(ResolvedUrl { href: format!("{origin}{path}"), scheme: Scheme::Https, origin })
}

/// For comparing only: no part of the product writes HTML.
pub fn html_of(nodes: &[Rich]) -> String {
    let mut html = String::new();
    for node in nodes {
        match node {
            Rich::Text(text) => html.push_str(&escape(text)),
            Rich::Element { tag, attributes, children } => {
                write!(html, "<{}", tag.name()).expect("a string takes it");
                for (attribute, value) in attributes {
                    write!(html, " {}=\"{}\"", attribute.name(), escape(value)).expect("a string takes it");
                }
                html.push('>');
                if !tag.is_void() {
                    write!(html, "{}</{}>", html_of(children), tag.name()).expect("a string takes it");
                }
            }
        }
    }
    html
}

pub fn depth(nodes: &[Rich]) -> usize {
    let of = |node: &Rich| match node {
        Rich::Text(_) => 0,
        Rich::Element { children, .. } => 1 + depth(children),
    };
    nodes.iter().map(of).max().unwrap_or_default()
}

pub fn elements(nodes: &[Rich]) -> usize {
    let of = |node: &Rich| match node {
        Rich::Text(_) => 0,
        Rich::Element { children, .. } => 1 + elements(children),
    };
    nodes.iter().map(of).sum()
}

/// Panics unless every URL and attribute of `nodes` is one that may be shown.
pub fn assert_safe(nodes: &[Rich], source: &str) {
    for node in nodes {
        let Rich::Element { tag, attributes, children } = node else { continue };
        for (attribute, value) in attributes {
            assert!(tag.takes(*attribute), "{tag:?} has {attribute:?} in {source:?}");
            let lower = value.to_ascii_lowercase();
            let schemes: &[&str] = match attribute {
                Attribute::Href => &["http:", "https:", "mailto:"],
                Attribute::Src => &["https://base.test", "https://images.test"],
                _ => &[""],
            };
            assert!(
                schemes.iter().any(|scheme| lower.starts_with(scheme)),
                "{value:?} is linked in {source:?}"
            );
        }
        assert!(*tag != Tag::A || attributes.iter().any(|(attribute, _)| *attribute == Attribute::Href));
        assert!(!tag.is_void() || children.is_empty(), "{tag:?} has children in {source:?}");
        assert_safe(children, source);
    }
}

pub fn text_of(nodes: &[Rich]) -> String {
    let of = |node: &Rich| match node {
        Rich::Text(text) => text.clone(),
        Rich::Element { children, .. } => text_of(children),
    };
    nodes.iter().map(of).collect()
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// HTML without the line ends around blocks and the strokes that XHTML needs.
pub fn canonical(html: &str) -> String {
    let html = html.replace(" />", ">");
    let mut out = String::new();
    let mut rest = html.as_str();
    let block = |tag: &str| {
        let name = tag.trim_start_matches(['<', '/']).split([' ', '>']).next().unwrap_or_default();
        ["p", "ul", "ol", "li", "blockquote", "pre", "hr", "h3", "h4", "h5", "h6", "table"].contains(&name)
    };
    while let Some(at) = rest.find('<') {
        let tag = &rest[at..=at + rest[at..].find('>').unwrap_or(rest.len() - at - 1)];
        let text = if block(tag) && !rest[..at].ends_with("</code>") {
            rest[..at].trim_end_matches('\n')
        } else {
            &rest[..at]
        };
        out.push_str(text);
        out.push_str(tag);
        rest = &rest[at + tag.len()..];
        if block(tag) && !tag.starts_with("<pre") {
            rest = rest.trim_start_matches('\n');
        }
    }
    out.push_str(rest);
    out.trim_end().to_owned()
}

/// What `CommonMark` expects, with its headings below those of the panel and without the languages of its code.
pub fn shifted(html: &str) -> String {
    let mut html = html.to_owned();
    for (from, to) in [(6, 6), (5, 6), (4, 6), (3, 5), (2, 4), (1, 3)] {
        html = html
            .replace(&format!("<h{from}>"), &format!("<H{to}>"))
            .replace(&format!("</h{from}>"), &format!("</H{to}>"));
    }
    html = html.replace("<H", "<h").replace("</H", "</h");
    while let Some(at) = html.find(" class=\"language-") {
        let end = html[at + 8..].find('"').map_or(html.len(), |end| at + 8 + end + 1);
        html.replace_range(at..end, "");
    }
    html
}

/// A file of the data that lies beside the repository. When it is missing, says so; under CI that is a failure.
pub fn shared(path: &str) -> Option<serde_json::Value> {
    let file = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared").join(path);
    match std::fs::read_to_string(&file) {
        Ok(text) => Some(serde_json::from_str(&text).expect("shared data is JSON")),
        Err(error) => {
            assert!(std::env::var("CI").as_deref() != Ok("true"), "{}: {error}", file.display());
            println!("skipped: {} is not there", file.display());
            None
        }
    }
}
