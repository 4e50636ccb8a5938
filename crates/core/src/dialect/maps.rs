//! The maps of a document, and their fields.

use super::{
    Kind,
    document::{Members, Reader},
    field::{Field, Form, Other, Piece, Source as From},
    mistakes::member,
    page::whole,
    path::scalar,
    target::{Shape, shape},
    words::{CONVERSION_NAMES, FIELD_MEMBERS},
};
use crate::json::Value;

const NO_REPLY_MAP: &str = "replies need \"as\", the name of the map that makes them";

impl Reader {
    pub(super) fn map_named(&mut self, at: &str, value: &Value) -> Option<usize> {
        let place = self.dialect.maps.iter().position(|(name, _)| Some(name.as_str()) == value.as_text());
        if place.is_none() {
            match value.as_text() {
                Some(name) => {
                    let mut names = self.dialect.maps.iter().map(|(name, _)| name.as_str());
                    self.mistakes.unknown(at, name, &mut names);
                }
                None => self.mistakes.expected(at, "the name of a map", value),
            }
        }
        place
    }

    /// What kind of rows each map makes: that of the operations and fields that name it.
    pub(super) fn kinds(&mut self, maps: &Members) {
        for (name, operation) in &self.dialect.operations {
            if let (Some(map), Some(kind)) = (operation.map, Kind::of(name)) {
                self.dialect.maps[map].1.kind = kind;
            }
        }
        for (_, value) in maps {
            let replies = value.get("replies").and_then(|field| field.get("as")).and_then(Value::as_text);
            if let Some((_, map)) =
                self.dialect.maps.iter_mut().find(|(name, _)| Some(name.as_str()) == replies)
            {
                map.kind = Kind::Reply;
            }
        }
    }

    pub(super) fn map(&mut self, kind: Kind, at: &str, value: &Value) -> Vec<(&'static str, Field)> {
        let mut fields = Vec::new();
        for (name, value) in self.object(at, Some(value)) {
            let path = member(at, name);
            match kind.fields().iter().find(|known| *known == name) {
                Some(known) => {
                    fields.push((*known, self.field(shape(known), &path, value)));
                }
                None => {
                    self.mistakes.unknown(&path, name, &mut kind.fields().iter().copied());
                }
            }
        }
        fields
    }

    fn field(&mut self, shape: Shape, at: &str, value: &Value) -> Field {
        let mut field = Field {
            source: From::First(Vec::new()),
            map: Vec::new(),
            form: Form::AsIs,
            default: None,
            eq: None,
            less: 0,
        };
        let Value::Object(members) = value else {
            field.source = From::First(self.paths(at, value));
            if shape == Shape::Replies {
                self.mistakes.add(at, NO_REPLY_MAP.to_owned());
            }
            return field;
        };
        let mut sources = 0;
        for (part, value) in members {
            let path = member(at, part);
            sources += usize::from(matches!(part.as_str(), "path" | "all" | "template" | "const"));
            match part.as_str() {
                "path" => field.source = From::First(self.paths(&path, value)),
                "all" => field.source = From::All(self.paths(&path, value)),
                "template" => field.source = From::Template(self.pieces(&path, value)),
                "const" => field.source = From::Const(value.clone()),
                "map" => field.map = self.object(&path, Some(value)).to_vec(),
                "as" if shape == Shape::Replies => {
                    field.form = self.map_named(&path, value).map_or(Form::AsIs, Form::Rows);
                }
                "as" => match value.as_text().and_then(Form::named) {
                    Some(Form::Html | Form::Markdown) if shape != Shape::Body => {
                        self.mistakes.add(
                            &path,
                            "only a body can be html or markdown; \"text\" takes its words".to_owned(),
                        );
                    }
                    Some(form) => field.form = form,
                    None if value.as_text().is_none() => {
                        self.mistakes.expected(&path, "the name of a conversion", value);
                    }
                    None => {
                        let word = value.as_text().unwrap_or_default();
                        self.mistakes.unknown(&path, word, &mut CONVERSION_NAMES.into_iter());
                    }
                },
                "less" => match scalar(value).and_then(|text| whole(&text)) {
                    Some(less) if shape == Shape::Count => field.less = less,
                    _ => self.mistakes.expected(&path, "a whole number, in a field that counts", value),
                },
                "default" => field.default = Some(value.clone()),
                "eq" => {
                    field.eq = match value.get("path") {
                        Some(other) => self.path(&member(&path, "path"), other).map(Other::Path),
                        None => scalar(value).map(|text| Other::Text(text.into_owned())),
                    };
                    if field.eq.is_none() {
                        self.mistakes.expected(&path, "text, a number or {\"path\": …}", value);
                    }
                }
                "about" => {}
                _ => {
                    self.mistakes.unknown(&path, part, &mut FIELD_MEMBERS.into_iter());
                }
            }
        }
        if sources != 1 {
            self.mistakes.add(at, "a field has one of path, all, template and const".to_owned());
        }
        if shape == Shape::Replies && value.get("as").is_none() {
            self.mistakes.add(at, NO_REPLY_MAP.to_owned());
        }
        field
    }

    /// Text with paths in braces.
    fn pieces(&mut self, at: &str, value: &Value) -> Vec<Piece> {
        let Some(mut rest) = value.as_text() else {
            self.mistakes.expected(at, "text with paths in braces", value);
            return Vec::new();
        };
        let mut pieces = Vec::new();
        while let Some((before, after)) = rest.split_once('{') {
            pieces.push(Piece::Text(before.to_owned()));
            let Some((path, tail)) = after.split_once('}') else {
                self.mistakes.add(at, "a brace is not closed".to_owned());
                return pieces;
            };
            pieces.extend(self.path(at, &Value::Text(path.to_owned())).map(Piece::Path));
            rest = tail;
        }
        pieces.push(Piece::Text(rest.to_owned()));
        pieces
    }
}
