//! What holds the screens: a region in the page's flow, or a dialog, and the bar on top.

use super::{
    Around, Step, Wish,
    el::{Attr, El, On, button, div, el, p},
    icon::Icon,
};
use crate::{
    config::{Config, Direction, Mode, Scheme},
    outcome::{Navigate, Outcome},
    text::Sentence,
};
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlDialogElement, KeyboardEvent};
use yew::{Callback, NodeRef};

/// DOM id of the panel's name, which labels the dialog or region.
const NAME_ID: &str = "panel-name";
/// Below this width a tab's dialog fills the screen and is modal. The stylesheet has the same figure.
const PHONE: &str = "(max-width: 480px)";

/// What the screens stand in: a section of the page, or a dialog, which `dialog` is set to.
pub(crate) fn panel(config: &Config, dialog: &NodeRef, around: &Around<'_>) -> El {
    let panel = match config.mode {
        Mode::Inline => el("section").class("panel inline"),
        Mode::Tab => el("dialog").classes(&["panel", "tab", config.position.name()]),
        Mode::Modal => el("dialog").classes(&["panel", "modal", config.position.name()]),
    };
    let panel = panel.part("panel").attr(Attr::LabelledBy, NAME_ID);
    if config.mode == Mode::Inline {
        return panel;
    }
    panel.refer(dialog).on(On::Cancel, around, |_| Some(Wish::Step(Step::Close)))
}

/// The frame around the panel; `root` is set to it.
pub(crate) fn frame(config: &Config, scheme: Scheme, root: &NodeRef, panel: El, around: &Around<'_>) -> El {
    let is_dialog = config.mode != Mode::Inline;
    let keydown = move |event: &Event| {
        let event: &KeyboardEvent = event.unchecked_ref();
        let step = match (event.key().as_str(), event.alt_key()) {
            ("Escape", false) if is_dialog => Step::Close,
            ("ArrowLeft", true) => Step::Back,
            ("ArrowRight", true) => Step::Forward,
            _ => return None,
        };
        Some(Wish::Step(step))
    };
    let tell = around.tell.clone();
    let click = move |event: &Event| {
        tell_of_link(event, &tell);
        None
    };
    div("")
        .classes(&["good-word", scheme.class()])
        .refer(root)
        .attr(Attr::Lang, around.text.language())
        .attr_if(Attr::Dir, config.dir.map(Direction::name))
        .on(On::KeyDown, around, keydown)
        .on(On::Click, around, click)
        .child(panel)
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
fn tell_of_link(event: &Event, tell: &Callback<Outcome, bool>) {
    let pressed = event.composed_path().get(0).dyn_into::<Element>().ok();
    let link = pressed.and_then(|element| element.closest("a[rel~=noopener]").ok().flatten());
    if let Some(url) = link.and_then(|link| link.get_attribute("href"))
        && !event.default_prevented()
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
pub(crate) fn bar(bar: &Bar, around: &Around<'_>) -> El {
    let step = |shown: bool, step: Step, icon: Icon, word: Sentence| {
        shown.then(|| button("icon-button", Wish::Step(step), around).label(word, around).child(icon.large()))
    };
    let title = div("bar-title")
        .child(p("panel-name").id(NAME_ID).dir_auto().text(&bar.title))
        .maybe(bar.subtitle.as_deref().map(|subtitle| p("panel-about").text(subtitle)));
    div("")
        .classes(&["bar", if bar.back { "has-back" } else { "" }])
        .part("header")
        .maybe(step(bar.back, Step::Back, Icon::Back, Sentence::PanelBack))
        .child(title)
        .maybe(step(bar.forward, Step::Forward, Icon::Forward, Sentence::PanelForward))
        .maybe(step(bar.close, Step::Close, Icon::Close, Sentence::PanelClose))
}
