//! Where focus goes when the screen changes.

use super::App;
use crate::{effects, ids, store::State, view};
use yew::AttrValue;

/// Where focus goes once the next drawing stands.
pub(super) enum Focus {
    /// To where the place begins.
    Start,
    /// To this DOM id, or else to where the place begins; the screen is scrolled this far.
    Returned(Option<AttrValue>, i32),
    /// To this DOM id, which is brought into view.
    At(&'static str),
    /// Nowhere, but the active option is brought into view.
    Option(usize),
}

impl App {
    pub(super) fn move_focus(&self, focus: Focus) {
        let root = &self.root;
        let start = || effects::find(root, effects::start_of(self.state.place()));
        match focus {
            Focus::Start => effects::focus(start()),
            Focus::At(id) => {
                effects::bring_into_view(root, id);
                effects::focus(effects::find(root, id));
            }
            Focus::Option(n) => effects::bring_into_view(root, &view::option_id(n)),
            Focus::Returned(id, scroll) => {
                if let Some(body) = effects::find(root, ids::BODY_ID) {
                    body.set_scroll_top(scroll);
                }
                effects::focus(id.and_then(|id| effects::find(root, &id)).or_else(start));
            }
        }
    }
}

/// Back to what was pressed to leave this place.
pub(super) fn returned(state: &State) -> Focus {
    let (left_by, scroll) = state.left_by();
    Focus::Returned(left_by.cloned(), scroll)
}
