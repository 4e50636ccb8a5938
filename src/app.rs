//! The panel as a whole: state, effects and screens put together.

use crate::{
    config::{KINDS, Mode},
    effects::{scroll_of, use_catalogue, use_commands, use_community, use_focus, use_scheme, use_search, use_settled},
    library::Library,
    outcome::{Outcome, TopicOpened},
    scene::{Command, Scene},
    store::{Action, Load, Place, State},
    text::{Catalogue, Sentence},
    view::{
        Bar, Frame, FriendsScreen, Home, Key, Kinds, Nothing, Partial, ResultsList, Rows, SearchBox, Skeleton, Step,
        Strip, Surroundings, TopicScreen, Unavailable, Visit,
    },
};
use goodword_core::{community::List, model::Kind};
use std::rc::Rc;
use yew::prelude::*;

/// Properties of [`App`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct AppProps {
    /// What the panel is given.
    pub scene: Rc<Scene>,
}

/// Waits for the panel's language, then draws the panel in it.
#[component]
pub fn App(props: &AppProps) -> Html {
    match use_catalogue(&props.scene) {
        Some(text) => html! { <Speaking scene={props.scene.clone()} {text} /> },
        None => Html::default(),
    }
}

#[derive(PartialEq, Properties)]
struct SpeakingProps {
    scene: Rc<Scene>,
    text: Rc<Catalogue>,
}

#[component]
fn Speaking(props: &SpeakingProps) -> Html {
    let SpeakingProps { scene, text } = props;
    let state = use_reducer(|| State::new(&scene.config));
    let again = use_state(|| 0_u32);
    let root = use_node_ref();
    let focus = use_focus(&root, &state);
    let command = use_commands(scene, &state, &again, &focus);
    use_community(scene, &state, &again);
    use_search(scene, &state);
    let announcement = use_settled(scene, &state, text);
    let scheme = use_scheme(scene);
    let kinds = use_memo((state.library.clone(), scene.config.kinds.clone()), |(library, allowed)| {
        visible_kinds(library, allowed)
    });
    // After the frame has shown the dialog, which would else choose where focus goes.
    use_effect_with(state.open, move |open| {
        if *open {
            focus.emit(());
        }
    });
    let surroundings = Surroundings {
        text: text.clone(),
        circle: scene.given.circle.clone(),
        base: base(scene),
        tell: scene.port.tell.clone(),
    };
    let on_step = {
        let (dispatch, command) = (state.dispatcher(), command.clone());
        Callback::from(move |step| match step {
            Step::Back => dispatch.dispatch(Action::WentBack),
            Step::Forward => dispatch.dispatch(Action::WentForward),
            Step::Close => command.emit(Command::Hide),
        })
    };
    let screens = Screens { scene, text, state: &state, root: &root, command: &command, kinds: &kinds };
    html! {
        <ContextProvider<Surroundings> context={surroundings}>
            <Frame config={scene.config.clone()} {scheme} open={state.open} root={root.clone()} on_step={on_step.clone()}>
                <slot name="header"></slot>
                {screens.bar(on_step)}
                if *state.place() == Place::Home { {screens.search_box()} }
                <div class={classes!("body", state.returning.then_some("returning"))} id="body" key={state.position()} aria-busy={(state.load == Load::Loading).to_string()}>
                    {screens.body()}
                </div>
                <slot name="footer"></slot>
                <p class="unseen" role="status">{announcement}</p>
            </Frame>
        </ContextProvider<Surroundings>>
    }
}

/// The kinds that can be seen at all: those the host allows, as far as the community has any of them.
fn visible_kinds(library: &Library, allowed: &[Kind]) -> Vec<Kind> {
    let community = library.read();
    let present = |kind: Kind| community.topics().iter().any(|topic| topic.kind == kind);
    let allowed = |kind: Kind| allowed.is_empty() || allowed.contains(&kind);
    KINDS.into_iter().map(|(_, kind)| kind).filter(|kind| allowed(*kind) && present(*kind)).collect()
}

/// What addresses in the community are relative to: the endpoint, or the page for data given by the host.
fn base(scene: &Scene) -> AttrValue {
    let written = scene.config.endpoint.as_deref().unwrap_or("");
    crate::endpoint::address(written).unwrap_or_default().into()
}

/// Chooses what stands in the frame.
struct Screens<'a> {
    scene: &'a Rc<Scene>,
    text: &'a Rc<Catalogue>,
    state: &'a UseReducerHandle<State>,
    root: &'a NodeRef,
    command: &'a Callback<Command>,
    kinds: &'a [Kind],
}

