//! The panel's state, and [`apply`]: the only way it changes. Pure; effects live in `effects/`.

mod action;
mod load;
mod results;

pub use action::Action;
pub use load::{Load, Notice, NoticeKind};
pub use results::{ResultRow, Results, Sight};

use crate::{config::Config, library::Library, writing::Shared};
use goodword_core::{
    community::List,
    model::{Id, Kind, Verb},
};
use std::rc::Rc;
use yew::AttrValue;

/// How many public voices are shown at first, and how many more at a time.
const VOICES: usize = 5;

/// A screen that one can come back to. Results are `Home` with something typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// Search box, friends' words, lists; results while something is typed.
    Home,
    /// One topic with its replies.
    Topic(Id),
    /// Who says what of the subject.
    Friends,
    /// The form of a new topic.
    Ask,
    /// What waits for a moderator.
    Queue,
    /// One's own word for the product of this id; without one, the choice of a product.
    Recommend(Id),
}

/// A place in the trail, and how it was left.
#[derive(Clone, Debug, PartialEq)]
struct Step {
    place: Place,
    /// DOM id of what was pressed to leave it; focus returns there.
    left_by: Option<AttrValue>,
    /// How far it was scrolled when it was left, in px.
    scroll: i32,
}

/// Whose words stand first on the friends screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum First {
    /// The best, as [`goodword_core::friends::voices`] has it.
    Best,
    /// The newest.
    Newest,
}

/// Everything the screens are drawn from.
#[derive(Clone, Debug, PartialEq)]
pub struct State {
    /// The community as far as it was read.
    pub library: Library,
    /// How far that is.
    pub load: Load,
    /// Number of the load under way; outcomes of older ones are dropped.
    pub ticket: u32,
    /// Whether a tab or modal panel is open.
    pub open: bool,
    /// What stands in the search box.
    pub query: AttrValue,
    /// Whether the endpoint has yet to say what it finds.
    pub seeking: bool,
    /// What it found; `None` while nothing is typed.
    pub results: Option<Results>,
    /// The option that the arrow keys stand on.
    pub active: Option<usize>,
    /// How many results are shown at most.
    pub shown: usize,
    /// How many public voices the friends screen shows at most.
    pub voices: usize,
    /// Only words as strong as this.
    pub verb: Option<Verb>,
    /// Which of those that are left stand first.
    pub first: First,
    /// Only this kind.
    pub kind: Option<Kind>,
    /// Which list home shows.
    pub list: List,
    /// What is written at the place shown.
    pub writing: Shared,
    /// Whether the place shown was come back to.
    pub returning: bool,
    trail: Vec<Step>,
    at: usize,
    page: usize,
}

impl State {
    /// The state a configuration begins with.
    pub fn new(config: &Config) -> Self {
        Self {
            library: Library::default(),
            load: Load::Idle,
            ticket: 0,
            open: false,
            query: config.query.clone().into(),
            results: None,
            active: None,
            shown: config.max_results,
            voices: VOICES,
            verb: None,
            first: First::Best,
            kind: None,
            list: List::Popular,
            seeking: false,
            writing: Shared::default(),
            returning: false,
            trail: vec![Step { place: Place::Home, left_by: None, scroll: 0 }],
            at: 0,
            page: config.max_results,
        }
    }

    /// The place shown.
    pub fn place(&self) -> &Place {
        &self.trail[self.at].place
    }

    /// Changes with every step of the trail.
    pub fn position(&self) -> usize {
        self.at
    }

    /// Where focus and scroll belong when coming back here.
    pub fn left_by(&self) -> (Option<&AttrValue>, i32) {
        let step = &self.trail[self.at];
        (step.left_by.as_ref(), step.scroll)
    }

    /// Whether there is a place to go back to.
    pub fn can_go_back(&self) -> bool {
        self.at > 0
    }

    /// Whether there is a place to go forward to.
    pub fn can_go_forward(&self) -> bool {
        self.at + 1 < self.trail.len()
    }

    /// Whether something is typed.
    pub fn is_searching(&self) -> bool {
        !self.query.trim().is_empty()
    }

    /// Whether more results may come.
    pub fn is_growing(&self) -> bool {
        self.load == Load::Loading || self.seeking
    }

    fn visit(&mut self, place: Place, left_by: Option<AttrValue>, scroll: i32) {
        let here = &mut self.trail[self.at];
        here.left_by = left_by;
        here.scroll = scroll;
        self.trail.truncate(self.at + 1);
        self.trail.push(Step { place, left_by: None, scroll: 0 });
        self.at += 1;
        self.returning = false;
    }

    /// A new question starts at the top of its results.
    fn restart_results(&mut self) {
        self.active = None;
        self.shown = self.page;
    }
}

