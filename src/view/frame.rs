//! What holds the screens: a region in the page's flow, or a dialog, and the bar on top.

use super::{Around, Step, Wish, icon::Icon};
use crate::{
    config::{Config, Mode, Scheme},
    outcome::{Navigate, Outcome},
    text::Sentence,
};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlDialogElement};
use yew::prelude::*;

/// DOM id of the panel's name, which labels the dialog or region.
const NAME_ID: &str = "panel-name";
/// Below this width a tab's dialog fills the screen and is modal. The stylesheet has the same figure.
const PHONE: &str = "(max-width: 480px)";

/// The frame around `children`; `root` and `dialog` are set to its elements.
pub(crate) fn frame(
    config: &Config,
    scheme: Scheme,
    (root, dialog): (&NodeRef, &NodeRef),
    children: Html,
    around: Around<'_>,
) -> Html {
    let is_dialog = config.mode != Mode::Inline;
    let oncancel = around.send.reform(|event: Event| {
        event.prevent_default();
        Wish::Step(Step::Close)
    });
    let send = around.send.clone();
    let onkeydown = Callback::from(move |event: KeyboardEvent| {
        let step = match (event.key().as_str(), event.alt_key()) {
            ("Escape", false) if is_dialog => Step::Close,
            ("ArrowLeft", true) => Step::Back,
            ("ArrowRight", true) => Step::Forward,
            _ => return,
        };
        event.prevent_default();
        send.emit(Wish::Step(step));
    });
    let tell = around.tell.clone();
    let onclick = Callback::from(move |event: MouseEvent| tell_of_link(&event, &tell));
    let class = classes!("good-word", scheme.class());
    let dir = config.dir.map(crate::config::Direction::name);
    let tab = if config.mode == Mode::Tab { "tab" } else { "modal" };
    html! {
        <div {class} ref={root.clone()} lang={around.text.language().to_owned()} {dir} {onkeydown} {onclick}>
            if is_dialog {
                <dialog class={classes!("panel", tab, config.position.name())} ref={dialog.clone()} part="panel"
                    aria-labelledby={NAME_ID} {oncancel}>{children}</dialog>
            } else {
                <section class="panel inline" part="panel" aria-labelledby={NAME_ID}>{children}</section>
            }
        </div>
    }
}

/// Opens or closes the dialog. The browser keeps focus inside a modal one and returns it to the opener on closing.
pub(crate) fn show_dialog(dialog: &HtmlDialogElement, open: bool, mode: Mode) {
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

/// A link out of the panel is the host's to prevent, which it can only while the event lasts.
fn tell_of_link(event: &MouseEvent, tell: &Callback<Outcome, bool>) {
    let pressed = event.composed_path().get(0).dyn_into::<Element>().ok();
    let link = pressed.and_then(|element| element.closest("a[rel~=noopener]").ok().flatten());
    if let Some(url) = link.and_then(|link| link.get_attribute("href"))
        && !tell.emit(Outcome::Navigate(Navigate { url }))
    {
        event.prevent_default();
    }
}

/// What stands in the bar.
pub(crate) struct Bar {
    pub(crate) title: String,
    pub(crate) subtitle: Option<String>,
    pub(crate) back: bool,
    pub(crate) forward: bool,
    pub(crate) close: bool,
}

/// The panel's name, and the steps that can be taken.
pub(crate) fn bar(bar: Bar, around: Around<'_>) -> Html {
    let button = |shown: bool, step: Step, icon: Icon, word: Sentence| {
        html! {
            if shown {
                <button type="button" class="icon-button" onclick={around.press(Wish::Step(step))}
                    aria-label={around.text.say(word)}>{icon.large()}</button>
            }
        }
    };
    html! {
        <div class={classes!("bar", bar.back.then_some("has-back"))} part="header">
            {button(bar.back, Step::Back, Icon::Back, Sentence::PanelBack)}
            <div class="bar-title">
                <p class="panel-name" id={NAME_ID} dir="auto">{bar.title}</p>
                if let Some(subtitle) = bar.subtitle { <p class="panel-about">{subtitle}</p> }
            </div>
            {button(bar.forward, Step::Forward, Icon::Forward, Sentence::PanelForward)}
            {button(bar.close, Step::Close, Icon::Close, Sentence::PanelClose)}
        </div>
    }
}
