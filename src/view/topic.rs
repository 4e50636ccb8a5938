//! A topic: the question, the best answer first, the conversation after it.

use super::{
    Around, deeds,
    el::{Attr, El, div, el, p, span},
    icon::Icon,
    moderate,
    notice::gone,
    person::{Size, Someone, face, name_line, named},
    resolve,
    row::{kind_badge, me_too, part, status},
};
use crate::{desk::Desk, ids::TITLE_ID, library::Library, rich_text, text::Sentence, writing::Writing};
use goodword_core::model::{Body, Reply, Role, Standing, Timestamp, Topic, Visibility};
use std::{rc::Rc, sync::Arc};
use yew::Html;

/// How many friends with a part in a topic are named.
const NAMED: usize = 2;

#[expect(clippy::unused_self, reason = "it proves that the desk is there")]
impl Desk {
    /// The bodies of a topic as nodes: its own, then one for each reply. Made once for as long as the topic is shown; until
    /// rich text is there, they are their words.
    #[inline(never)]
    pub(crate) fn bodies(self, id: &str, library: &Library, base: &str) -> Rc<[Html]> {
        let community = library.read();
        let Some(topic) = community.topic(id) else { return Rc::default() };
        let origins = community.image_hosts();
        let replies = topic.replies.iter().map(|reply| &reply.body);
        let drawn = |body: &Body| match rich_text::element(body, base, origins) {
            Some(node) => Html::VRef(node),
            None => div("rich-text").dir_auto().child(el("p").text(&body.plain_text())).into(),
        };
        std::iter::once(&topic.body).chain(replies).map(drawn).collect()
    }

    /// The topic's screen, with its `bodies`.
    #[inline(never)]
    pub(crate) fn topic_screen(
        self,
        id: &str,
        bodies: &[Html],
        writing: &Writing,
        similar: &[Arc<Topic>],
        around: &Around<'_>,
    ) -> El {
        let Some(topic) = around.library.read().topic(id).cloned() else { return gone(around) };
        let standing = around.library.read().standing(id).cloned().unwrap_or_default();
        let best = topic.best_reply();
        let body = |n: usize| bodies.get(n).cloned().unwrap_or_default();
        let list = |class: &str, of_best: bool| {
            let mut list = el("ul").class(class).role("list");
            for (n, said) in topic.replies.iter().enumerate() {
                if best.is_some_and(|best| best.id == said.id) == of_best {
                    list = list.child(el("li").key(&said.id).child(reply(
                        said,
                        body(n + 1),
                        deeds::of_reply(&topic, said, &standing, writing, around),
                        around,
                    )));
                }
            }
            list
        };
        let title =
            el("h2").id(TITLE_ID).class("lead").dir_auto().attr(Attr::TabIndex, "-1").text(&topic.title);
        let question = if topic.body.source.trim().is_empty() { Html::default() } else { body(0) };
        let header = asked_by(el("header").class("stack").child(title).node(question), &topic, around);
        let best_answer = best.map(|best| {
            let (icon, word) = if best.best {
                (Icon::Check, Sentence::TopicBest)
            } else {
                (Icon::Official, Sentence::TopicOfficial)
            };
            let title = el("h3").class("best-title").id("best").child(icon.draw()).say(word, around);
            el("section")
                .class("best")
                .part("best-answer")
                .attr(Attr::LabelledBy, "best")
                .child(title)
                .child(list("", true))
        });
        let others = topic.replies.len() - usize::from(best.is_some());
        let others = (others > 0).then(|| {
            let word = if best.is_some() { Sentence::TopicOthers } else { Sentence::TopicReplies };
            let title = el("h3").class("section").id("others").text(&around.text.count(word, others, &[]));
            el("section")
                .class("stack")
                .attr(Attr::LabelledBy, "others")
                .child(title)
                .child(list("replies", false))
        });
        let unanswered =
            if topic.reply_count > 0 { Sentence::TopicElsewhere } else { Sentence::TopicUnanswered };
        el("article")
            .class("stack loose")
            .part("topic")
            .maybe(deeds::notices(&standing, writing, around))
            .child(header.maybe(deeds::of_topic(&topic, &standing, around)))
            .maybe(best_answer)
            .maybe(others)
            .maybe(topic.replies.is_empty().then(|| p("note").say(unanswered, around)))
            .maybe(deeds::reply_form(writing, around))
            .maybe(moderate::of_topic(&topic, &standing, writing, similar, around))
            .maybe(foot(&topic, &standing, writing, around))
    }
}

