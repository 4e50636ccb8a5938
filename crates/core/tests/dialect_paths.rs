//! What a dialect's fields make of answers: paths, joins, conversions, and the rows that they make together.

#![expect(clippy::unwrap_used, reason = "a test whose input cannot be read fails")]

#[path = "dialects/read.rs"]
mod read;

use goodword_core::dialect::Place;
use goodword_core::json::Value;
use read::{dialect, read, value};

/// What `field` makes of the row `item`, as JSON; `target` is the field's name.
#[track_caller]
fn check_as(target: &str, field: &str, item: &str, expect: &str) {
    let document = format!(
        r#"{{"dialect":1,"vars":{{"base":"https://f.example","n":7}},"ops":{{"topics":{{"url":"x","items":"row","as":"m",
        "index":{{"users":{{"from":"$.users[*]","key":"id"}},"nodes":{{"from":"$.included","key":["type","id"]}}}}}}}},
        "map":{{"m":{{"{target}":{field}}}}}}}"#
    );
    let answer = format!(
        r#"{{"row":{item},"top":"root","users":[{{"id":1,"name":"Ana"}},{{"id":"2","name":"Bo"}},{{"id":1,"name":"later"}}],
        "included":[{{"type":"users","id":"1","name":"user"}},{{"type":"tags","id":"1","name":"tag"}}]}}"#
    );
    let found = read(&document, &answer).unwrap();
    let Some(Value::List(rows)) = found.get("data") else { panic!("no rows") };
    let found = rows[0].get(target).unwrap_or(&Value::Null).to_json();
    assert_eq!(found, value(expect).to_json(), "{target}: {field} of {item}");
}

/// The same for a text.
#[track_caller]
fn check(field: &str, item: &str, expect: &str) {
    check_as("title", field, item, expect);
}

