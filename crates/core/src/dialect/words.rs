//! The words of the language, in one place: the reader of documents knows them from here, and so does their schema.

/// A word and what it means, in a sentence for whoever writes a dialect.
pub type Word = (&'static str, &'static str);

/// The words alone. A page that only reads dialects has no use for the sentences, and so the compiler leaves them out.
const fn names<const N: usize>(words: &[Word; N]) -> [&'static str; N] {
    let mut names = [""; N];
    let mut n = 0;
    while n < N {
        names[n] = words[n].0;
        n += 1;
    }
    names
}

/// The members of an operation.
pub const MEMBERS: [Word; 15] = [
    ("method", "The HTTP method; GET where it is left out."),
    ("url", "A URL template (RFC 6570: {x} {+x} {?x,y} {&x}), relative to the endpoint."),
    ("headers", "Headers by name; each value is a template."),
    (
        "query",
        "Parameters that are added to the URL; each value is a template. One that is left empty is not sent.",
    ),
    ("json", "What is sent, as JSON; its texts are templates, and {\"int\": template} is a number."),
    ("form", "What is sent, as a form; its values are templates."),
    (
        "items",
        "The path of the rows, or several of which the first counts that finds any; without it the whole answer is one row.",
    ),
    ("index", "Tables for joins, by name: {\"from\": path of the rows, \"key\": a member, or several}."),
    ("as", "The name of the map that makes rows of the items."),
    ("from", "The name of an operation whose answer is read, instead of asking again."),
    (
        "fanout",
        "{\"op\": name, \"max\": rows}: the first rows are read in full by that operation, which is told their {id}.",
    ),
    ("error", "A path whose presence means that the request failed."),
    ("page", "How the next page is asked for."),
    ("backoff", "A path or header with the seconds to wait before the next request."),
    ("reads", "true where a method other than GET reads and changes nothing, as GraphQL's POST does."),
];

/// What an operation can be. Others are helpers, which `from` and `fanout` name.
pub const OPERATIONS: [Word; 17] = [
    ("topics", "What the panel opens with: the latest topics. Knows {limit}."),
    ("search", "Topics for a query. Knows {query} and {limit}."),
    ("topic", "One topic in full. Knows {id}."),
    ("replies", "A topic's replies. Knows {id}."),
    ("ask", "Asks a question. Knows {title}, {body}, {kind}, {name} and {email}."),
    ("reply", "Answers a topic. Knows {id}, {body}, {name} and {email}."),
    ("me_too", "The visitor has the same question. Knows {id}."),
    ("me_too_off", "Takes that back. Knows {id}."),
    ("star", "A reply was useful. Knows {id} and {reply}."),
    ("star_off", "Takes that back. Knows {id} and {reply}."),
    ("follow", "The visitor wants to hear of a topic. Knows {id}."),
    ("follow_off", "Takes that back. Knows {id}."),
    ("flag", "Something should be looked at. Knows {id}, {reply} and {reason}."),
    ("recommendations", "Who recommends a subject. Knows {subject}."),
    ("recommend", "Recommends a subject. Knows {subject}, {verb}, {text} and {audience}."),
    ("friends", "The visitor's friends."),
    ("suggestions", "People to know."),
];

/// Values that every operation knows, beside its own and the document's variables.
pub static ALWAYS: [&str; 9] = ["limit", "page", "offset", "cursor", "ids", "lang", "token", "key", "now"];

/// What each operation is told, in the order of [`OPERATIONS`].
pub static TOLD: [&[&str]; 17] = [
    &[],
    &["query"],
    &["id"],
    &["id"],
    &["title", "body", "kind", "name", "email"],
    &["id", "body", "name", "email"],
    &["id"],
    &["id"],
    &["id", "reply"],
    &["id", "reply"],
    &["id"],
    &["id"],
    &["id", "reply", "reason"],
    &["subject"],
    &["subject", "verb", "text", "audience"],
    &[],
    &[],
];

/// What a field's value is turned into.
pub const CONVERSIONS: [Word; 9] = [
    ("str", "Text, whatever it was."),
    ("int", "A whole number; of a list its length."),
    ("bool", "True or false: nothing, 0, \"\", \"0\" and \"false\" are false."),
    ("epoch", "A moment, from seconds since 1970."),
    ("epoch_ms", "A moment, from milliseconds since 1970."),
    ("text", "The words of HTML, without its markup."),
    ("unescape", "Text whose &amp;, &#39; and the like are turned into characters."),
    ("html", "HTML; only for a body."),
    ("markdown", "Markdown; only for a body."),
];

/// How pages follow one another.
pub const PAGE_STYLES: [Word; 5] = [
    ("page", "{page} counts from first (1). more: true where there is another; pages: how many there are."),
    ("offset", "{offset} counts rows, size a page. total: how many rows there are."),
    ("cursor", "{cursor} is what cursor points at. more: true where there is another."),
    ("url", "next is the address of the next page, on the endpoint's own origin."),
    ("ids", "ids are those of all rows; {ids} are the next ones, size of them."),
];

