//! Mounted roots that are used again.
//!
//! A Yew application that is destroyed leaves its DOM nodes and listeners behind for good. So none is destroyed: its
//! root element moves into the next element's shadow root, and the new session draws a panel that begins anew.

use crate::{app::App, scene::Scene};
use std::{cell::RefCell, rc::Rc};
use web_sys::{Element, ShadowRoot};
use yew::prelude::*;

thread_local!(static FREE: RefCell<Vec<Root>> = const { RefCell::new(Vec::new()) });

/// A root element with its application.
pub(super) struct Root {
    element: Element,
    app: yew::AppHandle<Stage>,
}

impl Root {
    /// Puts a free root, or a new one, at the end of `shadow`.
    pub(super) fn mount(shadow: &ShadowRoot, scene: Rc<Scene>) -> Self {
        if let Some(mut root) = FREE.with(|free| free.borrow_mut().pop()) {
            let _ = shadow.append_child(&root.element);
            root.update(scene);
            return root;
        }
        let document = shadow.owner_document().expect("a shadow root stands in a document");
        let element = document.create_element("div").expect("div is a valid name");
        let _ = shadow.append_child(&element);
        let props = StageProps { scene: Some(scene) };
        let app = yew::Renderer::<Stage>::with_root_and_props(element.clone(), props).render();
        Self { element, app }
    }

    /// Draws `scene` from now on.
    pub(super) fn update(&mut self, scene: Rc<Scene>) {
        self.app.update(StageProps { scene: Some(scene) });
    }

    /// Empties the root and keeps it for the next element.
    pub(super) fn release(mut self) {
        self.app.update(StageProps { scene: None });
        self.element.remove();
        FREE.with(|free| free.borrow_mut().push(self));
    }
}

#[derive(Clone, Debug, PartialEq, Properties)]
struct StageProps {
    scene: Option<Rc<Scene>>,
}

/// Draws one scene after another, each with a state of its own.
struct Stage;

impl Component for Stage {
    type Message = ();
    type Properties = StageProps;

    fn create(_: &Context<Self>) -> Self {
        Self
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        match &ctx.props().scene {
            Some(scene) => html! { <App key={scene.session} scene={scene.clone()} /> },
            None => Html::default(),
        }
    }
}
