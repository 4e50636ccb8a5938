use goodword_endpoint::identity::bearer;

#[test]
fn a_bearer_token_is_found_and_nothing_else_is() {
    for (header, expected) in [
        ("Bearer a.b.c", Some("a.b.c")),
        ("bearer a.b.c", Some("a.b.c")),
        ("BEARER a.b.c", Some("a.b.c")),
        ("Bearer    a.b.c", Some("a.b.c")),
        ("Bearer -._~+/09==", Some("-._~+/09==")),
        ("", None),
        ("Bearer", None),
        ("Bearer ", None),
        ("Bearer    ", None),
        ("Bearer ==", None),
        ("Bearer a=b", None),
        ("Bearer\ta.b.c", None),
        ("Bearer \ta.b.c", None),
        (" Bearer a.b.c", None),
        ("Bearer a.b.c ", None),
        ("Bearer a.b.c d", None),
        ("Bearer a.b.c, Bearer d", None),
        ("Bearer \"a.b.c\"", None),
        ("Bearer é", None),
        ("Bearer\u{a0}a.b.c", None),
        ("Bearera.b.c", None),
        ("a.b.c", None),
        ("Basic YTpi", None),
        ("Token a.b.c", None),
    ] {
        assert_eq!(bearer(header), expected, "{header:?}");
    }
}
