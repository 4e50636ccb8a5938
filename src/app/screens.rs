//! Which screen stands in the frame.

use super::{App, people::People, recommend::now};
use crate::{
    config::{KINDS, Mode},
    desk::{Desk, Stand},
    scene::{Command, Scene},
    store::{Load, Notice, NoticeKind, Place, State},
    text::Sentence,
    view::{self, Around, Attr, Bar, El, SearchBox, Telling, Wish, div, el, p},
    writing::Asker,
};
use goodword_core::{community::List, model::Kind};
use yew::{AttrValue, Html};

/// How many other topics are offered where nothing was found.
const INSTEAD: usize = 3;
/// What is told where the desk could not be had.
const UNREACHABLE: Notice = Notice { kind: NoticeKind::Unreachable, retry: true };

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
            circle: self.circle(scene),
            viewer_name: scene.given.viewer_name.as_deref(),
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
            .maybe((!self.is_online).then(|| view::offline(&around)))
            .child(self.body(body, scene, &around))
            .maybe(self.foot(scene, &around))
            .child(el("slot").attr(Attr::Name, "footer"))
            .child(p("unseen").role("status").text(&self.announcement(&around)));
        view::frame(&scene.config, self.scheme, &self.root, panel, &around).into()
    }

    /// What a screen reader is told: what a settled query found, or that nothing is there yet.
    fn announcement(&self, around: &Around<'_>) -> AttrValue {
        if !self.is_online {
            return around.text.say(Sentence::NoticeOfflineTitle).into();
        }
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
                _ if *state.place() == Place::Ask => text.say(Sentence::AskOpen),
                _ if matches!(state.place(), Place::Recommend(_)) => text.say(Sentence::RecommendOpen),
                _ if *state.place() == Place::Queue => text.say(Sentence::QueueTitle),
                "" => text.say(Sentence::PanelName),
                name => name.to_owned(),
            },
            subtitle: match (at_home && community.link("topics").is_none(), answered) {
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
        match self.state.place() {
            Place::Home => self.home(body, scene, around),
            _ => match self.desk {
                Stand::Here(desk) => desk.screen(self, body, scene, around),
                Stand::Coming => body.child(view::skeleton()),
                Stand::Failed => body.child(view::unavailable(UNREACHABLE, around)),
            },
        }
    }

    /// What stands below the screen: what can be done there.
    fn foot(&self, scene: &Scene, around: &Around<'_>) -> Option<El> {
        let state = &self.state;
        match (state.place(), self.desk) {
            (Place::Home, _) => {
                let found = state.results.as_ref().map(|results| results.rows.len());
                let waits = found == Some(0) && self.is_growing();
                view::home_foot(found.filter(|_| !waits), state.query.trim(), around)
            }
            (_, Stand::Here(desk)) => desk.foot(self, scene, around),
            _ => None,
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
            Load::Failed(notice) => Some(view::partial(notice, Wish::Command(Command::Refresh), around)),
            _ if state.is_searching() && self.texts.is_failed() => {
                Some(view::partial(UNREACHABLE, Wish::Prepare, around))
            }
            _ => None,
        };
        let strip = if state.is_searching() {
            None
        } else {
            view::strip(&self.voices, scene.config.subject.as_deref(), around)
        };
        let (waiting, recommend) = match self.desk {
            Stand::Here(desk) if !state.is_searching() => desk.of_visitor(self, scene, around),
            _ => (None, None),
        };
        let kinds = view::kinds(&visible_kinds(state, scene), state.kind, around);
        let body = body.maybe(partial).maybe(waiting).maybe(strip).maybe(recommend).maybe(kinds);
        self.results(body, scene, around)
    }

    /// Adds what was found, or the standing lists while nothing is typed.
    fn results(&self, body: El, scene: &Scene, around: &Around<'_>) -> El {
        let state = &self.state;
        if !state.is_searching() {
            return body
                .child(view::home(state.list, &wanted_kinds(state, scene), scene.config.dir, around))
                .maybe(None);
        }
        match self.desk {
            Stand::Here(desk) => desk.found(self, body, scene, around),
            Stand::Coming => body.child(view::skeleton()).maybe(None),
            Stand::Failed => body.child(view::unavailable(UNREACHABLE, around)).maybe(None),
        }
    }

    /// Whether more results may come.
    fn is_growing(&self) -> bool {
        self.state.is_growing() || self.texts.is_coming() || !self.state.library.read().is_indexed()
    }
}

