//! Dialects, answers, and what is nearly one, by chance.

use proptest::{collection::vec, option, prelude::*, sample::select};
use serde_json::{Map, Value as Json, json};

/// Names of members, among them those that have come to grief elsewhere.
const KEYS: [&str; 14] =
    ["a", "b", "id", "data", "by", "", "@x", "a.b", "__proto__", "constructor", "ü", "日本", "a b", "-"];
/// Those that a path can name.
const NAMES: [&str; 9] = ["a", "b", "id", "data", "by", "__proto__", "ü", "日本", "a b"];

fn number() -> impl Strategy<Value = String> {
    select(vec![
        "0",
        "-0",
        "1",
        "-1",
        "7.0",
        "0.5",
        "1e400",
        "-1e400",
        "1e-400",
        "1e99999999999999999999",
        "9223372036854775807",
        "-9223372036854775808",
        "18446744073709551616",
        "1700000000",
        "1700000000123",
        "123456789012345678901234567890",
    ])
    .prop_map(str::to_owned)
}

pub(crate) fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        select(vec![
            "",
            " ",
            "0",
            "false",
            "1700000000",
            "2024-03-05 10:11:12 UTC",
            "2024-03-05é",
            "{size}",
            "&amp;<b>&#0;",
            "a",
            "\u{1f}",
            "\u{0}"
        ])
        .prop_map(str::to_owned),
        ".{0,12}",
    ]
}

/// Any answer, as its JSON: numbers are kept as they are written, and a key may stand there twice.
pub(crate) fn answer() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        Just("null".to_owned()),
        any::<bool>().prop_map(|yes| yes.to_string()),
        number(),
        text().prop_map(|text| Json::from(text).to_string()),
    ];
    leaf.prop_recursive(6, 120, 8, |inner| {
        prop_oneof![
            vec(inner.clone(), 0..8).prop_map(|list| format!("[{}]", list.join(","))),
            vec((select(KEYS.to_vec()), inner), 0..8).prop_map(|members| {
                let members = members.iter().map(|(key, value)| format!("{}:{value}", Json::from(*key)));
                format!("{{{}}}", members.collect::<Vec<_>>().join(","))
            }),
        ]
    })
}

fn step(joins: bool) -> impl Strategy<Value = String> {
    let names = select(NAMES.to_vec());
    let mut kinds = vec![
        names.clone().prop_map(|name| format!(".{name}")).boxed(),
        Just(".@x".to_owned()).boxed(),
        (-3..4_i32).prop_map(|at| format!("[{at}]")).boxed(),
        (-3..4_i32).prop_map(|at| format!("[{at}:]")).boxed(),
        Just("[*]".to_owned()).boxed(),
        (names.clone(), select(vec!["=", "!="]), select(vec!["", "1", "true", "a", "ü"]))
            .prop_map(|(name, sign, wanted)| format!("[?{name}{sign}{wanted}]"))
            .boxed(),
        names.prop_map(|name| format!("[?{name}.id=1]")).boxed(),
    ];
    if joins {
        kinds.push(select(vec!["->t", "->two"]).prop_map(str::to_owned).boxed());
    }
    proptest::strategy::Union::new(kinds)
}

fn path_with(joins: bool) -> impl Strategy<Value = String> {
    let steps = vec(step(joins), 0..5).prop_map(|steps| steps.concat());
    prop_oneof![
        4 => (select(vec!["", "$", "^"]), steps).prop_map(|(origin, steps)| match (origin, steps.as_str()) {
            ("", "") => ".".to_owned(),
            _ => [origin, &steps].concat(),
        }),
        1 => select(vec![".", "@base", "@none"]).prop_map(str::to_owned),
    ]
}

fn path() -> impl Strategy<Value = String> {
    path_with(true)
}

fn paths() -> impl Strategy<Value = Json> {
    prop_oneof![path().prop_map(Json::from), vec(path(), 1..3).prop_map(Json::from)]
}

fn source() -> impl Strategy<Value = Json> {
    prop_oneof![3 => path().prop_map(Json::from), 1 => Just(json!("header:X-That"))]
}

