//! Ways to tell somebody of the page: the browser's own, or plain links. Nothing of any network is loaded for them.

use super::{
    Around, Wish,
    el::{Attr, El, On, button, div, el, p, span},
    icon::Icon,
};
use crate::{
    outcome::{Outcome, Shared},
    text::Sentence,
    writing::{Say, Writing},
};

/// A network by its name in small letters and its own, and what its address begins with; the page's follows.
const NETWORKS: [(&str, &str, &str); 6] = [
    ("whatsapp", "WhatsApp", "https://wa.me/?text="),
    ("telegram", "Telegram", "https://t.me/share/url?url="),
    ("facebook", "Facebook", "https://www.facebook.com/sharer/sharer.php?u="),
    ("x", "X", "https://x.com/intent/post?url="),
    ("linkedin", "LinkedIn", "https://www.linkedin.com/sharing/share-offsite/?url="),
    ("reddit", "Reddit", "https://www.reddit.com/submit?url="),
];

/// The ways to tell of the page at the address `page`.
pub(super) fn ways(page: &str, writing: &Writing, around: &Around<'_>) -> El {
    let heading = el("h3").class("section").id("share").say(Sentence::ShareTitle, around);
    let section = el("section").class("stack").part("share").attr(Attr::LabelledBy, "share").child(heading);
    if !writing.is_plain {
        let press = button("button", Wish::Say(Say::Share), around)
            .child(Icon::Out.draw())
            .say(Sentence::SharePress, around);
        return section.child(div("row-of").child(press));
    }
    let told = match writing.copied {
        Some(true) => around.text.say(Sentence::ShareCopied),
        Some(false) => around.text.say(Sentence::ShareUncopied),
        None => String::new(),
    };
    let copy = button("button", Wish::Say(Say::Copy), around)
        .child(if writing.copied == Some(true) { Icon::Check } else { Icon::Copy }.draw())
        .say(Sentence::ShareCopy, around);
    let address =
        div("copy").child(el("bdi").class("input address").attr(Attr::Dir, "ltr").text(page)).child(copy);
    let encoded = String::from(js_sys::encode_uri_component(page));
    let mut links = div("row-of")
        .child(link("email", "mailto:?body=", &encoded, page, around).say(Sentence::ShareEmail, around))
        .child(link("sms", "sms:?&body=", &encoded, page, around).say(Sentence::ShareSms, around));
    for (method, name, begins) in NETWORKS {
        let out = link(method, begins, &encoded, page, around)
            .attr(Attr::Target, "_blank")
            .attr(Attr::Rel, "noopener noreferrer");
        links = links.child(out.child(span("").text(name)));
    }
    section
        .child(address)
        .child(p(if told.is_empty() { "unseen" } else { "note" }).role("status").text(&told))
        .child(links)
        .child(p("note").say(Sentence::ShareText, around))
}

/// A link that the host may stop, to do the same in its own way.
fn link(method: &'static str, begins: &str, encoded: &str, page: &str, around: &Around<'_>) -> El {
    let (tell, url) = (around.tell.clone(), page.to_owned());
    el("a").class("button small").key(method).attr(Attr::Href, &[begins, encoded].concat()).on(
        On::Click,
        around,
        move |_| {
            let shared = Shared { method, url: url.clone() };
            (!tell.emit(Outcome::Share(shared))).then_some(Wish::Nothing)
        },
    )
}
