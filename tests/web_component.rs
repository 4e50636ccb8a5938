//! The panel as a plain Yew component, in an application of its own.

#![cfg(target_arch = "wasm32")]

mod web_support;

use goodword::{
    GoodWord, GoodWordProps,
    config::{Config, Mode},
    outcome::{Outcome, TopicOpened},
    scene::Given,
};
use std::{cell::RefCell, rc::Rc};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use web_support::{LOADED, SNAPSHOT, Screen, until};
use web_sys::{HtmlDialogElement, HtmlElement};
use yew::{AppHandle, Callback};

wasm_bindgen_test_configure!(run_in_browser);

type Told = Rc<RefCell<Vec<Outcome>>>;

/// An application that is the component and nothing else.
struct Application {
    app: AppHandle<GoodWord>,
    root: HtmlElement,
    told: Told,
}

impl Application {
    fn new(config: Config) -> Self {
        let (root, told) = (web_support::element(), Told::default());
        let props = props(config, &told);
        let app = yew::Renderer::<GoodWord>::with_root_and_props(root.clone().into(), props).render();
        Self { app, root, told }
    }

    /// The application draws again, with callbacks made anew as applications do.
    fn draws(&mut self, config: Config) {
        self.app.update(props(config, &self.told));
    }

    async fn screen(&self) -> Screen {
        let shadow = || self.root.first_element_child()?.shadow_root();
        until("a shadow root", || shadow().is_some()).await;
        let screen = Screen(shadow().expect("it is there"));
        until("the topics", || screen.says(LOADED)).await;
        screen
    }

    fn count(&self, outcome: &Outcome) -> usize {
        self.told.borrow().iter().filter(|told| *told == outcome).count()
    }

    fn searches(&self) -> usize {
        self.told.borrow().iter().filter(|told| matches!(told, Outcome::Search(_))).count()
    }

    fn goes(self) {
        self.app.destroy();
        self.root.remove();
    }
}

fn props(config: Config, told: &Told) -> GoodWordProps {
    let told = told.clone();
    let on_outcome = Callback::from(move |outcome| {
        told.borrow_mut().push(outcome);
        true
    });
    let given = Given { data: Some(SNAPSHOT.into()), ..Given::default() };
    GoodWordProps { config, given, base: "".into(), on_outcome }
}

fn modal(open: bool) -> Config {
    Config { mode: Mode::Modal, open, ..Config::default() }
}

#[wasm_bindgen_test]
async fn the_component_draws_in_a_shadow_root_of_its_own_and_tells_its_outcomes() {
    let application = Application::new(Config::default());
    let screen = application.screen().await;
    assert_eq!(screen.0.adopted_style_sheets().length(), 1);
    assert_eq!(screen.count("section.panel"), 1);
    assert_eq!(application.root.text_content().as_deref(), Some(""));
    screen.types("descale");
    until("the result", || screen.count("[role=option]") == 1).await;
    until("the search is told", || application.searches() == 1).await;
    screen.presses("Enter");
    until("the topic", || screen.count("h2") == 1).await;
    let opened = Outcome::Topic(TopicOpened { id: "1".to_owned(), rank: 1 });
    assert_eq!((application.count(&Outcome::Ready), application.count(&opened)), (1, 1));
    application.goes();
}

#[wasm_bindgen_test]
async fn the_open_property_opens_and_closes_a_modal_panel() {
    let mut application = Application::new(modal(false));
    let screen = application.screen().await;
    let is_open = || screen.get("dialog").unchecked_into::<HtmlDialogElement>().open();
    assert!(!is_open());
    application.draws(modal(true));
    until("it is open", is_open).await;
    application.draws(modal(false));
    until("it is closed", || !is_open()).await;
    application.draws(modal(true));
    until("it is open again", is_open).await;
    screen.clicks("[aria-label=Close]");
    until("it is closed by the visitor", || !is_open()).await;
    until("it is told", || application.count(&Outcome::Close) == 2).await;
    assert_eq!((application.count(&Outcome::BeforeOpen), application.count(&Outcome::Open)), (2, 2));
    application.goes();
}

#[wasm_bindgen_test]
async fn an_application_that_draws_again_is_not_told_the_query_again() {
    let mut application = Application::new(Config::default());
    let later = Application::new(Config::default());
    let (screen, later_screen) = (application.screen().await, later.screen().await);
    screen.types("lid");
    until("the search is told", || application.searches() == 1).await;
    application.draws(Config::default());
    // What is told of this panel comes later than whatever the drawing might have set off.
    later_screen.types("lid");
    until("the later search is told", || later.searches() == 1).await;
    assert_eq!(application.searches(), 1);
    application.goes();
    later.goes();
}

#[wasm_bindgen_test]
async fn a_component_that_goes_takes_its_nodes_along() {
    let application = Application::new(Config::default());
    let screen = application.screen().await;
    let root = application.root.clone();
    application.goes();
    until("an empty root", || !root.has_child_nodes()).await;
    until("an empty panel", || screen.count(".good-word") == 0).await;
}
