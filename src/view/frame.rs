//! What holds the screens: a region in the page's flow, or a dialog, and the bar on top.

use super::{icon::Icon, use_surroundings};
use crate::{
    config::{Config, Mode},
    effects::Scheme,
    outcome::{Navigate, Outcome},
    text::Sentence,
};
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlDialogElement};
use yew::prelude::*;

/// DOM id of the panel's name, which labels the dialog or region.
const NAME_ID: &str = "panel-name";
/// Below this width a tab's dialog fills the screen and is modal. The stylesheet has the same figure.
const PHONE: &str = "(max-width: 480px)";

#[derive(Properties, PartialEq)]
pub struct FrameProps {
    pub config: Rc<Config>,
    pub scheme: Scheme,
    pub open: bool,
    pub root: NodeRef,
    /// A key or the browser asks: `Close`, `Back` or `Forward`.
    pub on_step: Callback<Step>,
    pub children: Html,
}

/// A step that a bar's button or a key asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    Back,
    Forward,
    Close,
}

#[component]
pub fn Frame(props: &FrameProps) -> Html {
    let around = use_surroundings();
    let dialog = use_node_ref();
    let FrameProps { config, scheme, on_step, .. } = props;
    let is_dialog = config.mode != Mode::Inline;
    use_effect_with((props.open, config.mode), {
        let dialog = dialog.clone();
        move |(open, mode)| {
            if let Some(dialog) = dialog.cast::<HtmlDialogElement>() {
                show(&dialog, *open, *mode);
            }
        }
    });
    let oncancel = on_step.reform(|event: Event| {
        event.prevent_default();
        Step::Close
    });
    let onkeydown = {
        let on_step = on_step.clone();
        Callback::from(move |event: KeyboardEvent| {
            let step = match (event.key().as_str(), event.alt_key()) {
                ("Escape", false) if is_dialog => Step::Close,
                ("ArrowLeft", true) => Step::Back,
                ("ArrowRight", true) => Step::Forward,
                _ => return,
            };
            event.prevent_default();
            on_step.emit(step);
        })
    };
    let onclick = {
        let tell = around.tell.clone();
        Callback::from(move |event: MouseEvent| tell_of_link(&event, &tell))
    };
    let class = classes!("good-word", scheme.class());
    let dir = config.dir.map(crate::config::Direction::name);
    html! {
        <div {class} ref={props.root.clone()} lang={around.text.language().to_owned()} {dir} {onkeydown} {onclick}>
            if is_dialog {
                <dialog class={classes!("panel", if config.mode == Mode::Tab { "tab" } else { "modal" }, config.position.name())}
                    ref={dialog} part="panel" aria-labelledby={NAME_ID} {oncancel}>
                    {props.children.clone()}
                </dialog>
            } else {
                <section class="panel inline" part="panel" aria-labelledby={NAME_ID}>{props.children.clone()}</section>
            }
        </div>
    }
}

/// Opens or closes the dialog. The browser keeps focus inside a modal one and returns it to the opener on closing.
fn show(dialog: &HtmlDialogElement, open: bool, mode: Mode) {
    match (open, dialog.open()) {
        (true, false) => {
            let phone = web_sys::window().and_then(|window| window.match_media(PHONE).ok().flatten());
            if mode == Mode::Modal || phone.is_some_and(|query| query.matches()) {
                let _ = dialog.show_modal();
            } else {
                dialog.show();
            }
        }
        (false, true) => dialog.close(),
        _ => {}
    }
}

/// A link out of the panel is the host's to prevent.
fn tell_of_link(event: &MouseEvent, tell: &Callback<Outcome, bool>) {
    let pressed = event.composed_path().get(0).dyn_into::<Element>().ok();
    let link = pressed.and_then(|element| element.closest("a[rel~=noopener]").ok().flatten());
    if let Some(url) = link.and_then(|link| link.get_attribute("href"))
        && !tell.emit(Outcome::Navigate(Navigate { url }))
    {
        event.prevent_default();
    }
}

#[derive(Properties, PartialEq)]
pub struct BarProps {
    pub title: AttrValue,
    pub subtitle: Option<AttrValue>,
    pub back: bool,
    pub forward: bool,
    pub close: bool,
    pub on_step: Callback<Step>,
}

#[component]
pub fn Bar(props: &BarProps) -> Html {
    let around = use_surroundings();
    let button = |step: Step, icon: Icon, word: Sentence| {
        html! {
            <button type="button" class="icon-button" onclick={props.on_step.reform(move |_: MouseEvent| step)}
                aria-label={around.text.say(word)}>{icon.large()}</button>
        }
    };
    html! {
        <header class={classes!("bar", props.back.then_some("has-back"))} part="header">
            if props.back { {button(Step::Back, Icon::Back, Sentence::PanelBack)} }
            <div class="bar-title">
                <p class="panel-name" id={NAME_ID} dir="auto">{props.title.clone()}</p>
                if let Some(subtitle) = &props.subtitle { <p class="panel-about">{subtitle.clone()}</p> }
            </div>
            if props.forward { {button(Step::Forward, Icon::Forward, Sentence::PanelForward)} }
            if props.close { {button(Step::Close, Icon::Close, Sentence::PanelClose)} }
        </header>
    }
}
