//! The panel as a plain Yew component.

use crate::{
    app::App,
    config::Config,
    outcome::Outcome,
    scene::{Given, Mailbox, Port, Scene},
    view,
};
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::{Element, ShadowRoot, ShadowRootInit, ShadowRootMode};
use yew::prelude::*;

/// Properties of [`GoodWord`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct GoodWordProps {
    /// What the element's attributes say. In the modes tab and modal, `open` opens and closes the panel; the button
    /// that does so is the application's.
    pub config: Config,
    /// What the element's properties say.
    #[prop_or_default]
    pub given: Given,
    /// Address of the folder that holds `locales/`, with a slash at its end; without it the panel speaks English.
    #[prop_or_default]
    pub base: AttrValue,
    /// Gets every outcome; `false` prevents what would follow.
    #[prop_or_else(|| Callback::from(|_| true))]
    pub on_outcome: Callback<Outcome, bool>,
}

/// The panel, in a shadow root of its own, so that its style and the application's do not meet.
///
/// ```no_run
/// use goodword::{GoodWord, config::Config};
/// use yew::prelude::*;
///
/// #[component]
/// fn Help() -> Html {
///     let config = Config {
///         endpoint: Some("/community.json".into()),
///         subject: Some("k2".into()),
///         ..Config::default()
///     };
///     html! { <main><h1>{"Help"}</h1><GoodWord {config} /></main> }
/// }
///
/// yew::Renderer::<Help>::new().render();
/// ```
#[component]
pub fn GoodWord(props: &GoodWordProps) -> Html {
    let host = use_node_ref();
    let root = use_state_eq(|| None::<Element>);
    let mailbox = use_memo((), |()| Mailbox::default());
    use_effect_with((), {
        let (host, root) = (host.clone(), root.clone());
        move |()| root.set(host.cast::<Element>().and_then(|host| inner_root(&host)))
    });
    let scene = Rc::new(Scene {
        session: 0,
        config: Rc::new(props.config.clone()),
        given: props.given.clone(),
        port: Port { tell: props.on_outcome.clone(), mark: Callback::noop() },
        mailbox: (*mailbox).clone(),
        base: props.base.clone(),
        later: None,
    });
    html! {
        <div ref={host}>
            if let Some(root) = &*root {
                {create_portal(html! { <App {scene} /> }, root.clone())}
            }
        </div>
    }
}

/// An element within a new shadow root of `host`.
fn inner_root(host: &Element) -> Option<Element> {
    let shadow: ShadowRoot = host.attach_shadow(&ShadowRootInit::new(ShadowRootMode::Open)).ok()?;
    view::adopt(&shadow);
    let root = host.owner_document()?.create_element("div").ok()?;
    shadow.append_child(&root).ok()?.dyn_into().ok()
}