/// The members that each page style has beside `style`, in the order of [`PAGE_STYLES`]; and that without which it cannot be, if any.
pub static PAGE_MEMBERS: [(&[&str], Option<&str>); 5] = [
    (&["first", "size", "more", "pages"], None),
    (&["size", "more", "total"], None),
    (&["cursor", "more"], Some("cursor")),
    (&["next", "more"], Some("next")),
    (&["ids", "size"], Some("ids")),
];

/// The members of a field that is more than a path.
pub const FIELD_MEMBERS: [&str; 9] =
    ["path", "all", "template", "const", "map", "as", "default", "eq", "less"];

/// The methods that an operation can have.
pub static METHODS: [&str; 5] = ["GET", "POST", "PUT", "PATCH", "DELETE"];

/// How many rows of an answer `fanout` reads in full, at most.
pub const MOST_FANOUT: u32 = 30;

/// What has to stand at a place of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Want {
    /// Something for people, that no list of members names.
    Remark,
    Anything,
    /// The language's.
    Version,
    Vars,
    Operations,
    Maps,
    Hosts,
    Host,
    Scalar,
    Method,
    Url,
    Templates,
    Json,
    Form,
    Path,
    Paths,
    /// Text with paths in braces.
    Pieces,
    /// A path, or a header.
    Source,
    Tables,
    Key,
    Member,
    Map,
    /// Another operation.
    From,
    Fanout,
    /// The operation that reads a row.
    Operation,
    Most,
    Page,
    Truth,
    Whole,
    Less,
    As,
    Equal,
    Object,
}

impl Want {
    /// What was expected, where one look at it tells that it is something else.
    pub(super) fn says(self) -> &'static str {
        match self {
            Self::Version => "1",
            Self::Hosts => "a list",
            Self::Method => "GET, POST, PUT, PATCH or DELETE",
            Self::From => "the name of another operation",
            Self::Operation => "the name of an operation",
            Self::Most => "a number from 1 to 30",
            Self::Truth => "true or false",
            Self::Whole => "a whole number",
            Self::Less => "a whole number, in a field that counts",
            Self::Member => "a member's name",
            Self::Equal => "text, a number or {\"path\": …}",
            _ => "text",
        }
    }
}

/// The members of a document.
pub(super) static DOCUMENT: [(&str, Want); 8] = [
    ("$schema", Want::Anything),
    ("name", Want::Anything),
    ("about", Want::Anything),
    ("dialect", Want::Version),
    ("vars", Want::Vars),
    ("ops", Want::Operations),
    ("map", Want::Maps),
    ("image_hosts", Want::Hosts),
];

/// The members of an operation, as [`MEMBERS`] tells of them.
pub(super) static OPERATION: [(&str, Want); 16] = [
    ("method", Want::Method),
    ("url", Want::Url),
    ("headers", Want::Templates),
    ("query", Want::Templates),
    ("json", Want::Json),
    ("form", Want::Form),
    ("items", Want::Paths),
    ("index", Want::Tables),
    ("as", Want::Map),
    ("from", Want::From),
    ("fanout", Want::Fanout),
    ("error", Want::Path),
    ("page", Want::Page),
    ("backoff", Want::Source),
    ("reads", Want::Truth),
    ("about", Want::Remark),
];

/// The members of a field: those of which it has one first.
pub(super) static FIELD: [(&str, Want); 10] = [
    ("path", Want::Paths),
    ("all", Want::Paths),
    ("template", Want::Pieces),
    ("const", Want::Anything),
    ("map", Want::Object),
    ("as", Want::As),
    ("default", Want::Anything),
    ("eq", Want::Equal),
    ("less", Want::Less),
    ("about", Want::Remark),
];

/// The members of pages, of whatever style.
pub(super) static PAGE: [(&str, Want); 8] = [
    ("first", Want::Whole),
    ("size", Want::Whole),
    ("more", Want::Source),
    ("pages", Want::Source),
    ("total", Want::Source),
    ("cursor", Want::Source),
    ("next", Want::Source),
    ("ids", Want::Source),
];

pub(super) static TABLE: [(&str, Want); 2] = [("from", Want::Path), ("key", Want::Key)];

pub(super) static FANOUT: [(&str, Want); 2] = [("op", Want::Operation), ("max", Want::Most)];

/// What a map can give, by kind of row.
pub const RESULTS: [(&str, &[Word]); 4] = [
    ("topic", &super::target::TOPIC),
    ("reply", &super::target::REPLY),
    ("person", &super::target::PERSON),
    ("recommendation", &super::target::RECOMMENDATION),
];

pub(super) static OPERATION_NAMES: [&str; 17] = names(&OPERATIONS);
pub(super) static CONVERSION_NAMES: [&str; 9] = names(&CONVERSIONS);
pub(super) static PAGE_STYLE_NAMES: [&str; 5] = names(&PAGE_STYLES);
pub(super) static TOPIC_FIELDS: [&str; 20] = names(&super::target::TOPIC);
pub(super) static REPLY_FIELDS: [&str; 11] = names(&super::target::REPLY);
pub(super) static PERSON_FIELDS: [&str; 6] = names(&super::target::PERSON);
pub(super) static RECOMMENDATION_FIELDS: [&str; 11] = names(&super::target::RECOMMENDATION);
