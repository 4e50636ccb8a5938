//! What can be wrong with a token, and what with the configuration. No message repeats a key, a secret, or any text of
//! the token's: both end in logs.

use std::io;
use std::path::PathBuf;

/// Why a token is not believed. The messages are for whoever signs tokens; visitors are told by [`is_expired`] or not.
///
/// [`is_expired`]: IdentityError::is_expired
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum IdentityError {
    /// More bytes than [`MAX_TOKEN_BYTES`](super::MAX_TOKEN_BYTES). Nothing of it was read.
    #[error("the token is over 4 kB; leave out claims that are not asked for")]
    TooLong,
    /// Not three parts of base64url with a JSON header that names a known algorithm; `"alg": "none"` ends here.
    #[error(
        "this is not a JSON Web Token signed with EdDSA or HS256; sign one with a key from the identity file"
    )]
    Malformed,
    /// The header has `crit`: the signer insists on extensions, and none is known here.
    #[error("the token's header has \"crit\"; leave it out")]
    CriticalHeader,
    /// No `kid`, and more than one key to choose from.
    #[error(
        "the token's header has no \"kid\", and there are several keys; name the one that it is signed with"
    )]
    KeyUnnamed,
    /// A `kid` that no key has.
    #[error(
        "the token's \"kid\" names no key; add the key to the identity file, or sign with one that is there"
    )]
    KeyUnknown,
    /// The `alg` of the header is not that of the key.
    #[error(
        "the token's \"alg\" is not the one of its key; sign with the algorithm that the identity file gives"
    )]
    Algorithm,
    /// The signature was not made by this key over this token.
    #[error("the signature does not fit; check that the token was signed with the key that \"kid\" names")]
    Signature,
    /// `iss` is absent or another.
    #[error("the token's \"iss\" is not the issuer in the identity file")]
    Issuer,
    /// `aud` is absent, or does not have ours.
    #[error("the token's \"aud\" does not have the audience in the identity file")]
    Audience,
    /// `exp` is more than the skew ago.
    #[error("the token has expired; ask for a fresh one")]
    Expired,
    /// `nbf` or `iat` is more than the skew ahead.
    #[error("the token is not valid yet; check the clock of the server that signs")]
    NotYetValid,
    /// `exp` is further than it may be from `iat`, or from now where there is no `iat`, or comes before `iat`.
    #[error("the token's \"exp\" has to be at most 10 minutes after \"iat\"; sign a fresh token more often")]
    Lifetime,
    /// A claim is absent that has to be there, or is not what it has to be.
    #[error("the token's \"{name}\" has to be {expected}")]
    Claim {
        /// The claim's name.
        name: &'static str,
        /// What it has to be.
        expected: &'static str,
    },
    /// The claims are no JSON object, a name stands there twice, or a value is of the wrong type.
    #[error(
        "the token's claims have to be one JSON object, each name once: iss, aud, sub, name, avatar, email, role and \
         jti as text, exp, iat and nbf as numbers of seconds"
    )]
    Claims,
}

impl IdentityError {
    /// Whether the same person is likely to get through with a newly signed token: the panel asks its page for one.
    pub fn is_expired(&self) -> bool {
        matches!(self, Self::Expired)
    }
}

/// Why a text cannot be used as the identity configuration.
#[derive(Debug, thiserror::Error)]
pub enum KeysError {
    /// Not TOML, or not the fields that belong there.
    #[error("line {line}: {reason}")]
    Syntax {
        /// Counted from 1.
        line: usize,
        /// What is wrong, without the text of the line.
        reason: String,
    },
    /// `issuer` or `audience` is empty.
    #[error("\"{name}\" is empty; give the text that tokens carry")]
    Empty {
        /// Which of the two.
        name: &'static str,
    },
    /// There is no key.
    #[error("there is no key; give at least one [[keys]]")]
    NoKeys,
    /// A `kid` of no characters, of more than 128, or with control characters.
    #[error("key {position}: \"kid\" has to be 1 to 128 characters")]
    Kid {
        /// Which of the keys, counted from 1.
        position: usize,
    },
    /// Two keys of one name.
    #[error("two keys have the kid {kid:?}; give each its own")]
    KidTwice {
        /// That name.
        kid: String,
    },
    /// A key that cannot be used.
    #[error("key {kid:?}: {source}")]
    Key {
        /// Its name.
        kid: String,
        /// What is wrong with it.
        source: KeyError,
    },
}

/// Why one key cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum KeyError {
    /// Neither of the two.
    #[error("\"alg\" has to be EdDSA or HS256")]
    Algorithm,
    /// Where a public key belongs.
    #[error("this is a private key; give its public half, and keep the private one where tokens are signed")]
    Private,
    /// Not an Ed25519 public key in any of the three shapes, or one of the few with which anyone can sign.
    #[error(
        "this is not an Ed25519 public key as PEM (BEGIN PUBLIC KEY), as 32 bytes in base64url or as a JWK"
    )]
    NotEd25519,
    /// A PEM or a public JWK, which everyone may know, in the place of a secret.
    #[error("HS256 needs a secret in base64url or a JWK with \"kty\": \"oct\"; this is another kind of key")]
    NotSecret,
    /// A secret of fewer than 32 bytes, which RFC 7518 section 3.2 does not allow.
    #[error("the secret has to be at least 32 bytes; make one with: openssl rand -base64 32")]
    Short,
}

/// Why a file cannot be used as the identity configuration.
#[derive(Debug, thiserror::Error)]
pub enum KeysFileError {
    /// The file cannot be read, or is over 64 kB.
    #[error("cannot read {}: {source}", path.display())]
    Unreadable {
        /// As given.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// The file was read and cannot be used.
    #[error("{} cannot be used: {source}", path.display())]
    Refused {
        /// As given.
        path: PathBuf,
        /// What is wrong with it.
        source: KeysError,
    },
}
