//! What a dialect's author reads who made one mistake: that one, and where it stands.

use goodword_core::dialect::Dialect;

/// `document` has one mistake, which reads as `expect`.
#[track_caller]
fn check(document: &str, expect: &str) {
    let mistakes = Dialect::parse(document.as_bytes()).expect_err(document);
    let found: Vec<String> = mistakes.iter().map(ToString::to_string).collect();
    assert_eq!(found, [expect], "{document}");
}

/// A mistake in the operation `search`, whose members are `members`.
#[track_caller]
fn check_operation(members: &str, expect: &str) {
    let document = format!(
        r#"{{"dialect":1,"vars":{{"base":""}},"ops":{{"search":{{{members}}},"topics":{{"url":"t","as":"m"}}}},"map":{{"m":{{"id":"id"}}}}}}"#
    );
    check(&document, expect);
}

/// A mistake in the map `m` of topics.
#[track_caller]
fn check_map(members: &str, expect: &str) {
    let document = format!(
        r#"{{"dialect":1,"vars":{{"base":""}},"ops":{{"topics":{{"url":"t","as":"m"}},"replies":{{"url":"r","as":"r"}}}},"map":{{"m":{{{members}}},"r":{{}}}}}}"#
    );
    check(&document, expect);
}

#[test]
fn a_document_is_an_object_of_version_1_with_operations() {
    check("", "expected a value at byte 0");
    check("{\"dialect\": 1,}", "expected a key in quotes at byte 14");
    check("[]", "expected an object, found a list");
    check(r#"{"ops":{"topics":{"url":"x"}}}"#, r#"dialect: it is missing; write "dialect": 1"#);
    check(r#"{"dialect":2,"ops":{"topics":{"url":"x"}}}"#, "dialect: expected 1, found 2");
    check(r#"{"dialect":"1","ops":{"topics":{"url":"x"}}}"#, r#"dialect: expected 1, found "1""#);
    check(r#"{"dialect":1}"#, "ops: a dialect needs at least one operation");
    check(
        r#"{"dialect":1,"opps":{},"ops":{"topics":{"url":"x"}}}"#,
        r#"opps: "opps" is none of $schema, name, about, dialect, vars, ops, map, image_hosts"#,
    );
    check(
        r#"{"dialect":1,"image_hosts":[7],"ops":{"topics":{"url":"x"}}}"#,
        "image_hosts: expected text, found 7",
    );
    check(
        r#"{"dialect":1,"vars":{"base":[]},"ops":{"topics":{"url":"x"}}}"#,
        "vars.base: expected text, found a list",
    );
}

#[test]
fn what_stands_twice_is_named() {
    check(r#"{"dialect":1,"ops":{"topics":{"url":"x","url":"y"}}}"#, "ops.topics.url: it stands there twice");
    // Each of the two alone is sound; with both, rows could hold themselves.
    check(
        r#"{"dialect":1,"ops":{"topics":{"url":"x","as":"t"}},"map":{"t":{"replies":{"path":".","as":"t"},"replies":{"path":".","as":"r"}},"r":{}}}"#,
        "map.t.replies: it stands there twice",
    );
}

#[test]
fn an_operation_says_what_is_wrong_with_it() {
    let check = check_operation;
    check(
        r#""urll":"x","url":"x""#,
        r#"ops.search.urll: "urll" is none of method, url, headers, query, json, form, items, index, as, from, fanout, error, page, backoff, reads"#,
    );
    check("", "ops.search: it needs a url, or the operation that its rows come from");
    check(r#""url":7.5,"items":7"#, "ops.search.items: expected a path, found 7");
    check(r#""url":{}"#, "ops.search.url: expected text, found an object");
    check(
        r#""url":"x","method":"get""#,
        r#"ops.search.method: expected GET, POST, PUT, PATCH or DELETE, found "get""#,
    );
    check(
        r#""url":"x{id}""#,
        r#"ops.search.url: "id" is no value here; there are query, limit, page, offset, cursor, ids, lang, token, key, now, base"#,
    );
    check(r#""url":"x{id""#, "ops.search.url: a brace is not closed");
    check(
        r#""url":"x","query":{"q":"{+query}"}"#,
        r#"ops.search.query.q: "+query" is no value here; there are query, limit, page, offset, cursor, ids, lang, token, key, now, base"#,
    );
    check(
        r#""url":"x","headers":{"Key":"{kee}"}"#,
        r#"ops.search.headers.Key: "kee" is no value here; there are query, limit, page, offset, cursor, ids, lang, token, key, now, base"#,
    );
    check(r#""url":"x","query":"q={query}""#, r#"ops.search.query: expected an object, found "q={query}""#);
    check(
        r#""url":"x","method":"POST","json":{"a":["{name}"]}"#,
        r#"ops.search.json.a: "name" is no value here; there are query, limit, page, offset, cursor, ids, lang, token, key, now, base"#,
    );
    check(
        r#""url":"x","method":"POST","json":{},"form":{}"#,
        "ops.search.form: an operation sends json or form, not both",
    );
    check(
        r#""url":"x","method":"POST","form":"q={query}""#,
        r#"ops.search.form: expected an object, found "q={query}""#,
    );
    check(r#""url":"x","json":{}"#, "ops.search: what is sent needs a method; POST, as a rule");
    check(r#""url":"x","as":"n""#, r#"ops.search.as: "n" is none of m"#);
    check(r#""url":"x","as":7"#, "ops.search.as: expected the name of a map, found 7");
    check(
        r#""url":"x","from":"search""#,
        r#"ops.search.from: expected the name of another operation, found "search""#,
    );
    check(r#""from":7"#, "ops.search.from: expected the name of another operation, found 7");
    check(r#""url":"x","reads":"yes""#, r#"ops.search.reads: expected true or false, found "yes""#);
    check(
        r#""url":"x","fanout":{"op":"nope"}"#,
        r#"ops.search.fanout.op: expected the name of an operation, found "nope""#,
    );
    check(r#""url":"x","fanout":{"op":"search"}"#, "ops.search.fanout.op: it reads its own rows");
    check(
        r#""url":"x","fanout":{"op":"topics","max":31}"#,
        "ops.search.fanout.max: expected a number from 1 to 30, found 31",
    );
    check(r#""url":"x","fanout":{}"#, "ops.search.fanout: op is missing: the operation that reads a row");
    check(r#""url":"x","fanout":"topics""#, r#"ops.search.fanout: expected an object, found "topics""#);
    check(
        r#""url":"x","fanout":{"op":"topics","most":3}"#,
        r#"ops.search.fanout.most: "most" is none of op, max"#,
    );
    check(r#""url":"x","backoff":3"#, "ops.search.backoff: expected a path, found 3");
}

#[test]
fn an_operation_is_one_of_the_known_or_a_helper() {
    check(
        r#"{"dialect":1,"ops":{"serach":{"url":"x"}}}"#,
        r#"ops.serach: "serach" is none of topics, search, topic, replies, ask, reply, me_too, me_too_off, star, star_off, follow, follow_off, flag, recommendations, recommend, friends, suggestions"#,
    );
    check(r#"{"dialect":1,"ops":{"topics":7}}"#, "ops.topics: expected an object, found 7");
    assert!(
        Dialect::parse(br#"{"dialect":1,"ops":{"topics":{"from":"all"},"all":{"url":"x{anything}"}}}"#)
            .is_ok()
    );
}

#[test]
fn operations_do_not_come_from_themselves() {
    let document = br#"{"dialect":1,"ops":{"topics":{"from":"search"},"search":{"url":"x","from":"topic"},"topic":{"from":"search"}}}"#;
    let mistakes = Dialect::parse(document).expect_err("a circle");
    let found: Vec<String> = mistakes.iter().map(ToString::to_string).collect();
    assert_eq!(found, ["ops.search.from: it comes from itself", "ops.topic.from: it comes from itself"]);
}

#[test]
fn a_page_says_what_is_wrong_with_it() {
    let check = |page: &str, expect: &str| check_operation(&format!(r#""url":"x","page":{page}"#), expect);
    check(r#""page""#, r#"ops.search.page: expected an object, found "page""#);
    check("{}", "ops.search.page: style is missing: how pages follow one another");
    check(r#"{"style":7}"#, "ops.search.page.style: expected the name of a style, found 7");
    check(
        r#"{"style":"pages"}"#,
        r#"ops.search.page.style: "pages" is none of page, offset, cursor, url, ids"#,
    );
    check(r#"{"style":"cursor"}"#, "ops.search.page: cursor is missing: where an answer says it");
    check(r#"{"style":"url"}"#, "ops.search.page: next is missing: where an answer says it");
    check(r#"{"style":"ids"}"#, "ops.search.page: ids is missing: where an answer says it");
    check(
        r#"{"style":"page","total":"n"}"#,
        r#"ops.search.page.total: "total" is none of style, first, size, more, pages"#,
    );
    check(r#"{"style":"page","first":-1}"#, "ops.search.page.first: expected a whole number, found -1");
    check(r#"{"style":"page","more":"a..b"}"#, r#"ops.search.page.more: "a..b" is no path from "..b" on"#);
    check(
        r#"{"style":"cursor","cursor":"c->t.n"}"#,
        "ops.search.page: it looks into t, but ops.search has no index of this name",
    );
}

#[test]
fn a_table_says_what_is_wrong_with_it() {
    let check =
        |table: &str, expect: &str| check_operation(&format!(r#""url":"x","index":{{"t":{table}}}"#), expect);
    check("7", "ops.search.index.t: expected an object, found 7");
    check(
        r#"{"from":"a"}"#,
        "ops.search.index.t: a table needs from, the path of its rows, and key, a member of theirs",
    );
    check(
        r#"{"key":"a"}"#,
        "ops.search.index.t: a table needs from, the path of its rows, and key, a member of theirs",
    );
    check(
        r#"{"from":"a","key":[]}"#,
        "ops.search.index.t: a table needs from, the path of its rows, and key, a member of theirs",
    );
    check(r#"{"from":"a[","key":"k"}"#, r#"ops.search.index.t.from: "a[" is no path from "[" on"#);
    check(r#"{"from":"a","key":7}"#, "ops.search.index.t.key: expected a member's name, found 7");
    check(r#"{"from":"a","key":"k","as":"m"}"#, r#"ops.search.index.t.as: "as" is none of from, key"#);
    check_operation(
        r#""url":"x","items":"a->t""#,
        "ops.search.items: it looks into t, but ops.search has no index of this name",
    );
    check_operation(
        r#""url":"x","error":"a->t""#,
        "ops.search.error: it looks into t, but ops.search has no index of this name",
    );
}

#[test]
fn a_path_says_from_where_on_it_is_none() {
    for (path, from) in [
        ("a.", "."),
        ("a[x]", "[x]"),
        ("a[0", "[0"),
        ("a[0]b", "b"),
        ("a[1:2]", "[1:2]"),
        ("a[1234567]", "[1234567]"),
        ("a[?k]", "[?k]"),
        ("a[?=v]", "[?=v]"),
        ("a[?k==v]", "[?k==v]"),
        ("a[?k='v']", "[?k='v']"),
        ("a[?k>=3]", "[?k>=3]"),
        ("a[?k..l=3]", "[?k..l=3]"),
        ("a->", "->"),
        ("$a", "a"),
        ("^^", "^"),
        ("日..本", "..本"),
    ] {
        check_map(
            &format!(r#""title":"{path}""#),
            &format!(r#"map.m.title: "{path}" is no path from "{from}" on"#),
        );
    }
    check_map(r#""title":"""#, r#"map.m.title: it is empty; "." is the row itself"#);
    check_map(
        r#""title":"@nope""#,
        "map.m.title: there is no variable nope; a member of this name is written .@nope",
    );
    check_map(r#""title":["a",7]"#, "map.m.title: expected a path, found 7");
    check_map(r#""title":null"#, "map.m.title: expected a path, found null");
}

#[test]
fn a_field_says_what_is_wrong_with_it() {
    let check = check_map;
    check(
        r#""titel":"t""#,
        r#"map.m.titel: "titel" is none of id, title, body, excerpt, kind, status, author, author_name, author_avatar, author_url, author_role, created_at, last_active_at, url, tags, products, me_too_count, follower_count, reply_count, replies"#,
    );
    check(r#""title":{"map":{}}"#, "map.m.title: a field has one of path, all, template and const");
    check(
        r#""title":{"path":"a","const":"b"}"#,
        "map.m.title: a field has one of path, all, template and const",
    );
    check(
        r#""title":{"path":"a","els":"b"}"#,
        r#"map.m.title.els: "els" is none of path, all, template, const, map, as, default, eq, less"#,
    );
    check(
        r#""title":{"path":"a","as":"html"}"#,
        r#"map.m.title.as: only a body can be html or markdown; "text" takes its words"#,
    );
    check(
        r#""title":{"path":"a","as":"date"}"#,
        r#"map.m.title.as: "date" is none of str, int, bool, epoch, epoch_ms, text, unescape, html, markdown"#,
    );
    check(r#""title":{"path":"a","as":7}"#, "map.m.title.as: expected the name of a conversion, found 7");
    check(r#""title":{"path":"a","map":"b"}"#, r#"map.m.title.map: expected an object, found "b""#);
    check(
        r#""title":{"path":"a","less":1}"#,
        "map.m.title.less: expected a whole number, in a field that counts, found 1",
    );
    check(
        r#""reply_count":{"path":"a","less":-1}"#,
        "map.m.reply_count.less: expected a whole number, in a field that counts, found -1",
    );
    check(
        r#""title":{"path":"a","eq":null}"#,
        r#"map.m.title.eq: expected text, a number or {"path": …}, found null"#,
    );
    check(r#""title":{"template":"{a"}"#, "map.m.title.template: a brace is not closed");
    check(r#""title":{"template":"{}"}"#, r#"map.m.title.template: it is empty; "." is the row itself"#);
    check(
        r#""title":{"template":"{base}{@bas}"}"#,
        "map.m.title.template: there is no variable bas; a member of this name is written .@bas",
    );
    check(r#""title":{"template":7}"#, "map.m.title.template: expected text with paths in braces, found 7");
    check(
        r#""title":"by->users.name""#,
        "map.m.title: it looks into users, but ops.topics has no index of this name",
    );
    check(r#""replies":"posts""#, r#"map.m.replies: replies need "as", the name of the map that makes them"#);
    check(
        r#""replies":{"path":"posts"}"#,
        r#"map.m.replies: replies need "as", the name of the map that makes them"#,
    );
    check(r#""replies":{"path":"posts","as":"s"}"#, r#"map.m.replies.as: "s" is none of m, r"#);
}

#[test]
fn replies_that_come_along_look_into_the_tables_of_their_topics() {
    check(
        r#"{"dialect":1,"ops":{"topics":{"url":"t","as":"m"}},"map":{"m":{"replies":{"path":"r","as":"r"}},"r":{"author":"a->users.name"}}}"#,
        "map.r.author: it looks into users, but ops.topics has no index of this name",
    );
}

#[test]
fn long_and_turning_text_is_shown_by_its_beginning() {
    let long = "ä".repeat(100);
    check_operation(
        &format!(r#""url":"x","as":"{long}""#),
        &format!(r#"ops.search.as: "{}" is none of m"#, "ä".repeat(40)),
    );
    check_operation("\"url\":\"x\",\"as\":\"\u{202e}x\"", "ops.search.as: \"\\u{202e}x\" is none of m");
}