#[test]
fn a_path_finds_what_stands_there() {
    let item = r#"{"a":{"b":"ab","@id":"at","":"empty"},"list":["one","two","three"],"n":7,"null":null,"blank":" ",
        "deep":[{"x":[{"y":"first"}]},{"x":[{"y":"second"}]}],"__proto__":"p","ü":"umlaut","a b":"space"}"#;
    for (path, expect) in [
        ("a.b", r#""ab""#),
        (".a.b", r#""ab""#),
        ("a.@id", r#""at""#),
        ("__proto__", r#""p""#),
        ("ü", r#""umlaut""#),
        ("a b", r#""space""#),
        ("list[0]", r#""one""#),
        ("list[-1]", r#""three""#),
        ("list[-3]", r#""one""#),
        ("list[-4]", "null"),
        ("list[3]", "null"),
        ("list[1:]", r#""two""#),
        ("list[-2:]", r#""two""#),
        ("list[-9:]", r#""one""#),
        ("list[9:]", "null"),
        ("list[*]", r#""one""#),
        ("deep[*].x[*].y", r#""first""#),
        ("deep[-1].x[0].y", r#""second""#),
        ("a[*]", r#""ab""#),
        ("n", r#""7""#),
        ("null", "null"),
        ("blank", "null"),
        ("none.of.it", "null"),
        ("n.of.it", "null"),
        ("@base", r#""https://f.example""#),
        ("@n", r#""7""#),
        ("$.top", r#""root""#),
        ("^.top", r#""root""#),
        ("$.users[1].name", r#""Bo""#),
        ("$.nothing", "null"),
    ] {
        check(&format!("{path:?}"), item, expect);
    }
    check(r#"".""#, r#""the row""#, r#""the row""#);
    check(r#"["null","blank","none","a.b"]"#, item, r#""ab""#);
}

#[test]
fn the_last_ones_of_a_short_list_are_all_of_it() {
    check_as("tags", r#""list[-2:]""#, r#"{"list":["a","b","c"]}"#, r#"["b","c"]"#);
    check_as("tags", r#""list[-5:]""#, r#"{"list":["a","b","c"]}"#, r#"["a","b","c"]"#);
    check_as("tags", r#""list[1:]""#, r#"{"list":["a","b","c"]}"#, r#"["b","c"]"#);
}

#[test]
fn what_is_no_list_is_a_list_of_one() {
    for path in ["a[0].b", "a[-1].b", "a[0:].b", "a[?b=x].b", "a.b[*]", "a.b[0]"] {
        check(&format!("{path:?}"), r#"{"a":{"b":"x"}}"#, r#""x""#);
    }
    check(r#""a[1].b""#, r#"{"a":{"b":"x"}}"#, "null");
}

#[test]
fn a_filter_chooses_elements_by_what_a_member_reads() {
    let item = r#"{"l":[{"k":1,"v":"one","of":{"x":"y"}},{"k":"2","v":"two"},{"k":true,"v":"yes"},{"v":"none"},{"k":"","v":"empty"}]}"#;
    for (path, expect) in [
        ("l[?k=1].v", r#""one""#),
        ("l[?k=2].v", r#""two""#),
        ("l[?k=true].v", r#""yes""#),
        ("l[?k=].v", r#""empty""#),
        ("l[?k!=1].v", r#""two""#),
        ("l[?of.x=y].v", r#""one""#),
        ("l[?of.x!=y].v", r#""two""#),
        ("l[?k=3].v", "null"),
    ] {
        check(&format!("{path:?}"), item, expect);
    }
    // Two filters after one another: each element that is left is a list of one.
    check_as("tags", r#""l[?k!=1][?k!=2].v""#, item, r#"["yes","none","empty"]"#);
}

#[test]
fn a_row_points_at_another_by_its_key() {
    check(r#""by->users.name""#, r#"{"by":1}"#, r#""Ana""#);
    check(r#""by->users.name""#, r#"{"by":"1"}"#, r#""Ana""#);
    check(r#""by->users.name""#, r#"{"by":1.0}"#, r#""Ana""#);
    check(r#""by->users.name""#, r#"{"by":2}"#, r#""Bo""#);
    check(r#""by->users.name""#, r#"{"by":3}"#, "null");
    check(r#""by->users.name""#, r#"{"by":{"id":2}}"#, r#""Bo""#);
    check(r#""by->users.name""#, r#"{"by":null}"#, "null");
    check_as("tags", r#""by[*]->users.name""#, r#"{"by":[2,1,3]}"#, r#"["Bo","Ana"]"#);
    check(r#""->users.name""#, "2", r#""Bo""#);
    check(r#""a.b->nodes.name""#, r#"{"a":{"b":{"type":"tags","id":1}}}"#, r#""tag""#);
    check(r#""a.b->nodes.name""#, r#"{"a":{"b":{"id":"1","type":"users","more":0}}}"#, r#""user""#);
    check(r#""a.b->nodes.name""#, r#"{"a":{"b":{"id":"1"}}}"#, "null");
    check(r#""a.b->nodes.name""#, r#"{"a":{"b":"1"}}"#, "null");
}

#[test]
fn a_template_is_there_where_the_row_says_any_of_it() {
    check(
        r#"{"template":"{@base}/t/{slug}/{id}"}"#,
        r#"{"slug":"s","id":7.0}"#,
        r#""https://f.example/t/s/7""#,
    );
    check(r#"{"template":"{@base}/t/{slug}/{id}"}"#, r#"{"id":7}"#, r#""https://f.example/t//7""#);
    check(r#"{"template":"{@base}/t/{slug}/{id}"}"#, "{}", "null");
    check(r#"{"template":"{@base}/faq"}"#, "{}", r#""https://f.example/faq""#);
    check(
        r#"{"template":"{by->users.name}, {l[?k=1].v}"}"#,
        r#"{"by":2,"l":[{"k":1,"v":"x"}]}"#,
        r#""Bo, x""#,
    );
    check_as("tags", r#"{"template":"by {name}"}"#, r#"{"name":"Bo"}"#, r#"["by Bo"]"#);
}

#[test]
fn a_map_puts_its_values_for_what_it_knows() {
    let status = r#"{"path":"s","map":{"true":"complete","2":"pending","null":"none","*":"active"}}"#;
    for (found, expect) in [
        ("true", r#""complete""#),
        ("2.0", r#""pending""#),
        (r#""2""#, r#""pending""#),
        ("false", r#""active""#),
        ("0", r#""active""#),
        ("{}", r#""active""#),
        ("null", r#""none""#),
        (r#""""#, r#""none""#),
        ("[]", r#""none""#),
    ] {
        check_as("status", status, &format!(r#"{{"s":{found}}}"#), expect);
    }
    check_as("status", r#"{"path":"s","map":{"a":"active"},"default":"none"}"#, r#"{"s":"b"}"#, r#""none""#);
    check_as("status", r#"{"path":"s","map":{"a":"active"}}"#, r#"{"s":"b"}"#, "null");
    check_as(
        "tags",
        r#"{"path":"t[*]","map":{"1":"one","*":"many"}}"#,
        r#"{"t":[1,2]}"#,
        r#"["one","many"]"#,
    );
    check_as("title", r#"{"all":["x","y"],"map":{"null":"nothing","*":"something"}}"#, "{}", r#""nothing""#);
}

#[test]
fn two_values_are_equal_where_they_read_the_same() {
    let best = |other: &str| format!(r#"{{"path":"id","eq":{other}}}"#);
    let check = |other: &str, item: &str, expect: &str| {
        let document = format!(
            r#"{{"dialect":1,"ops":{{"replies":{{"url":"x","items":"r[*]","as":"m"}}}},"map":{{"m":{{"best":{}}}}}}}"#,
            best(other)
        );
        let dialect = dialect(&document);
        let answer = value(item);
        let read = dialect
            .read(dialect.operation("replies").unwrap(), &answer, &Place::default(), &|_| None)
            .unwrap();
        assert_eq!(read.answer().get("data").unwrap().to_json(), expect, "{other} of {item}");
    };
    check(
        r#"{"path":"$.best"}"#,
        r#"{"best":"7","r":[{"id":7},{"id":8}]}"#,
        r#"[{"best":true},{"best":false}]"#,
    );
    check(
        r#"{"path":"^.best"}"#,
        r#"{"best":8.0,"r":[{"id":7},{"id":8}]}"#,
        r#"[{"best":false},{"best":true}]"#,
    );
    check(
        r#"{"path":"$.best"}"#,
        r#"{"best":null,"r":[{"id":null},{}]}"#,
        r#"[{"best":false},{"best":false}]"#,
    );
    check("7", r#"{"r":[{"id":"7"},{"id":true}]}"#, r#"[{"best":true},{"best":false}]"#);
    check("true", r#"{"r":[{"id":true},{"id":"true"}]}"#, r#"[{"best":true},{"best":true}]"#);
}

#[test]
fn a_comparison_may_choose_a_word() {
    let field = r#"{"path":"s","eq":"closed","map":{"true":"complete","false":"active"}}"#;
    check_as("status", field, r#"{"s":"closed"}"#, r#""complete""#);
    check_as("status", field, r#"{"s":"open"}"#, r#""active""#);
}

#[test]
fn a_default_stands_where_nothing_was_found_and_is_what_the_field_wants() {
    check(r#"{"path":"a","default":"d"}"#, r#"{"a":"x"}"#, r#""x""#);
    check(r#"{"path":"a","default":"d"}"#, r#"{"a":" "}"#, r#""d""#);
    check(r#"{"path":"a","default":7}"#, "{}", r#""7""#);
    check_as("me_too_count", r#"{"path":"a","default":0}"#, "{}", "0");
    check_as("me_too_count", r#"{"path":"a","default":"3"}"#, "{}", "3");
    check_as("tags", r#"{"path":"a","default":"t"}"#, "{}", r#"["t"]"#);
    check_as("tags", r#"{"path":"a","default":["t","u"]}"#, r#"{"a":[]}"#, r#"["t","u"]"#);
}

#[test]
fn a_count_is_whole_and_may_be_less() {
    let check = |field: &str, item: &str, expect: &str| check_as("reply_count", field, item, expect);
    check(r#"{"path":"c","less":1}"#, r#"{"c":5}"#, "4");
    check(r#"{"path":"c","less":1}"#, r#"{"c":"5"}"#, "4");
    check(r#"{"path":"c","less":1}"#, r#"{"c":0}"#, "0");
    check(r#"{"path":"c","less":1}"#, r#"{"c":-5}"#, "0");
    check(r#"{"path":"c","less":1}"#, r#"{"c":99999999999}"#, "4294967294");
    check(r#"{"path":"c","less":1}"#, r#"{"c":["a","b","c"]}"#, "2");
    check(r#"{"path":"c","less":1}"#, "{}", "null");
    check(r#""c""#, r#"{"c":["a","b"]}"#, "2");
    check(r#""c""#, r#"{"c":"many"}"#, "null");
    check(r#""c""#, r#"{"c":true}"#, "1");
    check(r#""c""#, r#"{"c":{}}"#, "null");
}

#[test]
fn every_conversion_takes_every_kind_of_value() {
    let values = ["7.0", r#""7""#, "true", "false", r#""a &amp; <b>b</b>""#, "[1,2]", "{}", "null"];
    let table = [
        ("str", r#"["7","7","true","false","a &amp; <b>b</b>",null,null,null]"#),
        ("int", r#"["7","7","1","0",null,"2",null,null]"#),
        ("bool", r#"["true","true","true","false","true","true","true",null]"#),
        ("epoch", r#"["1970-01-01T00:00:07Z","1970-01-01T00:00:07Z",null,null,null,null,null,null]"#),
        (
            "epoch_ms",
            r#"["1970-01-01T00:00:00.007Z","1970-01-01T00:00:00.007Z",null,null,null,null,null,null]"#,
        ),
        ("text", r#"["7","7","true","false","a & b",null,null,null]"#),
        ("unescape", r#"["7","7","true","false","a & <b>b</b>",null,null,null]"#),
    ];
    for (form, expect) in table {
        let Value::List(expect) = value(expect) else { panic!("a list") };
        for (found, expect) in values.iter().zip(expect) {
            let field = format!(r#"{{"path":"v","as":"{form}"}}"#);
            check(&field, &format!(r#"{{"v":{found}}}"#), &expect.to_json());
        }
    }
}

#[test]
fn an_id_is_text_that_loses_no_digit() {
    for (found, expect) in [
        ("7", "7"),
        ("7.0", "7"),
        ("7e0", "7e0"),
        ("9007199254740993", "9007199254740993"),
        ("123456789012345678901234567890", "123456789012345678901234567890"),
        ("0.5", "0.5"),
        (r#""007""#, "007"),
    ] {
        check_as("id", r#""id""#, &format!(r#"{{"id":{found}}}"#), &format!("\"{expect}\""));
    }
}

#[test]
fn a_moment_is_read_however_backends_write_it() {
    let at = |form: &str, found: &str, expect: &str| {
        check_as(
            "created_at",
            &format!(r#"{{"path":"t","as":"{form}"}}"#),
            &format!(r#"{{"t":{found}}}"#),
            expect,
        );
    };
    at("epoch", "1700000000", r#""2023-11-14T22:13:20Z""#);
    at("epoch", r#""1700000000""#, r#""2023-11-14T22:13:20Z""#);
    at("epoch", "1700000000.75", r#""2023-11-14T22:13:20Z""#);
    at("epoch", r#""1700000000.000100""#, r#""2023-11-14T22:13:20Z""#);
    at("epoch", "1.7e9", r#""2023-11-14T22:13:20Z""#);
    at("epoch", "0", "null");
    at("epoch", r#""0""#, "null");
    at("epoch", "-1", r#""1969-12-31T23:59:59Z""#);
    at("epoch", r#""2024-01-01""#, "null");
    at("epoch", r#""may 5""#, "null");
    at("epoch", "99999999999999999999", "null");
    at("epoch_ms", "1700000000123", r#""2023-11-14T22:13:20.123Z""#);
    at("epoch_ms", r#""1700000000123""#, r#""2023-11-14T22:13:20.123Z""#);
    at("epoch_ms", "0", "null");
    for (found, expect) in [
        ("2012/05/20 13:11:57 +0000", "2012-05-20 13:11:57+00:00"),
        ("2024-03-05T10:11:12", "2024-03-05T10:11:12Z"),
        ("2024-03-05 10:11:12", "2024-03-05 10:11:12Z"),
        ("2024-03-05 10:11:12.5", "2024-03-05 10:11:12.5Z"),
        ("2024-03-05 10:11:12 UTC", "2024-03-05 10:11:12Z"),
        ("2024-03-05 10:11:12+02", "2024-03-05 10:11:12+02:00"),
        ("2024-03-05T10:11:12.000-0530", "2024-03-05T10:11:12.000-05:30"),
        ("2024-03-05T10:11:12+05:30", "2024-03-05T10:11:12+05:30"),
        ("2024-03-05T10:11:12Z", "2024-03-05T10:11:12Z"),
        ("2024-03-05", "2024-03-05"),
        // What is no moment stays as it is; whoever reads the row names it.
        ("2024-03-05é", "2024-03-05é"),
        ("soon", "soon"),
    ] {
        check_as("created_at", r#""t""#, &format!(r#"{{"t":"{found}"}}"#), &format!("\"{expect}\""));
    }
}
