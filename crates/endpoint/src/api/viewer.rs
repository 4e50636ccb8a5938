//! Who reads, where a request says so. An answer to somebody is that reader's own: what they did with the topics in it,
//! what of their own waits, and nothing that may be kept on the way.

use axum::extract::{FromRequestParts, Request};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, header};
use axum::middleware::Next;
use axum::response::Response;
use goodword_core::model::Id;
use serde::Serialize;

use super::answer::{is_for_all, json, private_json};
use super::author::Author;
use super::guests::sign_in;
use super::{ENDPOINT_PATH, Service};
use crate::database::{Database, Eye, State};
use crate::identity::Role;
use crate::problem::Problem;
use crate::wire::{ReplyWire, SaidWire, TopicWire, ViewerWire, Word};

/// Adds to what an answer of the protocol varies by: who reads, unless the answer says that it is the same for all. It comes after whatever else names that.
pub async fn vary_by_reader(request: Request, next: Next) -> Response {
    let is_ours = request.uri().path().starts_with(ENDPOINT_PATH);
    let mut response = next.run(request).await;
    if is_ours && is_for_all(response.headers()) != Some(true) {
        let others = response.headers().get_all(header::VARY).iter().filter_map(|value| value.to_str().ok());
        let names = others.chain(["authorization"]).collect::<Vec<_>>().join(", ");
        if let Ok(names) = HeaderValue::from_str(&names) {
            response.headers_mut().insert(header::VARY, names);
        }
    }
    response
}

/// A person whom the site vouches for, or anyone.
#[derive(Debug)]
pub(super) struct Viewer(Option<Author>);

impl FromRequestParts<Service> for Viewer {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, service: &Service) -> Result<Self, Problem> {
        if service.identity.is_none() || !parts.headers.contains_key(header::AUTHORIZATION) {
            return Ok(Self(None));
        }
        Author::from_request_parts(parts, service).await.map(|author| Self(Some(author)))
    }
}

impl From<Author> for Viewer {
    fn from(author: Author) -> Self {
        Self(Some(author))
    }
}

impl Viewer {
    /// With whose eyes rows are read.
    pub(super) fn eye(&self) -> Eye {
        match &self.0 {
            None => Eye::Public,
            Some(author) if author.role >= Role::Moderator => Eye::Moderator,
            Some(author) => Eye::Person(author.person.id.to_string()),
        }
    }

    /// The reader's id.
    pub(super) fn id(&self) -> Option<&Id> {
        self.0.as_ref().map(|author| &author.person.id)
    }

    /// The reader's id, where only for somebody there is an answer.
    pub(super) fn named(&self) -> Result<&Id, Problem> {
        self.id().ok_or_else(sign_in)
    }

    /// The answer, which others than a named reader may keep.
    pub(super) fn answer(&self, request: &HeaderMap, value: &impl Serialize) -> Response {
        if self.0.is_some() { private_json(value) } else { json(request, value) }
    }

    /// Adds to topics what does not stand in the model: moods, and what the reader has to do with them. Whom it names beside
    /// those who wrote them.
    pub(super) async fn dress(
        &self,
        database: &Database,
        topics: &mut [TopicWire],
    ) -> Result<Vec<Id>, Problem> {
        let ids: Vec<Id> = topics.iter().map(|topic| Id::from(topic.id.clone())).collect();
        let moods = database.moods(&ids).await?;
        for topic in &mut *topics {
            topic.mood = moods.get(&topic.id).cloned();
        }
        let Some(author) = &self.0 else { return Ok(Vec::new()) };
        let mut named = Vec::new();
        let viewing = database.viewing(author.person.id.as_str(), &ids).await?;
        let mut addressees = database.addressees(author.person.id.as_str(), &ids).await?;
        for topic in topics {
            topic.to = addressees.remove(&topic.id);
            let seen = viewing.get(&topic.id).cloned().unwrap_or_default();
            topic.state = seen.state.map(State::word);
            for reply in &mut topic.replies {
                reply.state = seen.replies.get(&reply.id).map(|state| state.word());
            }
            let is_asker = topic.author.as_deref() == Some(author.person.id.as_str());
            let may = [
                (is_asker || author.role >= Role::Employee).then_some("solve"),
                (author.role >= Role::Moderator).then_some("moderate"),
            ];
            topic.viewer = Some(ViewerWire {
                me_too: seen.me_too,
                me_too_shared: seen.me_too_shared,
                follow: seen.follow,
                stars: seen.stars,
                stars_shared: seen.stars_shared,
                friends: seen.friends.iter().map(SaidWire::from).collect(),
                may: may.into_iter().flatten().collect(),
            });
            named.extend(seen.friends.into_iter().map(|(friend, _)| friend));
        }
        Ok(named)
    }

    /// Adds to a topic's replies which of them the reader alone sees.
    pub(super) async fn name_states(
        &self,
        database: &Database,
        topic: &str,
        replies: &mut [ReplyWire],
    ) -> Result<(), Problem> {
        let Some(author) = &self.0 else { return Ok(()) };
        let viewing = database.viewing(author.person.id.as_str(), &[Id::from(topic.to_owned())]).await?;
        let Some(seen) = viewing.get(topic) else { return Ok(()) };
        for reply in replies {
            reply.state = seen.replies.get(&reply.id).map(|state| state.word());
        }
        Ok(())
    }
}
