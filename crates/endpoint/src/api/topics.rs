//! `GET /api/topics`, `/api/topics/{id}` and `/api/topics/{id}/replies`.

use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::Response;
use goodword_core::model::{Id, Topic};

use super::answer::{ids, people};
use super::cursor;
use super::openapi::Problems;
use super::parameters::Parameters;
use super::private;
use super::stand_in;
use super::viewer::Viewer;
use crate::database::{Database, Eye, Key, Side, Sort, State as RowState, TopicFilter, stood_for};
use crate::problem::Problem;
use crate::wire::{ListWire, ReplyWire, TopicPageWire, TopicWire, Word};

/// How many replies come with their topic.
const REPLIES_WITH_TOPIC: u32 = 50;

/// What the cursors of replies are for.
const REPLIES: &str = "topic-replies";

#[utoipa::path(
    get, path = "/api/topics",
    params(
        ("sort" = Option<String>, Query, description = "active, recent, replies, me_too or unanswered"),
        ("kind" = Option<String>, Query, description = "Kinds, with commas between"),
        ("status" = Option<String>, Query, description = "Statuses, with commas between"),
        ("tag" = Option<String>, Query),
        ("product" = Option<String>, Query),
        ("asked" = Option<String>, Query, description = "me, for what the reader was asked, or by_me, for what the reader asked in private; and nothing else"),
        ("cursor" = Option<String>, Query, description = "Of `next` of the page before"),
        ("limit" = Option<u32>, Query, minimum = 1, maximum = 50)
    ),
    responses((status = 200, body = ListWire<TopicWire>), Problems),
    security((), ("site" = [])),
)]
pub(super) async fn topics(
    State(database): State<Database>,
    viewer: Viewer,
    request: HeaderMap,
    parameters: Parameters,
) -> Result<Response, Problem> {
    if let Some(asked) = parameters.text("asked")? {
        let side = match asked.as_str() {
            "me" => Side::Addressee,
            "by_me" => Side::Asker,
            _ => return Err(Problem::parameter("asked", "me or by_me")),
        };
        return Ok(viewer.answer(&request, &private::asked(&database, &viewer, side, &parameters).await?));
    }
    let sort: Sort = parameters.word("sort")?;
    let filter = TopicFilter {
        kinds: parameters.words("kind")?,
        statuses: parameters.words("status")?,
        tag: parameters.text("tag")?,
        product: parameters.text("product")?,
    };
    let page = database.topics(sort, &filter, parameters.page(sort.word())?).await?;
    let mut data: Vec<_> = page.rows.iter().map(TopicWire::from).collect();
    let mut named = viewer.dress(&database, &mut data).await?;
    named.extend(authors(&page.rows));
    let known = database.people(&named).await?;
    let list = ListWire {
        total: page.total,
        data,
        people: people(&known),
        next: parameters.next(sort.word(), page.next),
    };
    Ok(viewer.answer(&request, &list))
}

#[utoipa::path(
    get, path = "/api/topics/{id}",
    params(
        ("id" = String, Path, description = "The topic's")
    ),
    responses((status = 200, body = TopicPageWire), Problems),
    security((), ("site" = [])),
)]
pub(super) async fn topic(
    State(database): State<Database>,
    viewer: Viewer,
    Path(id): Path<String>,
    request: HeaderMap,
) -> Result<Response, Problem> {
    let found = database.topic(&viewer.eye(), &id, REPLIES_WITH_TOPIC).await?;
    let Some((topic, next)) = found else {
        let page = match private::page(&database, &viewer, &id, REPLIES_WITH_TOPIC).await? {
            Some(page) => page,
            None => vetted(&database, &viewer, &id).await?.ok_or_else(no_topic)?,
        };
        return Ok(viewer.answer(&request, &page));
    };
    let mut named = authors([&topic]);
    let mut topic = [TopicWire::from(&topic)];
    named.extend(viewer.dress(&database, &mut topic).await?);
    let [mut topic] = topic;
    let private = private::recall(&database, &viewer, &mut topic, REPLIES_WITH_TOPIC).await?;
    named.extend(authors(&private));
    named.extend(topic.to.clone().map(Id::from));
    let known = database.people(&named).await?;
    let page = TopicPageWire { topic, people: people(&known), next: replies_after(&id, next) };
    Ok(viewer.answer(&request, &page))
}

/// Where the replies after those that came with the topic are, relative to the topic's own address.
pub(super) fn replies_after(topic: &str, key: Option<Key>) -> Option<String> {
    let cursor = cursor::write(REPLIES, key?);
    let id: String = form_urlencoded::byte_serialize(topic.as_bytes()).collect();
    // In a path a plus sign is itself, so a space is written out.
    Some(format!("{}/replies?cursor={cursor}", id.replace('+', "%20")))
}

/// The recommendation that is named like a topic, for moderators.
async fn vetted(database: &Database, viewer: &Viewer, id: &str) -> Result<Option<TopicPageWire>, Problem> {
    let Some(word) = stood_for(id).filter(|_| viewer.eye() == Eye::Moderator) else { return Ok(None) };
    let Some((word, state)) = database.vetted(word).await? else { return Ok(None) };
    let known = database.people(std::slice::from_ref(&word.person)).await?;
    let topic = stand_in::topic(&word, state, &database.products().await?);
    Ok(Some(TopicPageWire { topic, people: people(&known), next: None }))
}

#[utoipa::path(
    get, path = "/api/topics/{id}/replies",
    params(
        ("id" = String, Path, description = "The topic's"),
        ("cursor" = Option<String>, Query, description = "Of `next` of the page before"),
        ("limit" = Option<u32>, Query, minimum = 1, maximum = 50)
    ),
    responses((status = 200, body = ListWire<ReplyWire>), Problems),
    security((), ("site" = [])),
)]
pub(super) async fn replies(
    State(database): State<Database>,
    viewer: Viewer,
    Path(id): Path<String>,
    request: HeaderMap,
    parameters: Parameters,
) -> Result<Response, Problem> {
    let asked = parameters.page(REPLIES)?;
    let (page, is_private) = match database.replies(&viewer.eye(), &id, asked).await? {
        Some(page) => (page, false),
        None => (private::replies(&database, &viewer, &id, asked).await?.ok_or_else(no_topic)?, true),
    };
    let known = database.people(&ids(page.rows.iter().map(|reply| reply.author.as_ref()))).await?;
    let mut data: Vec<_> = page.rows.iter().map(ReplyWire::from).collect();
    if is_private {
        for reply in &mut data {
            reply.state = Some(RowState::Private.word());
        }
    } else {
        viewer.name_states(&database, &id, &mut data).await?;
    }
    let list = ListWire {
        total: page.total,
        data,
        people: people(&known),
        next: parameters.next(REPLIES, page.next),
    };
    Ok(viewer.answer(&request, &list))
}

pub(super) fn no_topic() -> Problem {
    Problem::not_found("there is no topic with this id")
}

/// Who wrote the topics and the replies at hand.
pub(super) fn authors<'a>(topics: impl IntoIterator<Item = &'a Topic>) -> Vec<Id> {
    let of_topic = |topic: &'a Topic| {
        let replies = topic.replies.iter().map(|reply| reply.author.as_ref());
        replies.chain([topic.author.as_ref()])
    };
    ids(topics.into_iter().flat_map(of_topic))
}