/// A field: what it holds is said by the flags, for some members stand only in some fields.
fn field(is_body: bool, counts: bool) -> impl Strategy<Value = Json> {
    let source = prop_oneof![
        3 => paths().prop_map(|path| ("path", path)),
        1 => paths().prop_map(|path| ("all", path)),
        1 => (path(), path()).prop_map(|(one, two)| ("template", json!(format!("x{{{one}}}-{{@base}}{{{two}}}")))),
        1 => select(vec![json!(null), json!("c"), json!(7), json!([1, "a"]), json!({"a": 1})]).prop_map(|value| ("const", value)),
    ];
    let mut forms = vec!["str", "int", "bool", "epoch", "epoch_ms", "text", "unescape"];
    forms.extend(["html", "markdown"].iter().filter(|_| is_body));
    let values = select(vec![json!(null), json!("d"), json!(0), json!(true), json!(["x"]), json!({})]);
    let eq = prop_oneof![Just(json!("a")), Just(json!(1)), path().prop_map(|path| json!({ "path": path }))];
    let map = vec((select(vec!["null", "*", "true", "1", "a"]), values.clone()), 0..3).prop_map(|pairs| {
        Json::Object(pairs.into_iter().map(|(key, value)| (key.to_owned(), value)).collect())
    });
    let rest = (option::of(select(forms)), option::of(values), option::of(eq), option::of(map), 0..3_u32);
    let full = (source, rest).prop_map(move |((name, value), (form, default, eq, map, less))| {
        let mut field = Map::new();
        field.insert(name.to_owned(), value);
        field.extend(form.map(|form| ("as".to_owned(), json!(form))));
        field.extend(default.map(|default| ("default".to_owned(), default)));
        field.extend(eq.map(|eq| ("eq".to_owned(), eq)));
        field.extend(map.map(|map| ("map".to_owned(), map)));
        if counts && less > 0 {
            field.insert("less".to_owned(), json!(less));
        }
        Json::Object(field)
    });
    prop_oneof![1 => paths(), 1 => full]
}

fn fields(names: &'static [&'static str]) -> impl Strategy<Value = Map<String, Json>> {
    let all: Vec<_> = names
        .iter()
        .map(|name| {
            option::of(field(*name == "body", name.ends_with("_count"))).prop_map(move |field| (*name, field))
        })
        .collect();
    all.prop_map(|fields| {
        fields.into_iter().filter_map(|(name, field)| Some((name.to_owned(), field?))).collect()
    })
}

fn page() -> impl Strategy<Value = Json> {
    let number =
        select(vec![json!(0), json!(1), json!("20"), json!(4_294_967_295_u32), json!(99_999_999_999_u64)]);
    prop_oneof![
        (number.clone(), number.clone(), source()).prop_map(
            |(first, size, more)| json!({"style": "page", "first": first, "size": size, "more": more})
        ),
        source().prop_map(|pages| json!({"style": "page", "pages": pages})),
        (number.clone(), source())
            .prop_map(|(size, total)| json!({"style": "offset", "size": size, "total": total})),
        source().prop_map(|cursor| json!({"style": "cursor", "cursor": cursor})),
        (source(), source()).prop_map(|(next, more)| json!({"style": "url", "next": next, "more": more})),
        (number, source()).prop_map(|(size, ids)| json!({"style": "ids", "ids": ids, "size": size})),
    ]
}

fn template() -> impl Strategy<Value = Json> {
    select(vec![
        json!("{id}"),
        json!("{query}"),
        json!("a{limit}b{cursor}"),
        json!("{token}"),
        json!("{ids}"),
        json!("{none}"),
        json!(7),
        json!("ü&="),
    ])
}

/// What a request sends; the helper that sends it is told everything.
fn payload() -> impl Strategy<Value = (String, Json)> {
    let trees = vec((select(KEYS.to_vec()), template()), 0..4).prop_map(|pairs| {
        let members: Map<String, Json> = pairs.into_iter().map(|(key, value)| (key.to_owned(), value)).collect();
        json!({"flat": members, "int": {"int": "{id}"}, "list": ["{id}", null, {"q": "query { a }"}], "n": 1.5})
    });
    (select(vec!["json", "form"]), trees).prop_map(|(kind, tree)| (kind.to_owned(), tree))
}

