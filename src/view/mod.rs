//! The screens: functions from state to nodes.
//!
//! They fetch nothing and change nothing; what a visitor wants goes up as a wish. They are functions and not
//! components, because the app draws all of a panel at once anyway and each component costs bytes.

mod ask;
mod deeds;
mod el;
mod form;
mod frame;
mod friends;
mod home;
mod icon;
mod kinds;
mod marked;
mod moderate;
mod notice;
mod people;
mod person;
mod recommend;
mod results;
mod row;
mod search_box;
mod share;
mod skeleton;
mod strip;
mod style;
mod topic;
mod voice;

pub(crate) use deeds::home_foot;
pub(crate) use el::{Attr, El, div, el, p};
pub(crate) use frame::{Bar, bar, frame, panel, show_dialog};
pub(crate) use friends::{Telling, voices_of};
pub(crate) use home::{home, rows, tab_id};
pub(crate) use kinds::kinds;
pub(crate) use moderate::queue_link;
pub(crate) use notice::{offline, partial, unavailable};
pub(crate) use people::{between, between_link};
pub(crate) use recommend::recommend_line;
pub(crate) use results::{nothing, option_id, results_list};
pub(crate) use search_box::{SearchBox, search_box};
pub(crate) use skeleton::skeleton;
pub(crate) use strip::strip;
pub use style::{CSS, adopt};

use crate::{
    library::Library,
    outcome::Outcome,
    scene::Command,
    store::{Action, Place, Sight},
    text::Catalogue,
    writing::{Against, Deed, Field, Say},
};
use goodword_core::{community::List, friends::Circle, model::Id};
use std::rc::Rc;
use yew::{AttrValue, Callback};

/// What every view is drawn with.
#[derive(Clone, Copy)]
pub(crate) struct Around<'a> {
    /// The sentences.
    pub(crate) text: &'a Catalogue,
    /// The visitor and the visitor's friends.
    pub(crate) circle: &'a Circle,
    /// What the visitor is called, where the host says so.
    pub(crate) viewer_name: Option<&'a str>,
    /// The community.
    pub(crate) library: &'a Library,
    /// What addresses in the community are relative to.
    pub(crate) base: &'a str,
    /// Where wishes go.
    pub(crate) send: &'a Callback<Wish>,
    /// The way to the host, for what it may prevent while the event lasts.
    pub(crate) tell: &'a Callback<Outcome, bool>,
}

/// What a visitor wants.
#[derive(Clone, Debug)]
pub(crate) enum Wish {
    /// A change of state.
    Act(Action),
    /// Another place.
    Visit(Visit),
    /// A list chosen by an arrow key, which takes focus along.
    List(List),
    /// The topic of a result, with its place among them from 1.
    Choose(Sight, usize),
    /// A key pressed in the search box.
    Key(Key),
    /// A step that a bar's button or a key asks for.
    Step(Step),
    /// What the host can ask for too.
    Command(Command),
    /// Whatever searching needs, because it is about to begin.
    Prepare,
    /// The form of a new topic, for what stands in the search box.
    Ask,
    /// A field of the form changed.
    Field(Field, String),
    /// Something for the endpoint to keep.
    Deed(Rc<Deed>),
    /// Somebody is not to be suggested again; whose button was pressed goes, so focus goes to the list's title.
    Dismiss(Id),
    /// Something around one's own word.
    Say(Say),
    /// Nothing, but the browser is not to do anything either.
    Nothing,
    /// Focus on the element with this DOM id.
    GoTo(&'static str),
    /// The reply's form, open or closed.
    Reply(bool),
    /// The choice of a reason against the topic or a reply, open or closed.
    Flag(Option<Against>),
}

impl Wish {
    /// Something for the endpoint to keep.
    pub(crate) fn deed(deed: Deed) -> Self {
        Self::Deed(Rc::new(deed))
    }
}

/// Another place, and from where.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Visit {
    /// Where to.
    pub(crate) place: Place,
    /// DOM id of what was pressed.
    pub(crate) from: AttrValue,
    /// Its place in its list, from 1; 0 outside lists.
    pub(crate) rank: usize,
}

/// A step in the trail, or out of the panel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Step {
    Back,
    Forward,
    Close,
}

/// What the keyboard asks of the list of results.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Key {
    /// The next option, from the last to none.
    Next,
    /// The option before, from none to the last.
    Previous,
    /// The option that the arrows stand on, or the first.
    Choose,
    /// Away with the query, or with the panel where nothing is typed.
    Escape,
}

/// Scheme, host and port of an absolute address.
pub(crate) fn origin(url: &str) -> Option<String> {
    web_sys::Url::new(url).ok().map(|url| url.origin())
}

/// Absolute form of an address from the community; only http and https survive.
pub(crate) fn resolve(raw: &str, base: &str) -> Option<String> {
    let url = web_sys::Url::new_with_base(raw, base).ok()?;
    matches!(url.protocol().as_str(), "http:" | "https:").then(|| url.href())
}
