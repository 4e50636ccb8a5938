//! What friends ask each other: a private topic for its two, what one was asked, and `PUT /api/topics/{id}/public`. To anyone
//! else there is no such topic, and they are told so by the same words as of an id that nobody gave.

use axum::Json;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use goodword_core::model::{Id, Reply, Topic};

use super::Service;
use super::answer::people;
use super::author::Author;
use super::openapi::Problems;
use super::parameters::Parameters;
use super::topics::{authors, no_topic, replies_after};
use super::viewer::Viewer;
use super::writing::{WrittenWire, at_once, now};
use crate::database::{Asked, Database, Page, PageRequest, Private, Side, State as RowState};
use crate::problem::Problem;
use crate::wire::{ListWire, TopicPageWire, TopicWire, ViewerWire, Word};

/// What the cursors are for.
fn list(side: Side) -> &'static str {
    match side {
        Side::Addressee => "asked",
        Side::Asker => "asking",
    }
}

/// The private topic with this id and its first `limit` replies, if the reader is one of its two.
pub(super) async fn page(
    database: &Database,
    viewer: &Viewer,
    id: &str,
    limit: u32,
) -> Result<Option<TopicPageWire>, Problem> {
    let Some(reader) = viewer.id() else { return Ok(None) };
    let found = database.private_topic(reader.as_str(), id, limit).await?;
    let Some((private, next)) = found else { return Ok(None) };
    let mut named = authors([&private.topic]);
    named.push(private.to.clone());
    let known = database.people(&named).await?;
    let topic = wire(&private, reader);
    Ok(Some(TopicPageWire { topic, people: people(&known), next: replies_after(id, next) }))
}

/// The replies to the private topic with this id, if the reader is one of its two.
pub(super) async fn replies(
    database: &Database,
    viewer: &Viewer,
    id: &str,
    page: PageRequest,
) -> Result<Option<Page<Reply>>, Problem> {
    let Some(reader) = viewer.id() else { return Ok(None) };
    Ok(database.private_replies(reader.as_str(), id, page).await?)
}

/// Adds what was replied in private, before the question became public, for the two who know.
pub(super) async fn recall(
    database: &Database,
    viewer: &Viewer,
    topic: &mut TopicWire,
    limit: u32,
) -> Result<Option<Topic>, Problem> {
    let Some(reader) = viewer.id() else { return Ok(None) };
    let found = database.private_topic(reader.as_str(), &topic.id, limit).await?;
    let Some((private, _)) = found else { return Ok(None) };
    topic.replies.extend(wire(&private, reader).replies);
    Ok(Some(private.topic))
}

/// `GET /api/topics?asked=me`: what the reader was asked; `?asked=by_me`: what the reader asked in private.
pub(super) async fn asked(
    database: &Database,
    viewer: &Viewer,
    side: Side,
    parameters: &Parameters,
) -> Result<ListWire<TopicWire>, Problem> {
    let reader = viewer.named()?;
    let page = database.asked(reader.as_str(), side, parameters.page(list(side))?).await?;
    let mut data: Vec<TopicWire> = page
        .rows
        .iter()
        .filter_map(|asked| match asked {
            Asked::Publicly(topic) => Some(TopicWire::from(topic)),
            Asked::Privately(_) => None,
        })
        .collect();
    let mut named = viewer.dress(database, &mut data).await?;
    let mut publicly = data.into_iter();
    let data = page.rows.iter().filter_map(|asked| match asked {
        Asked::Publicly(_) => publicly.next(),
        Asked::Privately(private) => Some(wire(private, reader)),
    });
    let topic = |asked: &'_ Asked| match asked {
        Asked::Publicly(topic) | Asked::Privately(Private { topic, .. }) => topic.clone(),
    };
    let data = data.collect();
    let topics: Vec<Topic> = page.rows.iter().map(topic).collect();
    named.extend(authors(&topics));
    named.extend(page.rows.iter().filter_map(|asked| match asked {
        Asked::Publicly(_) => None,
        Asked::Privately(private) => Some(private.to.clone()),
    }));
    let known = database.people(&named).await?;
    let next = parameters.next(list(side), page.next);
    Ok(ListWire { total: page.total, data, people: people(&known), next })
}

#[utoipa::path(
    put, path = "/api/topics/{id}/public",
    params(
        ("id" = String, Path, description = "The topic's")
    ),
    responses((status = 200, body = WrittenWire), Problems),
    security(("site" = [])),
)]
pub(super) async fn publish(
    State(service): State<Service>,
    Path(id): Path<String>,
    author: Author,
) -> Result<Response, Problem> {
    let at_once = at_once(&service, &author);
    let written = service.database.publish(now(), &author.person, &id, at_once).await?;
    Ok(Json(WrittenWire::from(written.ok_or_else(no_topic)?)).into_response())
}

fn wire(private: &Private, reader: &Id) -> TopicWire {
    let mut topic = TopicWire::from(&private.topic);
    topic.state = Some(RowState::Private.word());
    for reply in &mut topic.replies {
        reply.state = topic.state;
    }
    topic.to = Some(private.to.to_string());
    topic.mood.clone_from(&private.mood);
    let may_publish = private.topic.author.as_ref() == Some(reader) && !private.is_public;
    let may = may_publish.then_some("publish").into_iter().collect();
    topic.viewer = Some(ViewerWire { may, ..ViewerWire::default() });
    topic
}
