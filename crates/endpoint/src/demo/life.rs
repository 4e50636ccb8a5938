//! What the demo's people have done before anybody looks: whom they call a friend, and what they say of the first product.
//!
//! Ana's friends are Ben and some of the community's own people. Ben says something to friends alone, and may be asked. Cleo is Ben's friend and a
//! stranger to Ana, who may be suggested. Eve and Mo know nobody.

use goodword_core::model::{Audience, Id, Person, Recommendation, Role, Timestamp, Verb};
use uuid::Uuid;

use super::PEOPLE;
use crate::database::{Database, DatabaseError};

/// Who of the demo's people call each other friends.
const FRIENDS: [[&str; 2]; 2] = [["ana", "ben"], ["ben", "cleo"]];

/// How many of the community's own people are friends of Ana's: of those who say something of the product, the first.
const NEAR_ANA: usize = 4;

/// Who says what, to whom, and whether they answer questions about it.
const WORDS: [(&str, Verb, &str, Audience, bool); 2] = [
    ("ben", Verb::Uses, "Two years, every morning. Ask me before you buy one.", Audience::Friends, true),
    ("cleo", Verb::Bought, "A friend of mine has one, so I knew what I would get.", Audience::Public, false),
];

/// Gives the demo's people a life in a community in which they have none yet. One without a product has nothing to speak of and stays as it is.
///
/// # Errors
/// The database failed; what came before stays.
pub async fn move_in(database: &Database, now: Timestamp) -> Result<(), DatabaseError> {
    let Some(product) = database.products().await?.into_iter().next() else { return Ok(()) };
    for (id, verb, text, audience, will_answer) in WORDS {
        let person = resident(database, &Id::from(id)).await?;
        let word = Recommendation {
            id: Id::from(Uuid::now_v7().to_string()),
            person: person.id.clone(),
            subject: product.id.clone(),
            verb,
            text: text.to_owned(),
            created_at: Some(now),
            audience,
            will_answer,
        };
        database.recommend(now, &person, &word, true).await?;
    }
    let mut pairs = FRIENDS.map(|pair| pair.map(Id::from)).to_vec();
    pairs.extend(speakers(database, &product.id).await?.into_iter().map(|id| [Id::from("ana"), id]));
    for pair in pairs {
        let [one, other] = [resident(database, &pair[0]).await?, resident(database, &pair[1]).await?];
        // Who comes second said something and so is known; who comes first is from here on.
        database.befriend(now, &one, &other.id, true).await?;
        database.befriend(now, &other, &one.id, true).await?;
    }
    let cleo = resident(database, &Id::from("cleo")).await?;
    database.set_discoverable(now, &cleo, true).await
}

/// The first of the community's own people who say something of the product.
async fn speakers(database: &Database, product: &Id) -> Result<Vec<Id>, DatabaseError> {
    let mut reading = database.read().await?;
    let mut speakers = Vec::new();
    for word in reading.recommendations().await? {
        let is_own = PEOPLE.iter().all(|(id, ..)| *id != word.person.as_str());
        if word.subject == *product && is_own && !speakers.contains(&word.person) {
            speakers.push(word.person);
        }
    }
    speakers.truncate(NEAR_ANA);
    Ok(speakers)
}

/// Who has this id: as the community knows them, or as the demo does.
async fn resident(database: &Database, id: &Id) -> Result<Person, DatabaseError> {
    let known = database.people(std::slice::from_ref(id)).await?.pop();
    let name = PEOPLE.iter().find(|(of, ..)| *of == id.as_str()).map_or(id.as_str(), |(_, name, _)| name);
    let newcomer =
        || Person { id: id.clone(), name: name.to_owned(), avatar: None, url: None, role: Role::default() };
    Ok(known.unwrap_or_else(newcomer))
}
