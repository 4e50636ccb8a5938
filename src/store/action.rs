//! What can happen to the state.

use super::{First, Notice, Place, Results};
use crate::{library::Library, writing::Shared};
use goodword_core::{
    community::List,
    model::{Kind, Verb},
};
use yew::AttrValue;

/// Whatever changes the state.
#[derive(Clone, Debug)]
pub enum Action {
    /// Load `ticket` begins, with an empty library.
    Began(u32),
    /// More rows of load `ticket` are in the library.
    Grew(u32, Library),
    /// Load `ticket` has all its rows.
    Loaded(u32, Library),
    /// Load `ticket` ended early.
    Failed(u32, Notice),
    /// The search box holds this.
    Typed(AttrValue),
    /// A search is answered.
    Found(Option<Results>),
    /// The arrow keys stand here.
    Activated(Option<usize>),
    /// A page of results has this many.
    Paged(usize),
    /// Another page of results is wanted.
    ShowMore,
    /// Another page of public voices is wanted.
    ShowMoreVoices,
    /// Only words as strong as this are wanted.
    ChoseVerb(Option<Verb>),
    /// These words are wanted first.
    SortedVoices(First),
    /// Only this kind is wanted.
    ChoseKind(Option<Kind>),
    /// This list is wanted.
    ChoseList(List),
    /// A place is gone to; how the present one is left.
    Visited {
        /// Where to.
        place: Place,
        /// DOM id of what was pressed.
        left_by: Option<AttrValue>,
        /// Scroll of the place left, in px.
        scroll: i32,
    },
    /// Another place stands where this one stood in the trail.
    Became(Place),
    /// The endpoint was asked what it finds for this query, or answered.
    Sought(AttrValue, bool),
    /// What is written at the place shown.
    Wrote(Shared),
    /// One step back in the trail.
    WentBack,
    /// One step forward in the trail.
    WentForward,
    /// The panel opens.
    Opened,
    /// The panel closes.
    Closed,
}
