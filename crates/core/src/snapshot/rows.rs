//! From the JSON of one row to the model.

use super::{
    Ranked, Row,
    fields::{Fields, Report, Words, any_text, expected, id, some_text, text},
};
use crate::{
    json::{Value, parse_noting_halves},
    model::{
        Audience, Body, Format, Id, Kind, Person, Product, Recommendation, Reply, Role, Status, Topic, Verb,
    },
    names::Names,
    quote::quoted,
};

static KINDS: Words<Kind, 5> = Words {
    words: ["question", "idea", "problem", "praise", "update"],
    meanings: [Kind::Question, Kind::Idea, Kind::Problem, Kind::Praise, Kind::Update],
};

static STATUSES: Words<Status, 5> = Words {
    words: ["none", "pending", "active", "complete", "rejected"],
    meanings: [Status::None, Status::Pending, Status::Active, Status::Complete, Status::Rejected],
};

static FORMATS: Words<Format, 3> =
    Words { words: ["text", "markdown", "html"], meanings: [Format::Text, Format::Markdown, Format::Html] };

static ROLES: Words<Role, 4> = Words {
    words: ["member", "owner", "champion", "employee"],
    meanings: [Role::Member, Role::Owner, Role::Champion, Role::Employee],
};

static VERBS: Words<Verb, 4> = Words {
    words: ["loves", "recommends", "uses", "bought"],
    meanings: [Verb::Loves, Verb::Recommends, Verb::Uses, Verb::Bought],
};

static AUDIENCES: Words<Audience, 3> = Words {
    words: ["public", "friends", "only_me"],
    meanings: [Audience::Public, Audience::Friends, Audience::OnlyMe],
};

/// A member of the document that holds rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Section {
    Topics,
    People,
    Recommendations,
    Products,
    ImageHosts,
    Synonyms,
    Links,
    Ranking,
    FriendRanking,
}

impl Section {
    /// The section of this name.
    pub(super) fn named(name: &str) -> Option<Self> {
        use Section::{
            FriendRanking, ImageHosts, Links, People, Products, Ranking, Recommendations, Synonyms, Topics,
        };
        [Topics, People, Recommendations, Products, ImageHosts, Synonyms, Links, Ranking, FriendRanking]
            .into_iter()
            .find(|section| section.name() == name)
    }

    /// Its key in the document.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Topics => "topics",
            Self::People => "people",
            Self::Recommendations => "recommendations",
            Self::Products => "products",
            Self::ImageHosts => "image_hosts",
            Self::Synonyms => "synonyms",
            Self::Links => "links",
            Self::Ranking => Ranked::Topics.member(),
            Self::FriendRanking => Ranked::Friends.member(),
        }
    }

    /// Whether its rows are members of an object, and not elements of a list.
    pub(super) const fn is_object(self) -> bool {
        matches!(self, Self::Links | Self::Ranking | Self::FriendRanking)
    }
}

/// How deep a row may be, whatever the document may: no row of any use is deeper.
const MAX_ROW_DEPTH: usize = 127;

/// The JSON of one row. Halves of surrogate pairs, which cut-off text in JavaScript leaves behind, do not cost the row.
pub(super) fn parse(bytes: &[u8], report: &mut Report) -> Result<Value, String> {
    let (value, found_half) =
        parse_noting_halves(bytes, MAX_ROW_DEPTH).map_err(|error| format!("not JSON: {error}"))?;
    if found_half {
        report.skip("", "half a surrogate pair was replaced by U+FFFD".to_owned());
    }
    Ok(value)
}

/// The row in `value`, or why there is none. `place` is its index; for a link, its relation stands in `key`.
pub(super) fn row(
    section: Section,
    key: &str,
    place: usize,
    value: Value,
    report: &mut Report,
) -> Result<Option<Row>, String> {
    let row = match section {
        Section::Topics => Row::Topic(topic(Fields::of(value, report)?)?),
        Section::People => Row::Person(person(Fields::of(value, report)?)?),
        Section::Recommendations => Row::Recommendation(recommendation(Fields::of(value, report)?, place)?),
        Section::Products => Row::Product(product(Fields::of(value, report)?)?),
        Section::ImageHosts => Row::ImageHost(some_text(value)?),
        // A service that writes null for a link does not offer it.
        Section::Links | Section::Ranking | Section::FriendRanking if value == Value::Null => {
            return Ok(None);
        }
        Section::Links => Row::Link(Id::from(key), some_text(value)?),
        Section::Ranking | Section::FriendRanking => match value {
            Value::Number(number) => {
                let of = if section == Section::Ranking { Ranked::Topics } else { Ranked::Friends };
                Row::Weight(of, Id::from(key), number)
            }
            other => return Err(expected("a number", &other)),
        },
        Section::Synonyms => Row::Synonyms(synonyms(value)?),
    };
    Ok(Some(row))
}

/// A group of words or phrases, none of them empty.
fn synonyms(value: Value) -> Result<Vec<String>, String> {
    match value {
        Value::List(words) => words.into_iter().map(some_text).collect(),
        other => Err(expected("a list", &other)),
    }
}

