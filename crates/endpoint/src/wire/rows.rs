//! The rows of a snapshot, and how the model becomes them.

use goodword_core::model::{Audience, Format, Kind, Mark, Role, Status, Verb};
use goodword_core::model::{Id, Person, Product, Recommendation, Reply, Timestamp, Topic};
use serde::Serialize;
use utoipa::ToSchema;

use super::words::words;
use super::{Word, rfc3339};

/// A topic. The fields mean what [`Topic`]'s mean.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = Topic, description = "A topic, as in a snapshot.")]
#[expect(missing_docs, reason = "the model documents each field under the same name")]
pub struct TopicWire {
    pub id: String,
    #[schema(schema_with = words::<Kind>)]
    pub kind: &'static str,
    #[schema(schema_with = words::<Status>)]
    pub status: &'static str,
    pub title: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub body: String,
    #[schema(schema_with = words::<Format>)]
    pub format: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub author: Option<String>,
    #[schema(format = DateTime)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub created_at: Option<String>,
    #[schema(format = DateTime)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_active_at: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    pub tags: Vec<String>,
    pub products: Vec<String>,
    pub me_too_count: u32,
    pub follower_count: u32,
    pub reply_count: u32,
    /// All replies, or those that the answer says it holds.
    pub replies: Vec<ReplyWire>,
    /// How it makes its asker feel, where the asker said so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mood: Option<String>,
    /// `waiting`, `hidden` or `private`, for those who see it nevertheless.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub state: Option<&'static str>,
    /// The friend whom it is put to, for the asker and that friend.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to: Option<String>,
    /// What the reader has to do with it, where the site vouches for one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub viewer: Option<ViewerWire>,
}

/// What a reader has to do with a topic. What is not so is left out.
#[derive(Clone, Debug, Default, Serialize, ToSchema)]
#[schema(as = Viewer)]
pub struct ViewerWire {
    /// The reader has it too.
    #[serde(skip_serializing_if = "is_false")]
    pub me_too: bool,
    /// The reader's friends may see that.
    #[serde(skip_serializing_if = "is_false")]
    pub me_too_shared: bool,
    /// The reader follows it.
    #[serde(skip_serializing_if = "is_false")]
    pub follow: bool,
    /// The replies, by id, to which the reader gave a star.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub stars: Vec<String>,
    /// Those of them that the reader's friends may see.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub stars_shared: Vec<String>,
    /// The reader's friends who show what they said of the topic, by their ids.
    #[schema(max_items = 20)]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub friends: Vec<SaidWire>,
    /// What the reader may do to the topic: `solve`, `moderate`, `publish`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub may: Vec<&'static str>,
}

/// What a friend shows to have said of a topic.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = Said)]
pub struct SaidWire {
    /// The friend's id.
    pub person: String,
    /// That the friend has it too or else was helped by a reply.
    #[schema(schema_with = words::<Mark>)]
    pub did: &'static str,
}

impl From<&(Id, Mark)> for SaidWire {
    fn from((person, mark): &(Id, Mark)) -> Self {
        Self { person: id(person), did: mark.word() }
    }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde gives a reference")]
fn is_false(value: &bool) -> bool {
    !value
}

/// A reply. The fields mean what [`Reply`]'s mean.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = Reply, description = "A reply, as in a snapshot.")]
#[expect(missing_docs, reason = "the model documents each field under the same name")]
pub struct ReplyWire {
    pub id: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub author: Option<String>,
    pub body: String,
    #[schema(schema_with = words::<Format>)]
    pub format: &'static str,
    #[schema(format = DateTime)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub created_at: Option<String>,
    pub best: bool,
    pub official: bool,
    pub star_count: u32,
    /// `waiting`, `hidden` or `private`, for those who see it nevertheless.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub state: Option<&'static str>,
}

/// A person. The fields mean what [`Person`]'s mean.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = Person, description = "A person, as in a snapshot.")]
#[expect(missing_docs, reason = "the model documents each field under the same name")]
pub struct PersonWire {
    pub id: String,
    pub name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub avatar: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    #[schema(schema_with = words::<Role>)]
    pub role: &'static str,
}

/// A recommendation. The fields mean what [`Recommendation`]'s mean.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = Recommendation, description = "A recommendation, as in a snapshot.")]
#[expect(missing_docs, reason = "the model documents each field under the same name")]
pub struct RecommendationWire {
    pub id: String,
    pub person: String,
    pub subject: String,
    #[schema(schema_with = words::<Verb>)]
    pub verb: &'static str,
    pub text: String,
    #[schema(format = DateTime)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub created_at: Option<String>,
    #[schema(schema_with = words::<Audience>)]
    pub audience: &'static str,
    pub will_answer: bool,
    /// `waiting`, for its author and for moderators.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub state: Option<&'static str>,
}

/// A product. The fields mean what [`Product`]'s mean.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = Product, description = "A product, as in a snapshot.")]
#[expect(missing_docs, reason = "the model documents each field under the same name")]
pub struct ProductWire {
    pub id: String,
    pub name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
}

fn id(id: &Id) -> String {
    id.as_str().to_owned()
}

fn time(time: Option<Timestamp>) -> Option<String> {
    time.and_then(rfc3339)
}

impl From<&Topic> for TopicWire {
    fn from(topic: &Topic) -> Self {
        Self {
            id: id(&topic.id),
            kind: topic.kind.word(),
            status: topic.status.word(),
            title: topic.title.clone(),
            body: topic.body.source.clone(),
            format: topic.body.format.word(),
            author: topic.author.as_ref().map(id),
            created_at: time(topic.created_at),
            last_active_at: time(topic.last_active_at),
            url: topic.url.clone(),
            tags: topic.tags.clone(),
            products: topic.products.iter().map(id).collect(),
            me_too_count: topic.me_too_count,
            follower_count: topic.follower_count,
            reply_count: topic.reply_count,
            replies: topic.replies.iter().map(ReplyWire::from).collect(),
            mood: None,
            state: None,
            to: None,
            viewer: None,
        }
    }
}

impl From<&Reply> for ReplyWire {
    fn from(reply: &Reply) -> Self {
        Self {
            id: id(&reply.id),
            author: reply.author.as_ref().map(id),
            body: reply.body.source.clone(),
            format: reply.body.format.word(),
            created_at: time(reply.created_at),
            best: reply.best,
            official: reply.official,
            star_count: reply.star_count,
            state: None,
        }
    }
}

impl From<&Person> for PersonWire {
    fn from(person: &Person) -> Self {
        Self {
            id: id(&person.id),
            name: person.name.clone(),
            avatar: person.avatar.clone(),
            url: person.url.clone(),
            role: person.role.word(),
        }
    }
}

impl From<&Recommendation> for RecommendationWire {
    fn from(word: &Recommendation) -> Self {
        Self {
            id: id(&word.id),
            person: id(&word.person),
            subject: id(&word.subject),
            verb: word.verb.word(),
            text: word.text.clone(),
            created_at: time(word.created_at),
            audience: word.audience.word(),
            will_answer: word.will_answer,
            state: None,
        }
    }
}

impl From<&Product> for ProductWire {
    fn from(product: &Product) -> Self {
        Self { id: id(&product.id), name: product.name.clone(), url: product.url.clone() }
    }
}
