//! A recommendation that a moderator has to see, in the form of a topic: whoever draws topics to moderate can so draw it, and
//! decides about it by the same acts. Beside it stands the recommendation itself.

use goodword_core::model::{Format, Kind, Product, Recommendation, Status};

use crate::database::{State, stand_in};
use crate::wire::{TopicWire, ViewerWire, Word, rfc3339};

/// The recommendation as a topic that only moderators see. Its title is made of words of the protocol and of names.
pub(super) fn topic(word: &Recommendation, state: State, products: &[Product]) -> TopicWire {
    let product = products.iter().find(|product| product.id == word.subject);
    let name = product.map_or(word.subject.as_str(), |product| product.name.as_str());
    TopicWire {
        id: stand_in(word.id.as_str()),
        kind: Word::word(Kind::Praise),
        status: Word::word(Status::None),
        title: format!("{} {name}", Word::word(word.verb)).trim_end().to_owned(),
        body: word.text.clone(),
        format: Word::word(Format::Text),
        author: Some(word.person.to_string()),
        created_at: word.created_at.and_then(rfc3339),
        last_active_at: None,
        url: None,
        tags: Vec::new(),
        products: product.map(|product| product.id.to_string()).into_iter().collect(),
        me_too_count: 0,
        follower_count: 0,
        reply_count: 0,
        replies: Vec::new(),
        mood: None,
        state: unpublished(state),
        to: None,
        viewer: Some(ViewerWire { may: vec!["moderate"], ..ViewerWire::default() }),
    }
}

/// The word for a state that not everyone sees.
pub(super) fn unpublished(state: State) -> Option<&'static str> {
    (state != State::Published).then(|| state.word())
}
