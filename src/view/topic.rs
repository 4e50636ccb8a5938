//! A topic: the question, the best answer first, the conversation after it.

use super::{
    Around,
    icon::Icon,
    notice::gone,
    person::{Size, Someone, badges, face},
    resolve,
    row::{friend_part, kind_badge, me_too, status},
};
use crate::{ids::TITLE_ID, library::Library, rich_text, text::Sentence};
use goodword_core::model::{Reply, Role, Timestamp, Topic};
use std::rc::Rc;
use yew::prelude::*;

/// The bodies of a topic as nodes: its own, then one for each reply. Made once for as long as the topic is shown.
pub(crate) fn bodies(id: &str, library: &Library, base: &str) -> Rc<[Html]> {
    let community = library.read();
    let Some(topic) = community.topic(id) else { return Rc::default() };
    let origins = community.image_hosts();
    let replies = topic.replies.iter().map(|reply| &reply.body);
    std::iter::once(&topic.body).chain(replies).map(|body| rich_text::draw(body, base, origins)).collect()
}

/// The topic's screen, with its `bodies`.
pub(crate) fn topic_screen(id: &str, bodies: &[Html], around: Around<'_>) -> Html {
    let Some(topic) = around.library.read().topic(id).cloned() else { return gone(around) };
    let best = topic.best_reply();
    let written = |n: usize| bodies.get(n).cloned().unwrap_or_default();
    let (best_one, others): (Vec<_>, Vec<_>) =
        topic.replies.iter().enumerate().partition(|(_, reply)| best.is_some_and(|best| best.id == reply.id));
    let replies = |chosen: &[(usize, &Reply)]| -> Html {
        chosen
            .iter()
            .map(|(n, said)| html! { <li key={&*said.id}>{reply(said, written(n + 1), around)}</li> })
            .collect()
    };
    let (best_icon, best_word) = match best {
        Some(best) if !best.best => (Icon::Official, Sentence::TopicOfficial),
        _ => (Icon::Check, Sentence::TopicBest),
    };
    let others_word = if best.is_some() { Sentence::TopicOthers } else { Sentence::TopicReplies };
    let unanswered = if topic.reply_count > 0 { Sentence::TopicElsewhere } else { Sentence::TopicUnanswered };
    html! {
        <article class="stack loose" part="topic">
            <header class="stack">
                <h2 id={TITLE_ID} class="lead" dir="auto" tabindex="-1">{topic.title.clone()}</h2>
                if !topic.body.source.trim().is_empty() { {written(0)} }
                {asked_by(&topic, around)}
            </header>
            if best.is_some() {
                <section class="best" part="best-answer" aria-labelledby="best">
                    <h3 class="best-title" id="best">{best_icon.draw()}{around.text.say(best_word)}</h3>
                    <ul role="list">{replies(&best_one)}</ul>
                </section>
            }
            if !others.is_empty() {
                <section class="stack" aria-labelledby="others">
                    <h3 class="section" id="others">{around.text.count(others_word, others.len(), &[])}</h3>
                    <ul class="replies" role="list">{replies(&others)}</ul>
                </section>
            }
            if topic.replies.is_empty() {
                <p class="note">{around.text.say(unanswered)}</p>
            }
            {foot(&topic, around)}
        </article>
    }
}

fn asked_by(topic: &Topic, around: Around<'_>) -> Html {
    let someone = topic.author.as_ref().map(|id| Someone::new(Some(id), around));
    html! {
        <>
            <p class="meta">
                if let Some(someone) = someone {
                    <span class="who">{face(&someone, Size::Small)}<bdi class="name">{someone.name.clone()}</bdi>{badges(&someone, around)}</span>
                }
                {when(topic.created_at, around)}
            </p>
            <p class="meta">
                {kind_badge(topic.kind, around)}
                {status(topic, around)}
                {me_too(topic, around)}
                {friend_part(topic, around)}
            </p>
        </>
    }
}

/// A moment, in full by a tooltip.
pub(super) fn when(moment: Option<Timestamp>, around: Around<'_>) -> Html {
    moment.map_or_else(Html::default, |at| {
        html! { <time title={around.text.when_exactly(at)}>{around.text.when(at)}</time> }
    })
}

fn reply(reply: &Reply, body: Html, around: Around<'_>) -> Html {
    let mut someone = Someone::new(reply.author.as_deref(), around);
    if reply.official {
        someone.role = Role::Employee;
    }
    let helped = reply.star_count as usize;
    html! {
        <div class="reply">
            <div class="person">
                {face(&someone, Size::Normal)}
                <div class="person-lines">
                    <p class="name-line"><bdi class="name">{someone.name.clone()}</bdi>{badges(&someone, around)}</p>
                    <p class="meta">{when(reply.created_at, around)}</p>
                </div>
            </div>
            {body}
            if helped > 0 {
                <p class="meta"><span>{Icon::Heart.draw()}{around.text.count(Sentence::TopicHelped, helped, &[])}</span></p>
            }
        </div>
    }
}

fn foot(topic: &Topic, around: Around<'_>) -> Html {
    let page = topic.url.as_deref().and_then(|url| resolve(url, around.base));
    let tags = topic.tags.iter().map(|tag| html! { <li dir="auto">{tag.clone()}</li> });
    html! {
        if page.is_some() || !topic.tags.is_empty() {
            <footer class="topic-foot">
                if !topic.tags.is_empty() {
                    <ul class="tags" role="list" aria-label={around.text.say(Sentence::TopicTags)}>{tags.collect::<Html>()}</ul>
                }
                if let Some(href) = page {
                    <a class="link" {href} target="_blank" rel="noopener">{Icon::Out.draw()}{around.text.say(Sentence::TopicPage)}</a>
                }
            </footer>
        }
    }
}
