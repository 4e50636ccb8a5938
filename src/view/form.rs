//! The parts of a form.

use super::{
    Around, Wish,
    el::{Attr, El, On, div, el, p, span},
    icon::Icon,
};
use crate::{
    ids::FORM_WEBSITE_ID,
    text::Sentence,
    writing::{Field, Hitch, Sending, Writing},
};
use wasm_bindgen::JsCast;
use web_sys::{Event, HtmlInputElement};
use yew::AttrValue;

/// A labelled control, and what is said of it, in `<p>`s.
pub(super) fn field(id: &str, label: &str, hint: Option<&str>, control: El) -> El {
    let label = el("label").class("label").attr(Attr::For, id).child(span("").text(label));
    div("field").child(label.maybe(hint.map(|hint| el("small").text(hint)))).child(control)
}

/// What an input or text area says of itself as it is typed in.
pub(super) fn typed(of: Field) -> impl Fn(&Event) -> Option<Wish> {
    // A text area has the same property.
    move |event| {
        let input: HtmlInputElement = event.target()?.unchecked_into();
        Some(Wish::Field(of, input.value()))
    }
}

/// A text area.
pub(super) fn area(id: &str, of: Field, value: &str, placeholder: Option<&str>, around: &Around<'_>) -> El {
    el("textarea")
        .id(id)
        .class("input")
        .dir_auto()
        .attr_if(Attr::Placeholder, placeholder)
        .value(&AttrValue::from(value.to_owned()))
        .on(On::Input, around, typed(of))
}

/// An input of this type.
pub(super) fn input(id: &str, kind: &str, of: Field, value: &str, around: &Around<'_>) -> El {
    el("input")
        .id(id)
        .attr(Attr::Type, kind)
        .class("input")
        .dir_auto()
        .value(&AttrValue::from(value.to_owned()))
        .on(On::Input, around, typed(of))
}

/// A field that people do not see, for programs that fill in whatever there is. A text area, because a second input would
/// keep Enter in the first one from sending the form.
pub(super) fn lure() -> El {
    let field = el("textarea").id(FORM_WEBSITE_ID).attr(Attr::Name, "website").attr(Attr::TabIndex, "-1");
    div("unseen").attr(Attr::Hidden, "true").child(field.attr(Attr::Autocomplete, "off"))
}

/// One of a group of which one is chosen.
pub(super) fn radio(
    class: &str,
    name: &str,
    value: &str,
    of: Field,
    chosen: bool,
    around: &Around<'_>,
) -> El {
    let input = el("input")
        .attr(Attr::Type, "radio")
        .attr(Attr::Name, name)
        .value(&AttrValue::from(value.to_owned()))
        .checked(chosen)
        .on(On::Input, around, typed(of));
    el("label").class(class).key(value).child(input)
}

/// A list of choices that say what they mean; each is an [`option`].
pub(super) fn options() -> El {
    div("options")
}

/// What is chosen by `choice`, a [`radio`], what that means, and its sign.
pub(super) fn option(choice: El, title: &str, about: &str, sign: El) -> El {
    let words = span("grows").child(span("").text(title)).child(el("small").text(about));
    choice.child(words).child(sign)
}

/// What is on or off, and what that means.
pub(super) fn switch(
    of: Field,
    is_on: bool,
    (title, about): (Sentence, Sentence),
    around: &Around<'_>,
) -> El {
    let input = el("input").attr(Attr::Type, "checkbox").role("switch").class("switch").checked(is_on).on(
        On::Input,
        around,
        typed(of),
    );
    let words = span("grows").child(span("").say(title, around)).child(el("small").say(about, around));
    el("label").class("consent").child(input).child(words)
}

/// A line under a field: advice, or a fault.
pub(super) fn line(id: &str, is_fault: bool, words: &str) -> El {
    let icon = if is_fault { Icon::Problem } else { Icon::Idea };
    p("")
        .classes(&["advice", if is_fault { "fault" } else { "" }])
        .id(id)
        .child(icon.draw())
        .child(span("").text(words))
}

/// The line under a field that the endpoint did not take.
pub(super) fn refused(field: Field, writing: &Writing, around: &Around<'_>) -> Option<El> {
    (writing.refused == Some(field)).then(|| line("refused", true, &around.text.say(Sentence::FaultRefused)))
}

/// Why a form did not go.
pub(super) fn hitch(sending: Sending, around: &Around<'_>) -> Option<El> {
    let Sending::Failed(hitch) = sending else { return None };
    let (icon, words) = match hitch {
        Hitch::Offline => (Icon::Cloud, Sentence::HitchOffline),
        Hitch::Unreachable => (Icon::Cloud, Sentence::HitchUnreachable),
        Hitch::SignIn => (Icon::Owner, Sentence::HitchSignIn),
        Hitch::Guest => (Icon::Owner, Sentence::HitchGuest),
        Hitch::TooMany => (Icon::Clock, Sentence::HitchTooMany),
        Hitch::Busy => (Icon::Clock, Sentence::HitchBusy),
        Hitch::TooQuick => (Icon::Clock, Sentence::HitchTooQuick),
        Hitch::Refused => (Icon::Problem, Sentence::HitchRefused),
        Hitch::Consent => (Icon::Lock, Sentence::HitchConsent),
    };
    Some(notice("lines", icon, el("p").say(words, around)).role("alert"))
}

/// A notice with an icon.
pub(super) fn notice(class: &str, icon: Icon, words: El) -> El {
    div("").classes(&["notice", class]).child(icon.draw()).child(words)
}