impl Screens<'_> {
    fn act<T: 'static>(&self, action: impl Fn(T) -> Action + 'static) -> Callback<T> {
        let dispatch = self.state.dispatcher();
        Callback::from(move |given| dispatch.dispatch(action(given)))
    }

    fn subject(&self) -> Option<AttrValue> {
        self.scene.config.subject.clone().map(AttrValue::from)
    }

    fn visit(&self) -> Callback<Visit> {
        let (dispatch, tell, root) = (self.state.dispatcher(), self.scene.port.tell.clone(), self.root.clone());
        Callback::from(move |Visit { place, from, rank }: Visit| {
            if let Place::Topic(id) = &place {
                tell.emit(Outcome::Topic(TopicOpened { id: id.to_string(), rank }));
            }
            dispatch.dispatch(Action::Visited { place, left_by: Some(from), scroll: scroll_of(&root) });
        })
    }

    fn bar(&self, on_step: Callback<Step>) -> Html {
        let (state, text) = (self.state, self.text);
        let community = state.library.read();
        let name = Some(community.name()).filter(|name| !name.is_empty()).map(str::to_owned);
        let name = name.unwrap_or_else(|| text.say(Sentence::PanelName));
        let (title, subtitle) = match state.place() {
            Place::Home => {
                let answered = community.answered_count();
                (name, (answered > 0).then(|| text.count(Sentence::PanelAnswered, answered, &[]).into()))
            }
            Place::Topic(_) | Place::Friends => (name, None::<AttrValue>),
        };
        let (back, forward) = (state.can_go_back(), state.can_go_forward());
        let close = self.scene.config.mode != Mode::Inline;
        html! { <Bar {title} {subtitle} {back} {forward} {close} {on_step} /> }
    }

    fn search_box(&self) -> Html {
        let state = self.state;
        let rows = state.results.as_ref().map_or(0, |results| results.rows.len());
        let on_key = {
            let (state, visit, command) = (state.clone(), self.visit(), self.command.clone());
            Callback::from(move |key| press(key, &state, &visit, &command))
        };
        let placeholder = self.scene.config.placeholder.clone().map(AttrValue::from);
        html! {
            <SearchBox query={state.query.clone()} {placeholder} options={rows} active={state.active}
                on_input={self.act(Action::Typed)} {on_key} />
        }
    }

    fn body(&self) -> Html {
        let state = self.state;
        match state.place() {
            Place::Topic(id) => html! { <TopicScreen id={id.clone()} library={state.library.clone()} /> },
            Place::Friends => {
                html! { <FriendsScreen library={state.library.clone()} subject={self.subject()} /> }
            }
            Place::Home => self.home(),
        }
    }

    fn home(&self) -> Html {
        let (state, library) = (self.state, &self.state.library);
        let bare = library.read().topics().is_empty();
        let command = self.command.clone();
        let on_retry = Callback::from(move |()| command.emit(Command::Refresh));
        match state.load {
            Load::Failed(notice) if bare => return html! { <Unavailable {notice} {on_retry} /> },
            Load::Idle | Load::Loading if bare => return html! { <Skeleton /> },
            _ => {}
        }
        html! {
            <>
                if let Load::Failed(notice) = state.load { <Partial {notice} {on_retry} /> }
                if !state.is_searching() {
                    <Strip library={library.clone()} subject={self.subject()} on_visit={self.visit()} />
                }
                <Kinds kinds={self.kinds.to_vec()} chosen={state.kind} on_choose={self.act(Action::ChoseKind)} />
                {if state.is_searching() { self.results() } else { self.lists() }}
            </>
        }
    }

    fn lists(&self) -> Html {
        let state = self.state;
        let kinds = state.kind.map_or_else(|| self.scene.config.kinds.clone(), |kind| vec![kind]);
        html! {
            <Home library={state.library.clone()} list={state.list} {kinds} growing={state.load == Load::Loading}
                on_visit={self.visit()} on_choose={self.act(Action::ChoseList)} />
        }
    }

    fn results(&self) -> Html {
        let state = self.state;
        let growing = state.load == Load::Loading;
        match &state.results {
            Some(results) if !results.rows.is_empty() => html! {
                <ResultsList results={results.clone()} active={state.active} library={state.library.clone()} {growing}
                    on_visit={self.visit()} on_more={self.act(|()| Action::ShowMore)} />
            },
            Some(_) if !growing => {
                let topics = state.library.read().list(List::Popular, &self.scene.config.kinds, 3);
                html! {
                    <>
                        <Nothing narrowed={state.kind.is_some()} on_show_all={self.act(|()| Action::ChoseKind(None))} />
                        <section class="stack">
                            <h3 class="section">{self.text.say(Sentence::NothingInstead)}</h3>
                            <Rows {topics} library={state.library.clone()} name="instead" on_visit={self.visit()} />
                        </section>
                    </>
                }
            }
            _ => html! { <Skeleton /> },
        }
    }
}

/// What a key in the search box does.
fn press(key: Key, state: &UseReducerHandle<State>, visit: &Callback<Visit>, command: &Callback<Command>) {
    let rows = state.results.as_ref().map(|results| results.rows.clone()).unwrap_or_default();
    let last = rows.len().checked_sub(1);
    match key {
        Key::Next => {
            let next = state.active.map_or(0, |active| active + 1);
            state.dispatch(Action::Activated(last.filter(|last| next <= *last).map(|_| next)));
        }
        Key::Previous => {
            let previous = state.active.map_or(last, |active| active.checked_sub(1));
            state.dispatch(Action::Activated(previous));
        }
        Key::Choose => {
            let n = state.active.unwrap_or(0);
            if let Some(row) = rows.get(n) {
                let place = Place::Topic(row.topic.id.clone());
                visit.emit(Visit { place, from: crate::effects::SEARCH_ID.into(), rank: n + 1 });
            }
        }
        Key::Escape if state.is_searching() => state.dispatch(Action::Typed(AttrValue::default())),
        Key::Escape => command.emit(Command::Hide),
    }
}