/// Adds who asked, when, and how it stands.
fn asked_by(into: El, topic: &Topic, around: &Around<'_>) -> El {
    let who = topic.author.as_ref().map(|id| {
        let someone = Someone::new(Some(id), around);
        named(span("who").child(face(&someone, Size::Small)), &someone, around)
    });
    let facts = p("meta")
        .child(kind_badge(topic.kind, around))
        .maybe(status(topic, around))
        .maybe(if deeds::has_button(topic, around) { None } else { me_too(topic, around) });
    into.child(p("meta").maybe(who).maybe(when(topic.created_at, around)))
        .child(facts)
        .maybe(of_friends(topic, around))
}

/// What the visitor's friends did in it: the weightiest by name, the others as a number.
fn of_friends(topic: &Topic, around: &Around<'_>) -> Option<El> {
    let parts = around.library.read().parts(topic, around.circle);
    let named = parts.iter().take(NAMED).fold(p("meta who"), |line, of| line.child(part(of, topic, around)));
    let more = parts.len().saturating_sub(NAMED);
    let more = (more > 0).then(|| span("").text(&around.text.count(Sentence::PartMore, more, &[])));
    (!parts.is_empty()).then(|| named.maybe(more))
}

/// A moment, in full by a tooltip.
pub(super) fn when(moment: Option<Timestamp>, around: &Around<'_>) -> Option<El> {
    moment.map(|at| el("time").attr(Attr::Title, &around.text.when_exactly(at)).text(&around.text.when(at)))
}

fn reply(reply: &Reply, body: Html, deeds: Option<El>, around: &Around<'_>) -> El {
    let mut someone = Someone::new(reply.author.as_deref(), around);
    if reply.official {
        someone.role = Role::Employee;
    }
    let helped = reply.star_count as usize;
    let lines = div("person-lines")
        .child(name_line(&someone, around))
        .child(p("meta").maybe(when(reply.created_at, around)));
    // The button that says so counts as well.
    let stars = (helped > 0 && around.library.read().link("star").is_none()).then(|| {
        let words = around.text.count(Sentence::TopicHelped, helped, &[]);
        p("meta").child(span("").child(Icon::Praise.draw()).text(&words))
    });
    div("reply")
        .child(div("person").child(face(&someone, Size::Normal)).child(lines))
        .node(body)
        .maybe(stars)
        .maybe(deeds)
}

/// Tags, and the topic's own page.
fn foot(topic: &Topic, standing: &Standing, writing: &Writing, around: &Around<'_>) -> Option<El> {
    let page = topic.url.as_deref().and_then(|url| resolve(url, around.base));
    // No moderator reads what is between two.
    let is_private = standing.visibility == Visibility::Private;
    let flag = if is_private { None } else { deeds::flag(None, topic.author.as_ref(), writing, around) };
    if page.is_none() && topic.tags.is_empty() && flag.is_none() {
        return None;
    }
    let tags = (!topic.tags.is_empty()).then(|| {
        let list = el("ul").class("tags").role("list").label(Sentence::TopicTags, around);
        topic.tags.iter().fold(list, |list, tag| list.child(el("li").dir_auto().text(tag)))
    });
    let page = page.map(|href| {
        el("a")
            .class("link")
            .attr(Attr::Href, &href)
            .attr(Attr::Target, "_blank")
            .attr(Attr::Rel, "noopener")
            .child(Icon::Out.draw())
            .say(Sentence::TopicPage, around)
    });
    let flag = flag.map(|flag| div("row-of").child(flag));
    let foot = el("footer").class("topic-foot").maybe(tags).maybe(page).maybe(flag);
    Some(foot.maybe(deeds::reasons(None, writing, around)))
}
