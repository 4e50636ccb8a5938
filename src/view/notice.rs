//! What is true, what now, and another way: the states in which there is nothing, or not all, to see.

use super::{Around, Wish, icon::Icon};
use crate::{
    ids::TITLE_ID,
    scene::Command,
    store::{Notice, NoticeKind},
    text::Sentence,
};
use yew::prelude::*;

fn wording(kind: NoticeKind) -> (Icon, Sentence, Sentence) {
    use Sentence as S;
    match kind {
        NoticeKind::Offline => (Icon::Cloud, S::NoticeOfflineTitle, S::NoticeOfflineText),
        NoticeKind::Unreachable => (Icon::Cloud, S::NoticeUnreachableTitle, S::NoticeUnreachableText),
        NoticeKind::Document => (Icon::Page, S::NoticeDocumentTitle, S::NoticeDocumentText),
        NoticeKind::Unconfigured => (Icon::Chat, S::NoticeUnconfiguredTitle, S::NoticeUnconfiguredText),
    }
}

fn retry(notice: Notice, class: &'static str, around: Around<'_>) -> Html {
    html! {
        if notice.retry {
            <button type="button" {class} onclick={around.press(Wish::Command(Command::Refresh))}>
                {Icon::Retry.draw()}{around.text.say(Sentence::NoticeRetry)}
            </button>
        }
    }
}

/// The whole screen, where nothing could be loaded. The host's fallback stands below as another way.
pub(crate) fn unavailable(notice: Notice, around: Around<'_>) -> Html {
    let (icon, title, words) = wording(notice.kind);
    html! {
        <div class="blank-slate" part="notice" role="alert">
            <span class="sign">{icon.large()}</span>
            <h2>{around.text.say(title)}</h2>
            <p>{around.text.say(words)}</p>
            {retry(notice, "button", around)}
        </div>
    }
}

/// A line above what did arrive.
pub(crate) fn partial(notice: Notice, around: Around<'_>) -> Html {
    html! {
        <div class="notice" part="notice" role="status">
            {Icon::Cloud.draw()}
            <p>{around.text.say(Sentence::NoticePartialText)}</p>
            {retry(notice, "button small", around)}
        </div>
    }
}

/// A topic that the community does not have, or has no more.
pub(super) fn gone(around: Around<'_>) -> Html {
    html! {
        <div class="blank-slate" part="notice">
            <span class="sign">{Icon::Page.large()}</span>
            <h2 id={TITLE_ID} tabindex="-1">{around.text.say(Sentence::TopicGone)}</h2>
        </div>
    }
}
