//! The token in an `Authorization` header, by RFC 6750 section 2.1.

/// The token in the value of an `Authorization` header: the scheme `Bearer` in any case, one or more spaces, and then
/// the token to the end. None for any other scheme, and for a token with characters that RFC 6750 does not allow.
///
/// ```
/// # use goodword_endpoint::identity::bearer;
/// assert_eq!(bearer("Bearer a.b.c"), Some("a.b.c"));
/// assert_eq!(bearer("Basic YTpi"), None);
/// ```
pub fn bearer(authorization: &str) -> Option<&str> {
    let (scheme, rest) = authorization.split_once(' ')?;
    let token = rest.trim_start_matches(' ');
    (scheme.eq_ignore_ascii_case("bearer") && is_b64token(token)).then_some(token)
}

/// Whether the text is a `b64token`: letters, digits and `-._~+/`, at least one, and then any number of `=`.
fn is_b64token(text: &str) -> bool {
    let body = text.trim_end_matches('=');
    !body.is_empty() && body.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-._~+/".contains(&byte))
}
