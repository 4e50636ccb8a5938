//! What is true, what now, and another way: the states in which there is nothing, or not all, to see.

use super::{icon::Icon, use_surroundings};
use crate::{
    effects::TITLE_ID,
    store::{Notice, NoticeKind},
    text::Sentence,
};
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct Props {
    pub notice: Notice,
    pub on_retry: Callback<()>,
}

fn wording(kind: NoticeKind) -> (Icon, Sentence, Sentence) {
    use Sentence as S;
    match kind {
        NoticeKind::Offline => (Icon::Cloud, S::NoticeOfflineTitle, S::NoticeOfflineText),
        NoticeKind::Unreachable => (Icon::Cloud, S::NoticeUnreachableTitle, S::NoticeUnreachableText),
        NoticeKind::Document => (Icon::Page, S::NoticeDocumentTitle, S::NoticeDocumentText),
        NoticeKind::Unconfigured => (Icon::Chat, S::NoticeUnconfiguredTitle, S::NoticeUnconfiguredText),
    }
}

/// The whole screen, where nothing could be loaded. The host's fallback stands below as another way.
#[component]
pub fn Unavailable(props: &Props) -> Html {
    let around = use_surroundings();
    let (icon, title, words) = wording(props.notice.kind);
    html! {
        <div class="blank-slate" part="notice" role="alert">
            <span class="sign">{icon.large()}</span>
            <h3>{around.text.say(title)}</h3>
            <p>{around.text.say(words)}</p>
            if props.notice.retry {
                <button type="button" class="button" onclick={props.on_retry.reform(|_| ())}>
                    {Icon::Retry.draw()}{around.text.say(Sentence::NoticeRetry)}
                </button>
            }
            <span class="other-way"><slot></slot></span>
        </div>
    }
}

/// A line above what did arrive.
#[component]
pub fn Partial(props: &Props) -> Html {
    let around = use_surroundings();
    html! {
        <div class="notice warn" part="notice" role="status">
            {Icon::Cloud.draw()}
            <p>{around.text.say(Sentence::NoticePartialText)}</p>
            if props.notice.retry {
                <button type="button" class="button small" onclick={props.on_retry.reform(|_| ())}>
                    {around.text.say(Sentence::NoticeRetry)}
                </button>
            }
        </div>
    }
}

/// A topic that the community does not have, or has no more.
#[component]
pub fn Gone() -> Html {
    let around = use_surroundings();
    html! {
        <div class="blank-slate" part="notice">
            <span class="sign">{Icon::Page.large()}</span>
            <h2 id={TITLE_ID} tabindex="-1">{around.text.say(Sentence::TopicGone)}</h2>
        </div>
    }
}