/// A sound document. Whether its rows are found without a join is told beside it.
pub(crate) fn document() -> impl Strategy<Value = (Json, bool)> {
    let items = any::<bool>().prop_flat_map(|joins| {
        let items = option::of(prop_oneof![
            path_with(joins).prop_map(Json::from),
            vec(path_with(joins), 1..3).prop_map(Json::from)
        ]);
        items.prop_map(move |items| (items, !joins))
    });
    let topic = fields(&[
        "id",
        "title",
        "body",
        "excerpt",
        "kind",
        "status",
        "author",
        "author_name",
        "author_avatar",
        "created_at",
        "last_active_at",
        "url",
        "tags",
        "products",
        "me_too_count",
        "reply_count",
    ]);
    let reply = fields(&[
        "id",
        "body",
        "author",
        "author_name",
        "author_avatar",
        "created_at",
        "best",
        "official",
        "star_count",
    ]);
    let table = path_with(false);
    let operation = (items, option::of(page()), option::of(path()), option::of(source()));
    let requests = (payload(), vec(template(), 0..3), vec(template(), 0..3));
    (operation, topic, reply, (table, path()), requests).prop_map(
        |(((items, is_plain), page, error, backoff), mut topic, reply, (table, replies), ((kind, payload), query, headers))| {
            topic.insert("replies".to_owned(), json!({"path": replies, "as": "r"}));
            let index = json!({"t": {"from": table, "key": "id"}, "two": {"from": table, "key": ["a", "id"]}});
            let mut topics = json!({"from": "helper", "index": index, "as": "m"});
            for (name, value) in [("items", items), ("page", page), ("error", error.map(Json::from)), ("backoff", backoff)] {
                if let Some(value) = value {
                    topics[name] = value;
                }
            }
            let named = |list: Vec<Json>| -> Map<String, Json> {
                list.into_iter().enumerate().map(|(n, value)| (format!("N{n}"), value)).collect()
            };
            let mut helper = json!({"method": "POST", "url": "{+base}/x/{id}{?query,limit,cursor,page,offset}{&ids}", "query": named(query), "headers": named(headers), "page": {"style": "page"}});
            helper[kind] = payload;
            let replies = json!({"url": "r", "index": index, "as": "r", "items": "data"});
            let document = json!({"dialect": 1, "vars": {"base": "https://f.example", "none": ""},
                "ops": {"topics": topics, "replies": replies, "helper": helper}, "map": {"m": topic, "r": reply}});
            (document, is_plain)
        },
    )
}

/// Any value, of words that dialects are made of.
pub(crate) fn strange_value() -> impl Strategy<Value = Json> {
    let words = [
        "",
        "ops",
        "map",
        "vars",
        "topics",
        "search",
        "replies",
        "helper",
        "m",
        "r",
        "url",
        "path",
        "a..b",
        "->t",
        "x->none",
        "{",
        "{nope}",
        "@nope",
        "page",
        "cursor",
        "ids",
        "style",
        "GET",
        "POST",
        "html",
        "header:",
        "[?a==b]",
        "1",
        "-1",
        "日本\u{202e}",
    ];
    let leaf = prop_oneof![
        Just(Json::Null),
        any::<bool>().prop_map(Json::from),
        any::<i64>().prop_map(Json::from),
        select(words.to_vec()).prop_map(Json::from),
        text().prop_map(Json::from),
    ];
    leaf.prop_recursive(4, 40, 5, |inner| {
        let keys = select(vec![
            "a",
            "",
            "a.b",
            "__proto__",
            "topics",
            "replies",
            "title",
            "id",
            "path",
            "all",
            "template",
            "const",
            "as",
            "eq",
            "map",
            "default",
            "less",
            "style",
            "next",
            "from",
            "key",
            "op",
            "max",
            "url",
            "json",
            "form",
            "method",
            "fanout",
            "index",
            "items",
            "page",
        ]);
        prop_oneof![
            vec(inner.clone(), 0..5).prop_map(Json::from),
            vec((keys, inner), 0..5).prop_map(|members| {
                Json::Object(members.into_iter().map(|(key, value)| (key.to_owned(), value)).collect())
            }),
        ]
    })
}

pub(crate) fn strange_document() -> impl Strategy<Value = Json> {
    let values = (strange_value(), strange_value(), strange_value());
    (values, strange_value(), any::<bool>()).prop_map(|((ops, map, vars), whole, is_near)| {
        if is_near { json!({"dialect": 1, "vars": vars, "ops": {"topics": ops.clone(), "replies": whole, "search": ops}, "map": {"m": map}}) } else { whole }
    })
}
