//! What is true, what now, and another way: the states in which there is nothing, or not all, to see.

use super::{
    Around, Visit, Wish,
    el::{Attr, El, button, div, el, p, span},
    icon::Icon,
};
use crate::{
    ids::TITLE_ID,
    scene::Command,
    store::{Notice, NoticeKind, Place},
    text::Sentence,
};

fn wording(kind: NoticeKind) -> (Icon, Sentence, Sentence) {
    use Sentence as S;
    match kind {
        NoticeKind::Offline => (Icon::Cloud, S::NoticeOfflineTitle, S::NoticeOfflineText),
        NoticeKind::Unreachable => (Icon::Cloud, S::NoticeUnreachableTitle, S::NoticeUnreachableText),
        NoticeKind::Busy => (Icon::Clock, S::NoticeBusyTitle, S::NoticeBusyText),
        NoticeKind::Document => (Icon::Page, S::NoticeDocumentTitle, S::NoticeDocumentText),
        NoticeKind::Unconfigured => (Icon::Chat, S::NoticeUnconfiguredTitle, S::NoticeUnconfiguredText),
    }
}

fn retry(notice: Notice, class: &str, wish: Wish, around: &Around<'_>) -> Option<El> {
    notice
        .retry
        .then(|| button(class, wish, around).child(Icon::Retry.draw()).say(Sentence::NoticeRetry, around))
}

/// A screen with nothing to list: a sign and a title.
pub(super) fn blank_slate(part: &str, icon: Icon, title: El) -> El {
    div("blank-slate").part(part).child(span("sign").child(icon.large())).child(title)
}

/// The whole screen, where nothing could be loaded. The host's fallback stands below as another way.
pub(crate) fn unavailable(notice: Notice, around: &Around<'_>) -> El {
    let (icon, title, words) = wording(notice.kind);
    blank_slate("notice", icon, el("h2").say(title, around))
        .role("alert")
        .child(p("").say(words, around))
        .maybe(retry(notice, "button", Wish::Command(Command::Refresh), around))
}

/// A line above what did arrive; `wish` is what its button asks for.
pub(crate) fn partial(notice: Notice, wish: Wish, around: &Around<'_>) -> El {
    div("notice")
        .part("notice")
        .role("status")
        .child(Icon::Cloud.draw())
        .child(p("").say(Sentence::NoticePartialText, around))
        .maybe(retry(notice, "button small", wish, around))
}

/// A line that leads to a place where something waits for the visitor; with its DOM id.
pub(super) fn way((place, id): (Place, &'static str), icon: Icon, words: &str, around: &Around<'_>) -> El {
    button("notice good", Wish::Visit(Visit { place, from: id.into(), rank: 0 }), around)
        .id(id)
        .child(icon.draw())
        .child(p("").text(words))
}

/// A line while the browser is offline: what is here can be read, and nothing comes.
pub(crate) fn offline(around: &Around<'_>) -> El {
    div("notice lines")
        .part("notice")
        .child(Icon::Cloud.draw())
        .child(p("").say(Sentence::NoticeOfflineTitle, around))
}

/// A topic that the community does not have, or has no more.
pub(super) fn gone(around: &Around<'_>) -> El {
    let title = el("h2").id(TITLE_ID).attr(Attr::TabIndex, "-1").say(Sentence::TopicGone, around);
    blank_slate("notice", Icon::Page, title)
}
