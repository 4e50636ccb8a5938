//! Which screen stands in the frame.

use super::App;
use crate::{
    config::{KINDS, Mode},
    desk::{Desk, Stand},
    scene::Scene,
    store::{Load, Notice, NoticeKind, Place, State},
    text::Sentence,
    view::{self, Around, Attr, Bar, El, SearchBox, div, el, p},
};
use goodword_core::{community::List, model::Kind};
use yew::{AttrValue, Html};

/// How many other topics are offered where nothing was found.
const INSTEAD: usize = 3;

/// What addresses in the community are relative to: the endpoint, or the page for data given by the host.
pub(super) fn base(scene: &Scene) -> String {
    crate::endpoint::address(scene.config.endpoint.as_deref().unwrap_or("")).unwrap_or_default()
}

/// The kinds to search and list: the one chosen, else those the host allows (all, where empty).
pub(super) fn wanted_kinds(state: &State, scene: &Scene) -> Vec<Kind> {
    state.kind.map_or_else(|| scene.config.kinds.clone(), |kind| vec![kind])
}

/// The kinds that can be seen at all: those the host allows, as far as the community has any of them.
fn visible_kinds(state: &State, scene: &Scene) -> Vec<Kind> {
    let (allowed, community) = (&scene.config.kinds, state.library.read());
    let shown = |kind: &Kind| (allowed.is_empty() || allowed.contains(kind)) && community.has_kind(*kind);
    KINDS.into_iter().map(|(_, kind)| kind).filter(shown).collect()
}

impl App {
    pub(super) fn draw(&self, scene: &Scene) -> Html {
        let Some(text) = &self.text else { return Html::default() };
        let (state, base) = (&self.state, base(scene));
        let around = Around {
            text,
            circle: &scene.given.circle,
            library: &state.library,
            base: &base,
            send: &self.send,
            tell: &scene.port.tell,
        };
        let body = div(if state.returning { "body returning" } else { "body" })
            .id(crate::ids::BODY_ID)
            .key(&state.position().to_string())
            .flag(Attr::Busy, state.load == Load::Loading);
        let search_box = (*state.place() == Place::Home).then(|| self.search_box(scene, &around));
        let panel = view::panel(&scene.config, &self.dialog, &around)
            .child(el("slot").attr(Attr::Name, "header"))
            .child(self.bar(scene, &around))
            .maybe(search_box)
            .child(self.body(body, scene, &around))
            .child(el("slot").attr(Attr::Name, "footer"))
            .child(p("unseen").role("status").text(&self.announcement(&around)));
        view::frame(&scene.config, self.scheme, &self.root, panel, &around).into()
    }

    /// What a screen reader is told: what a settled query found, or that nothing is there yet.
    fn announcement(&self, around: &Around<'_>) -> AttrValue {
        if self.state.load == Load::Loading && self.state.library.read().topics().is_empty() {
            return around.text.say(Sentence::Loading).into();
        }
        self.announcement.clone()
    }

    fn bar(&self, scene: &Scene, around: &Around<'_>) -> El {
        let (state, text) = (&self.state, around.text);
        let community = state.library.read();
        let answered = community.answered_count();
        let at_home = *state.place() == Place::Home;
        let bar = Bar {
            title: match community.name() {
                "" => text.say(Sentence::PanelName),
                name => name.to_owned(),
            },
            subtitle: match (at_home, answered) {
                (true, 1..) => Some(text.count(Sentence::PanelAnswered, answered, &[])),
                // Its line is kept free, so that the name does not move when the number comes.
                (true, 0) if state.load == Load::Loading => Some("\u{a0}".to_owned()),
                _ => None,
            },
            back: state.can_go_back(),
            forward: state.can_go_forward(),
            close: scene.config.mode != Mode::Inline,
        };
        view::bar(&bar, around)
    }

    fn search_box(&self, scene: &Scene, around: &Around<'_>) -> El {
        let shows = SearchBox {
            query: &self.state.query,
            placeholder: scene.config.placeholder.as_deref(),
            options: self.state.results.as_ref().map_or(0, |results| results.rows.len()),
            active: self.state.active,
        };
        view::search_box(&shows, around)
    }

    /// Fills the body with the screen of the present place.
    fn body(&self, body: El, scene: &Scene, around: &Around<'_>) -> El {
        let (state, subject) = (&self.state, scene.config.subject.as_deref());
        match state.place() {
            Place::Topic(id) => {
                body.child(self.at_desk(around, |desk| desk.topic_screen(id, &self.bodies, around)))
            }
            Place::Friends => body.child(
                self.at_desk(around, |desk| desk.friends_screen(&self.voices, subject, state.voices, around)),
            ),
            Place::Home => self.home(body, scene, around),
        }
    }

    /// A screen of the desk, or that it is not there.
    fn at_desk(&self, around: &Around<'_>, draw: impl FnOnce(Desk) -> El) -> El {
        match self.desk {
            Stand::Here(desk) => draw(desk),
            Stand::Coming => view::skeleton(),
            Stand::Failed => view::unavailable(Notice { kind: NoticeKind::Unreachable, retry: true }, around),
        }
    }

    fn home(&self, body: El, scene: &Scene, around: &Around<'_>) -> El {
        let state = &self.state;
        let bare = state.library.read().topics().is_empty();
        let partial = match state.load {
            Load::Failed(notice) if bare => return body.child(view::unavailable(notice, around)),
            // What is popular is known when all is read; until then rows would come, and go, under the pointer.
            Load::Idle | Load::Loading if bare || !state.is_searching() => {
                return body.child(view::skeleton());
            }
            Load::Failed(notice) => Some(view::partial(notice, around)),
            _ => None,
        };
        let strip = if state.is_searching() {
            None
        } else {
            view::strip(&self.voices, scene.config.subject.as_deref(), around)
        };
        let body = body.maybe(partial).maybe(strip).maybe(view::kinds(
            &visible_kinds(state, scene),
            state.kind,
            around,
        ));
        self.results(body, scene, around)
    }

    /// Adds what was found, or the standing lists while nothing is typed.
    fn results(&self, body: El, scene: &Scene, around: &Around<'_>) -> El {
        let state = &self.state;
        let growing = state.load == Load::Loading;
        let (found, instead) = match &state.results {
            None => (view::home(state.list, &wanted_kinds(state, scene), scene.config.dir, around), None),
            Some(results) if !results.rows.is_empty() => {
                (view::results_list(results, state.active, growing, around), None)
            }
            Some(_) if growing => (view::skeleton(), None),
            Some(_) => {
                let topics = state.library.read().list(List::Popular, &scene.config.kinds, INSTEAD);
                let instead = el("section")
                    .class("stack")
                    .child(el("h3").class("section").say(Sentence::NothingInstead, around))
                    .child(view::rows(&topics, "instead", around));
                (view::nothing(state.kind.is_some(), around), Some(instead))
            }
        };
        body.child(found).maybe(instead)
    }
}
