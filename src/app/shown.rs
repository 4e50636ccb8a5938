//! What a visitor does, shown before the endpoint has said so, or before it is read from there.

use super::App;
use crate::{
    store::{Action, Place},
    writing::{Asker, Deed},
};
use goodword_core::{
    draft::Draft,
    model::{Body, Format, Id, Standing, Status, Topic, Visibility},
    snapshot::Row,
};
use yew::Context;

impl App {
    /// Shows a deed as done before the endpoint has said so; what it says is read afterwards.
    pub(super) fn show_done(&mut self, ctx: &Context<Self>, deed: &Deed) {
        self.show_person(deed);
        self.write_on(ctx, |writing| writing.hitch = None);
        let Place::Topic(id) = self.state.place().clone() else { return };
        self.state.library.grow(|community| {
            let Some(topic) = community.topic(&id) else { return };
            let (mut topic, mut standing) =
                (Topic::clone(topic), community.standing(&id).cloned().unwrap_or_default());
            done(deed, &mut topic, &mut standing);
            community.put(Row::Topic(topic));
            community.put(Row::Standing(id, standing));
        });
        self.grown(ctx);
        self.write_on(ctx, |writing| {
            writing.hitch = None;
            writing.flagging = None;
            writing.has_flagged = matches!(deed, Deed::Flag(..));
        });
    }

    /// What was asked is there: it is shown at once, from what was written.
    pub(super) fn asked(&mut self, ctx: &Context<Self>, id: &Id, state: &str) {
        let draft = self.state.writing.draft.clone();
        let author = ctx.props().scene.given.circle.viewer().cloned();
        let visibility = match state {
            "waiting" => Visibility::Waiting,
            "private" => Visibility::Private,
            _ => Visibility::Published,
        };
        self.state.library.grow(|community| {
            community.put(Row::Topic(topic(id, draft, author)));
            community.put(Row::Standing(id.clone(), Standing { visibility, ..Standing::default() }));
        });
        if let (Visibility::Private, Some(asking)) =
            (visibility, &mut self.people.asked[Asker::Visitor as usize])
        {
            asking.insert(0, id.clone());
        }
        self.grown(ctx);
        self.act(ctx, Action::Became(Place::Topic(id.clone())));
    }
}

fn topic(id: &Id, draft: Draft, author: Option<Id>) -> Topic {
    Topic {
        id: id.clone(),
        kind: draft.kind,
        status: Status::None,
        title: draft.title.trim().to_owned(),
        tags: draft.tag_list().into_iter().map(str::to_owned).collect(),
        body: Body { source: draft.body, format: Format::Text },
        author,
        created_at: None,
        last_active_at: None,
        url: None,
        products: draft.products,
        me_too_count: 0,
        follower_count: 0,
        reply_count: 0,
        replies: Vec::new(),
    }
}

/// What a deed changes in what is shown.
fn done(deed: &Deed, topic: &mut Topic, standing: &mut Standing) {
    let step = |count: u32, on: bool| if on { count.saturating_add(1) } else { count.saturating_sub(1) };
    match deed {
        Deed::MeToo(on) if standing.me_too != *on => {
            standing.me_too = *on;
            standing.me_too_shared = false;
            topic.me_too_count = step(topic.me_too_count, *on);
        }
        Deed::Follow(on) if standing.follows != *on => {
            standing.follows = *on;
            topic.follower_count = step(topic.follower_count, *on);
        }
        Deed::Show(None, on) => standing.me_too_shared = *on,
        Deed::Show(Some(id), on) => mark(&mut standing.stars_shared, id, *on),
        Deed::Star(id, on) => {
            mark(&mut standing.stars, id, *on);
            mark(&mut standing.stars_shared, id, false);
            if let Some(reply) = topic.replies.iter_mut().find(|reply| reply.id == *id) {
                reply.star_count = step(reply.star_count, *on);
            }
        }
        Deed::Solve(id, on) => {
            topic.status = if *on { Status::Complete } else { Status::Active };
            for reply in &mut topic.replies {
                reply.best = *on && Some(&reply.id) == id.as_ref();
            }
        }
        _ => {}
    }
}

/// Takes `id` among the marked, or out of them.
fn mark(marked: &mut Vec<Id>, id: &Id, on: bool) {
    marked.retain(|known| known != id);
    if on {
        marked.push(id.clone());
    }
}
