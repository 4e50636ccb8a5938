//! Who writes: a JSON Web Token that the site signs for its visitor, checked against the site's [`Keys`].
//!
//! The site keeps accounts; the endpoint keeps none. A token says "this is k2, called Ada, an employee", for at
//! most ten minutes, and is believed because only the site can sign it. Nothing here reads a clock, a database or
//! a request: the time is an argument, and whoever answers requests decides what an [`Identity`] may do.
//!
//! - `keys` reads the configuration: issuer, audience, and the keys by their `kid`.
//! - `key` reads one key as PEM, base64url or JWK.
//! - `claims` judges the times and the texts of a token whose signature is good.
//! - `signature` holds the only two algorithms there are, `EdDSA` with Ed25519 and HS256.
//! - `sign` signs tokens for trying things out, with a secret of the configuration.
//! - [`bearer()`] finds the token in an `Authorization` header.
//!
//! Deliberately absent: every other algorithm, keys fetched from an address, keys that come in a token's own header,
//! sessions, and cookies.

mod bearer;
mod claims;
mod error;
mod key;
mod keys;
mod sign;
mod signature;

use std::time::SystemTime;

pub use bearer::bearer;
pub use claims::{is_email, is_name};
pub use error::{IdentityError, KeyError, KeysError, KeysFileError};
pub use keys::Keys;
pub use sign::SIGNED_FOR_S;

/// The longest token that is looked at, in bytes.
pub const MAX_TOKEN_BYTES: usize = 4096;

/// The longest time between a token's `iat` and its `exp`, in seconds.
pub const MAX_LIFETIME_S: i64 = 600;

/// How far the site's clock and this one may differ, in seconds.
pub const SKEW_S: i64 = 60;

/// A person, as the site vouches for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Identity {
    /// The site's own id of the person, `sub`: 1 to 128 characters, none of them a control character.
    pub subject: String,
    /// What the person is called: 1 to 100 characters.
    pub name: Option<String>,
    /// Address of a picture, `http` or `https`.
    pub avatar: Option<String>,
    /// Address for notices; at most 254 characters. It is not shown to anyone.
    pub email: Option<String>,
    /// What the person may do.
    pub role: Role,
    /// The token's own id, `jti`, where the site gives one: 1 to 128 characters.
    pub token_id: Option<String>,
    /// When the token expires, without the skew. The panel should have a fresh one by then.
    pub expires: SystemTime,
}

/// What a person is to the site, from the least rights to the most.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// Anyone; also whoever comes with a role that is not known here.
    #[default]
    Visitor,
    /// A visitor whom the site thanks for many good answers.
    Champion,
    /// Speaks for the site.
    Employee,
    /// Approves, hides and merges.
    Moderator,
}

impl Role {
    /// The name in tokens, in the database and in the protocol.
    pub fn name(self) -> &'static str {
        match self {
            Self::Visitor => "visitor",
            Self::Champion => "champion",
            Self::Employee => "employee",
            Self::Moderator => "moderator",
        }
    }

    /// The role of that name, letter for letter; [`Role::Visitor`] where there is none, so that a misspelt role never
    /// gives more than no role does.
    pub fn from_name(name: &str) -> Self {
        [Self::Champion, Self::Employee, Self::Moderator]
            .into_iter()
            .find(|role| role.name() == name)
            .unwrap_or_default()
    }
}