fn topic(mut fields: Fields<'_>) -> Result<Topic, String> {
    let id = fields.need("id", id)?.into();
    let title = fields.need("title", some_text)?;
    let kind = fields.one_of("kind", &KINDS).unwrap_or_default();
    let status = fields.one_of("status", &STATUSES).unwrap_or_default();
    let body = body(&mut fields).unwrap_or_default();
    let author = fields.id("author");
    let created_at = fields.time("created_at");
    let last_active_at = fields.time("last_active_at");
    let url = fields.text("url");
    let tags = fields.each("tags", tag);
    let products = fields.each("products", self::id).into_iter().map(Id::from).collect();
    let me_too_count = fields.count("me_too_count");
    let follower_count = fields.count("follower_count");
    let reply_count = fields.count("reply_count");
    let replies = replies(&mut fields, "replies");
    let reply_count = reply_count.max(u32::try_from(replies.len()).unwrap_or(u32::MAX));
    Ok(Topic {
        id,
        kind,
        status,
        title,
        body,
        author,
        created_at,
        last_active_at,
        url,
        tags,
        products,
        me_too_count,
        follower_count,
        reply_count,
        replies,
    })
}

/// Tags are words, but a year is a word too.
fn tag(value: Value) -> Result<String, String> {
    match value {
        Value::Number(number) => Ok(number.as_str().to_owned()),
        other => some_text(other),
    }
}

fn body(fields: &mut Fields<'_>) -> Option<Body> {
    let format = fields.one_of("format", &FORMATS).unwrap_or_default();
    let source = fields.read("body", any_text)?;
    (!source.trim().is_empty()).then_some(Body { source, format })
}

pub(super) fn replies(fields: &mut Fields<'_>, key: &'static str) -> Vec<Reply> {
    let rows = fields.list(key);
    let mut found: Vec<Reply> = Vec::with_capacity(rows.len());
    let mut ids = Names::default();
    for (index, row) in rows.into_iter().enumerate() {
        fields.report.enter(Some((key, index)));
        let reply =
            Fields::of(row, fields.report).and_then(|fields| reply(fields, index)).and_then(|reply| {
                if ids.add(&reply.id).1 {
                    Ok(reply)
                } else {
                    Err(format!("the id {} is given twice", quoted(&reply.id)))
                }
            });
        match reply {
            Ok(reply) => found.push(reply),
            Err(reason) => fields.report.skip("", reason),
        }
    }
    fields.report.enter(None);
    found
}

/// A reply without an id gets its index, marked so that it does not pass for another's own id.
fn reply(mut fields: Fields<'_>, index: usize) -> Result<Reply, String> {
    let body = body(&mut fields).ok_or("body is missing or empty")?;
    Ok(Reply {
        id: fields.id("id").unwrap_or_else(|| Id::from(format!("#{index}"))),
        author: fields.id("author"),
        body,
        created_at: fields.time("created_at"),
        best: fields.flag("best"),
        official: fields.flag("official"),
        star_count: fields.count("star_count"),
    })
}

fn person(mut fields: Fields<'_>) -> Result<Person, String> {
    Ok(Person {
        id: fields.need("id", id)?.into(),
        name: fields.need("name", some_text)?,
        avatar: fields.text("avatar"),
        url: fields.text("url"),
        role: fields.one_of("role", &ROLES).unwrap_or_default(),
    })
}

fn recommendation(mut fields: Fields<'_>, index: usize) -> Result<Recommendation, String> {
    Ok(Recommendation {
        person: fields.need("person", id)?.into(),
        subject: fields.need("subject", id)?.into(),
        verb: verb(&mut fields)?,
        id: fields.id("id").unwrap_or_else(|| Id::from(format!("#{index}"))),
        text: fields.read("text", text).unwrap_or_default(),
        created_at: fields.time("created_at"),
        audience: audience(&mut fields),
        will_answer: fields.flag("will_answer"),
    })
}

fn verb(fields: &mut Fields<'_>) -> Result<Verb, String> {
    let given = fields.take("verb").ok_or("verb is missing")?;
    VERBS.find(&given).map_err(|reason| format!("verb: {reason}"))
}

/// An audience that is named but not known, null included, is the person alone: what was perhaps not meant for
/// everyone is not shown to everyone.
fn audience(fields: &mut Fields<'_>) -> Audience {
    let Some(given) = fields.take_given("audience") else { return Audience::Public };
    AUDIENCES.find(&given).unwrap_or_else(|reason| {
        fields.report.skip(".audience", reason);
        Audience::OnlyMe
    })
}

fn product(mut fields: Fields<'_>) -> Result<Product, String> {
    Ok(Product {
        id: fields.need("id", id)?.into(),
        name: fields.need("name", some_text)?,
        url: fields.text("url"),
    })
}

/// The community's name, where it has one.
pub(super) fn name(value: Value) -> Result<Option<String>, String> {
    if value == Value::Null { Ok(None) } else { some_text(value).map(Some) }
}
