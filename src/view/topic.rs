//! A topic: the question, the best answer first, the conversation after it.

use super::{
    Surroundings,
    icon::Icon,
    notice::Gone,
    person::{Size, Someone, badges, face},
    resolve,
    row::{friend_part, kind_badge, me_too, status},
    use_surroundings,
};
use crate::{effects::TITLE_ID, library::Library, rich_text::RichText, text::Sentence};
use goodword_core::model::{Id, Reply, Timestamp, Topic};
use std::rc::Rc;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct Props {
    pub id: Id,
    pub library: Library,
}

#[component]
pub fn TopicScreen(props: &Props) -> Html {
    let around = use_surroundings();
    let library = &props.library;
    let origins = use_memo(library.clone(), |library| {
        let origins: Rc<[String]> = library.read().image_hosts().into();
        origins
    });
    let Some(topic) = library.read().topic(&props.id).cloned() else { return html! { <Gone /> } };
    let best = topic.best_reply();
    let others: Vec<&Reply> = topic.replies.iter().filter(|reply| best.is_none_or(|best| best.id != reply.id)).collect();
    let said = Said { around: &around, library, origins: &origins };
    html! {
        <article class="stack loose" part="topic">
            <header class="stack">
                <h2 id={TITLE_ID} class="lead" dir="auto" tabindex="-1">{topic.title.clone()}</h2>
                if !topic.body.source.trim().is_empty() {
                    <RichText body={topic.body.clone()} base={around.base.clone()} image_origins={(*origins).clone()} />
                }
                {asked_by(&topic, library, &around)}
            </header>
            if let Some(best) = best {
                {said.best(best)}
            }
            if !others.is_empty() {
                {said.others(&others, best.is_some())}
            }
            if topic.replies.is_empty() {
                <p class="note">{around.text.say(if topic.reply_count > 0 { Sentence::TopicElsewhere } else { Sentence::TopicUnanswered })}</p>
            }
            {foot(&topic, &around)}
        </article>
    }
}

fn asked_by(topic: &Topic, library: &Library, around: &Surroundings) -> Html {
    let someone = topic.author.as_ref().map(|id| Someone::new(Some(id), &library.read(), around));
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
                {friend_part(topic, library, around)}
            </p>
        </>
    }
}

/// A moment, readable by machines and in full by a tooltip.
pub fn when(moment: Option<Timestamp>, around: &Surroundings) -> Html {
    moment.map_or_else(Html::default, |at| {
        html! { <time title={around.text.when_exactly(at)}>{around.text.when(at)}</time> }
    })
}

/// Draws what was said in a topic.
struct Said<'a> {
    around: &'a Surroundings,
    library: &'a Library,
    origins: &'a Rc<[String]>,
}

impl Said<'_> {
    fn best(&self, reply: &Reply) -> Html {
        let (icon, word) = if reply.best { (Icon::Check, Sentence::TopicBest) } else { (Icon::Official, Sentence::TopicOfficial) };
        html! {
            <section class="best" part="best-answer" aria-labelledby="best">
                <h3 class="best-title" id="best">{icon.draw()}{self.around.text.say(word)}</h3>
                {self.reply(reply)}
            </section>
        }
    }

    fn others(&self, replies: &[&Reply], beside_best: bool) -> Html {
        let word = if beside_best { Sentence::TopicOthers } else { Sentence::TopicReplies };
        html! {
            <section class="stack" aria-labelledby="others">
                <h3 class="section" id="others">{self.around.text.count(word, replies.len(), &[])}</h3>
                <ul class="replies" role="list">
                    {for replies.iter().map(|reply| html! { <li key={&*reply.id}>{self.reply(reply)}</li> })}
                </ul>
            </section>
        }
    }

    fn reply(&self, reply: &Reply) -> Html {
        let around = self.around;
        let someone = Someone::new(reply.author.as_deref(), &self.library.read(), around);
        let shows_official = reply.official && someone.role != goodword_core::model::Role::Employee;
        html! {
            <div class="reply">
                <div class="person">
                    {face(&someone, Size::Normal)}
                    <div class="person-lines">
                        <p class="name-line"><bdi class="name">{someone.name.clone()}</bdi>{badges(&someone, around)}
                            if shows_official {
                                <span class="role official">{Icon::Official.draw()}{around.text.say(Sentence::RoleOfficial)}</span>
                            }
                        </p>
                        <p class="meta">{when(reply.created_at, around)}</p>
                    </div>
                </div>
                <RichText body={reply.body.clone()} base={around.base.clone()} image_origins={self.origins.clone()} />
                if reply.star_count > 0 {
                    <p class="meta"><span>{Icon::Heart.draw()}{around.text.count(Sentence::TopicHelped, reply.star_count as usize, &[])}</span></p>
                }
            </div>
        }
    }
}

fn foot(topic: &Topic, around: &Surroundings) -> Html {
    let page = topic.url.as_deref().and_then(|url| resolve(url, &around.base));
    html! {
        if page.is_some() || !topic.tags.is_empty() {
            <footer class="topic-foot">
                if !topic.tags.is_empty() {
                    <ul class="tags" role="list" aria-label={around.text.say(Sentence::TopicTags)}>
                        {for topic.tags.iter().map(|tag| html! { <li dir="auto">{tag.clone()}</li> })}
                    </ul>
                }
                if let Some(href) = page {
                    <a class="link" {href} target="_blank" rel="noopener">{Icon::Out.draw()}{around.text.say(Sentence::TopicPage)}</a>
                }
            </footer>
        }
    }
}