/// The state after `action`; the same `Rc` where nothing changed.
pub fn apply(state: Rc<State>, action: Action) -> Rc<State> {
    let mut next = State::clone(&state);
    match action {
        Action::Began(ticket) => {
            next.ticket = ticket;
            next.library = Library::default();
            next.load = Load::Loading;
        }
        Action::Grew(ticket, library) if ticket == next.ticket => next.library = library,
        Action::Loaded(ticket, library) if ticket == next.ticket => {
            next.library = library;
            next.load = Load::Ready;
        }
        Action::Failed(ticket, notice) if ticket == next.ticket => next.load = Load::Failed(notice),
        Action::Typed(query) => {
            if query.trim() != next.query.trim() {
                next.restart_results();
            }
            next.query = query;
            if *next.place() != Place::Home {
                next.visit(Place::Home, None, 0);
            }
        }
        Action::Found(results) => {
            let rows = results.as_ref().map_or(0, |results| results.rows.len());
            next.active = next.active.filter(|active| *active < rows);
            next.results = results;
        }
        Action::Activated(active) => next.active = active,
        Action::Paged(page) => {
            next.page = page;
            next.restart_results();
        }
        Action::ShowMore => next.shown += next.page,
        Action::ShowMoreVoices => next.voices += VOICES,
        Action::ChoseVerb(verb) => next.verb = verb,
        Action::SortedVoices(first) => next.first = first,
        Action::ChoseKind(kind) => {
            next.kind = kind;
            next.restart_results();
        }
        Action::ChoseList(list) => next.list = list,
        Action::Visited { place, left_by, scroll } => {
            if *next.place() != place {
                next.visit(place, left_by, scroll);
            }
        }
        Action::Became(place) => {
            next.trail[next.at].place = place;
            next.trail.truncate(next.at + 1);
            next.returning = false;
        }
        Action::Sought(query, is_asked) if query == next.query => next.seeking = is_asked,
        Action::Wrote(writing) => next.writing = writing,
        Action::WentBack if next.at > 0 => {
            next.at -= 1;
            next.returning = true;
        }
        Action::WentForward if next.can_go_forward() => {
            next.at += 1;
            next.returning = false;
        }
        // An overtaken load, or a step that leads nowhere.
        Action::Grew(..)
        | Action::Loaded(..)
        | Action::Failed(..)
        | Action::Sought(..)
        | Action::WentBack
        | Action::WentForward => {}
        Action::Opened => next.open = true,
        Action::Closed => next.open = false,
    }
    if next == *state { state } else { Rc::new(next) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn after(actions: impl IntoIterator<Item = Action>) -> Rc<State> {
        actions.into_iter().fold(Rc::new(State::new(&Config::default())), apply)
    }

    fn visit(id: &str) -> Action {
        Action::Visited { place: Place::Topic(id.into()), left_by: Some("row".into()), scroll: 40 }
    }

    #[test]
    fn back_and_forward_walk_the_trail_and_remember_how_a_place_was_left() {
        let state = after([visit("1"), visit("2"), Action::WentBack]);
        assert_eq!(state.place(), &Place::Topic("1".into()));
        assert_eq!(state.left_by(), (Some(&"row".into()), 40));
        assert!(state.can_go_back() && state.can_go_forward());
        let state = apply(state, Action::WentForward);
        assert_eq!(state.place(), &Place::Topic("2".into()));
        assert!(!state.can_go_forward());
    }

    #[test]
    fn a_new_visit_forgets_what_lay_ahead() {
        let state = after([visit("1"), Action::WentBack, visit("3")]);
        assert!(!state.can_go_forward());
        assert_eq!(state.place(), &Place::Topic("3".into()));
    }

    #[test]
    fn the_outcome_of_an_overtaken_load_is_dropped() {
        let notice = Notice { kind: NoticeKind::Unreachable, retry: true };
        let state = after([Action::Began(1), Action::Began(2), Action::Failed(1, notice)]);
        assert_eq!(state.load, Load::Loading);
        assert_eq!(apply(state, Action::Failed(2, notice)).load, Load::Failed(notice));
    }

    #[test]
    fn nothing_changed_gives_the_same_state_back() {
        let state = after([]);
        assert!(Rc::ptr_eq(&state, &apply(state.clone(), Action::WentBack)));
        assert!(Rc::ptr_eq(&state, &apply(state.clone(), Action::Typed("".into()))));
    }

    #[test]
    fn typing_from_a_topic_leads_home_and_starts_at_the_top() {
        let state =
            after([Action::ShowMore, Action::Activated(Some(3)), visit("1"), Action::Typed("lid".into())]);
        assert_eq!(state.place(), &Place::Home);
        assert_eq!((state.active, state.shown), (None, Config::default().max_results));
    }
}
