//! The screens. Each component arranges or draws; none fetches, and none changes state but by a callback.

mod frame;
mod friends;
mod home;
mod icon;
mod kinds;
mod marked;
mod notice;
mod person;
mod results;
mod row;
mod search_box;
mod skeleton;
mod strip;
mod style;
mod topic;
mod voice;

pub use frame::{Bar, Frame, Step};
pub use friends::FriendsScreen;
pub use home::{Home, Rows};
pub use kinds::Kinds;
pub use notice::{Partial, Unavailable};
pub use results::{Nothing, ResultsList};
pub use search_box::{Key, SearchBox};
pub use skeleton::Skeleton;
pub use strip::Strip;
pub use style::{CSS, adopt};
pub use topic::TopicScreen;

use crate::{outcome::Outcome, store::Place, text::Catalogue};
use goodword_core::friends::Circle;
use std::rc::Rc;
use yew::prelude::*;

/// What rarely changes and every view may need.
#[derive(Clone, Debug, PartialEq)]
pub struct Surroundings {
    /// The sentences.
    pub text: Rc<Catalogue>,
    /// The visitor and the visitor's friends.
    pub circle: Rc<Circle>,
    /// What addresses in the community are relative to.
    pub base: AttrValue,
    /// The way to the host.
    pub tell: Callback<Outcome, bool>,
}

/// The surroundings of a view.
///
/// # Panics
/// Outside [`crate::app::App`], which provides them.
#[hook]
pub fn use_surroundings() -> Surroundings {
    use_context::<Surroundings>().expect("App provides the surroundings to all views")
}

/// A wish to go to another place.
#[derive(Clone, Debug, PartialEq)]
pub struct Visit {
    /// Where to.
    pub place: Place,
    /// DOM id of what was pressed.
    pub from: AttrValue,
    /// Its place in its list, from 1; 0 outside lists.
    pub rank: usize,
}

/// Absolute form of an address from the community; only http and https survive.
pub fn resolve(raw: &str, base: &str) -> Option<String> {
    let url = web_sys::Url::new_with_base(raw, base).ok()?;
    matches!(url.protocol().as_str(), "http:" | "https:").then(|| url.href())
}

/// Whether a click asks for a new tab or window, which is the browser's to open.
pub fn is_modified(event: &MouseEvent) -> bool {
    event.button() != 0 || event.ctrl_key() || event.meta_key() || event.shift_key() || event.alt_key()
}