impl App {
    /// The product that the visitor may recommend here, and has not; an empty id where one is to be chosen first. A
    /// community as a whole has no id.
    fn offered<'a>(&self, subject: Option<&'a str>) -> Option<&'a str> {
        let community = self.state.library.read();
        community.link("recommend")?;
        match subject {
            Some(subject) => self.own_word(subject).is_none().then_some(subject),
            None => (!community.products().is_empty()).then_some(""),
        }
    }
}

impl Desk {
    /// On home: the ways to what waits for the visitor, and to one's own word.
    #[expect(clippy::unused_self, reason = "it proves that the desk is there")]
    #[inline(never)]
    fn of_visitor(self, app: &App, scene: &Scene, around: &Around<'_>) -> (Option<El>, Option<El>) {
        let queue = app.queue.as_ref().map(|queue| view::queue_link(queue.len(), around));
        let [asked, asking] =
            Asker::ALL.map(|asker| view::between_link(asker, app.between(asker).len(), around));
        let is_empty = queue.is_none() && asked.is_none() && asking.is_none();
        let waiting = (!is_empty).then(|| div("stack tight").maybe(queue).maybe(asked).maybe(asking));
        let offered = app.offered(scene.config.subject.as_deref());
        (waiting, offered.map(|subject| view::recommend_line(subject, around)))
    }

    /// Adds what was found.
    #[expect(clippy::unused_self, reason = "it proves that the desk is there")]
    #[inline(never)]
    fn found(self, app: &App, body: El, scene: &Scene, around: &Around<'_>) -> El {
        let state = &app.state;
        let growing = app.is_growing();
        let (found, instead) = match &state.results {
            Some(results) if !results.rows.is_empty() => {
                (view::results_list(results, state.active, growing, around), None)
            }
            Some(_) if !growing => {
                let topics = state.library.read().list(List::Popular, &scene.config.kinds, INSTEAD);
                let instead = el("section")
                    .class("stack")
                    .child(el("h3").class("section").say(Sentence::NothingInstead, around))
                    .child(view::rows(&topics, "instead", around));
                (view::nothing(state.kind.is_some(), around), Some(instead))
            }
            _ => (view::skeleton(), None),
        };
        body.child(found).maybe(instead)
    }

    /// Fills the body with the screen of the present place, which is not home.
    #[inline(never)]
    fn screen(self, app: &App, body: El, scene: &Scene, around: &Around<'_>) -> El {
        let (state, subject) = (&app.state, scene.config.subject.as_deref());
        body.child(match state.place() {
            Place::Topic(id) => self.topic_screen(id, &app.bodies, &state.writing, &app.similar, around),
            Place::Friends | Place::Home => {
                let told = Telling {
                    said: &app.voices,
                    subject,
                    shown: state.voices,
                    verb: state.verb,
                    first: state.first,
                    writing: &state.writing,
                    page: &app.page_address(),
                };
                let People { suggested, followed, may_be_found, .. } = &app.people;
                let people = self.people(suggested, followed, *may_be_found, &state.writing, around);
                let [asked, asking] =
                    Asker::ALL.map(|asker| view::between(asker, &app.between(asker), around));
                self.friends_screen(&told, around).maybe(asked).maybe(asking).maybe(people)
            }
            Place::Recommend(id) => {
                self.recommend_screen(id, &state.writing, (&app.page_address(), now()), around)
            }
            Place::Ask => self.ask_screen(&state.writing, &app.similar, around),
            Place::Queue => {
                self.queue_screen(app.queue.as_deref().unwrap_or_default(), &state.writing, around)
            }
        })
    }

    /// What stands below it.
    #[inline(never)]
    fn foot(self, app: &App, scene: &Scene, around: &Around<'_>) -> Option<El> {
        let state = &app.state;
        match state.place() {
            Place::Topic(id) => {
                around.library.read().topic(id)?;
                self.topic_foot(id, &state.writing, around)
            }
            Place::Ask => Some(self.ask_foot(&state.writing, around)),
            Place::Friends => {
                let scene = scene.config.subject.as_deref();
                app.offered(scene).map(|subject| self.recommend_foot(subject, around))
            }
            Place::Recommend(id) => self.share_foot(id, &state.writing, around),
            Place::Home | Place::Queue => None,
        }
    }
}
