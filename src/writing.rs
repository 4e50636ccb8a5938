//! What a visitor writes at the present place, and how far it has gone. Pure.

use goodword_core::{draft::Draft, model::Id};
use std::{ops::Deref, rc::Rc};

/// Why something did not go. What was written stays.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hitch {
    /// The browser says that it is offline.
    Offline,
    /// No answer, a late one, or an error of the server's own.
    Unreachable,
    /// The endpoint has to know who writes, and the site has not said.
    SignIn,
    /// A guest has to leave a name and an address.
    Guest,
    /// Too much at once; later it may go.
    TooMany,
    /// The endpoint is left alone for a while.
    Busy,
    /// Quicker than people are; in a moment it may go.
    TooQuick,
    /// The endpoint does not take it as it is.
    Refused,
    /// The host wants the visitor asked first.
    Consent,
}

/// How far it has gone.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sending {
    /// It is being written.
    #[default]
    Idle,
    /// It is on its way.
    Going,
    /// It did not arrive, or nobody knows; the same key makes a second try harmless.
    Failed(Hitch),
}

/// A field of a form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    /// What it is about.
    Kind,
    /// In one line.
    Title,
    /// The details, or the reply.
    Body,
    /// A product, chosen or not any more.
    Product,
    /// Free words.
    Tags,
    /// How it makes one feel.
    Mood,
    /// A guest's name.
    Name,
    /// A guest's address.
    Email,
    /// How strongly one's own word speaks.
    Verb,
    /// Who may see it.
    Audience,
    /// Whether friends may ask about it; each change turns it.
    WillAnswer,
    /// Who is asked: nobody in particular, a friend first, or that friend alone.
    To,
}

/// What is said against a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// Advertising, or noise.
    Spam,
    /// Unkind.
    Rude,
    /// It tells what is somebody's own.
    Private,
    /// It is not true.
    Wrong,
}

impl Reason {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Spam, Self::Rude, Self::Private, Self::Wrong];

    /// Its word on the wire.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Spam => "spam",
            Self::Rude => "rude",
            Self::Private => "private",
            Self::Wrong => "wrong",
        }
    }
}

/// What something is said against.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Against {
    /// The topic shown.
    Topic,
    /// One of its replies.
    Reply(Id),
}

impl Against {
    /// The reply, or else the topic.
    pub fn of(reply: Option<&Id>) -> Self {
        reply.cloned().map_or(Self::Topic, Self::Reply)
    }
}

/// Something that a visitor does and the endpoint keeps. Of the topic shown, where it is of a topic.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Deed {
    /// Asks what was written.
    Ask,
    /// Replies with what was written.
    Reply,
    /// Has it too, or not any more.
    MeToo(bool),
    /// Wants to know what happens in it, or not any more.
    Follow(bool),
    /// This reply helped, or did not after all.
    Star(Id, bool),
    /// Friends may see that the visitor has it too or, where it names one, that this reply helped; or no more.
    Show(Option<Id>, bool),
    /// Says something against the topic, or one of its replies.
    Flag(Against, Reason),
    /// It is solved, by this reply where one is named; or it is not.
    Solve(Option<Id>, bool),
    /// Decides on it, as a moderator.
    Judge(Judgement),
    /// Takes a moderator's act back, by its id.
    Undo(String),
    /// Puts before everyone what was asked in private.
    Publish,
    /// Calls somebody a friend, or no more.
    Befriend(Id, bool),
    /// Does not want this person to be suggested again.
    Dismiss(Id),
    /// May be suggested to others, or no more.
    BeFound(bool),
    /// Recommends the product of this id with what was written.
    Recommend(Id),
    /// Takes one's own word for the product of this id back.
    Withdraw(Id),
}

impl Deed {
    /// What one press turned on or off, the other way round; nothing of anything else.
    pub fn turned(&self) -> Option<Self> {
        Some(match self {
            Self::MeToo(on) => Self::MeToo(!on),
            Self::Follow(on) => Self::Follow(!on),
            Self::Star(reply, on) => Self::Star(reply.clone(), !on),
            Self::Show(of, on) => Self::Show(of.clone(), !on),
            Self::Befriend(person, on) => Self::Befriend(person.clone(), !on),
            Self::BeFound(may) => Self::BeFound(!may),
            _ => return None,
        })
    }

    /// Whether a form sends it.
    pub const fn is_form(&self) -> bool {
        matches!(self, Self::Ask | Self::Reply | Self::Recommend(_))
    }
}

/// What became of one's own word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum News {
    /// Those for whom it is can see it.
    Shared,
    /// A moderator reads it first.
    Waits,
    /// Nobody can see it any more.
    TakenBack,
}

/// What a visitor does with one's own word, beside sending it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Say {
    /// Changes it.
    Edit,
    /// Is about to take the one for the product of this id back, and is asked whether that is meant.
    Leave(Id),
    /// Asks this friend.
    Ask(Id),
    /// Tells somebody of the page, in the browser's own way.
    Share,
    /// Takes the page's address along.
    Copy,
    /// The browser did as it was asked, or did not: to share, or to copy.
    Told(Way, bool),
}

/// A way to tell of the page that takes its time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// The browser's own.
    Share,
    /// The address, copied.
    Copy,
}

/// Who asked what is between the visitor and a friend.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asker {
    /// The friend.
    Friend,
    /// The visitor, in private.
    Visitor,
}

impl Asker {
    /// Both of them.
    pub const ALL: [Self; 2] = [Self::Friend, Self::Visitor];
}

/// What a moderator decides on a topic, or on one of its replies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Judgement {
    /// The topic's id.
    pub topic: Id,
    /// The reply's id, where it is one.
    pub reply: Option<Id>,
    /// The act's word on the wire.
    pub act: &'static str,
    /// The status that it gets, or the id of the topic that it becomes part of.
    pub to: Option<String>,
}

/// What is written, and what stands open around it.
#[expect(
    clippy::struct_excessive_bools,
    reason = "independent of each other, each one thing that stands open"
)]
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Writing {
    /// As far as it is written.
    pub draft: Draft,
    /// How far it has gone.
    pub sending: Sending,
    /// The field that the endpoint did not take as it is.
    pub refused: Option<Field>,
    /// For how many s nothing is sent; the button counts them down.
    pub wait_s: u32,
    /// Whether its faults are shown: from the first try to send it on.
    pub is_checked: bool,
    /// Whether the reply's form is open.
    pub is_open: bool,
    /// Whether a guest is asked for a name.
    pub as_guest: bool,
    /// What a reason is being chosen against.
    pub flagging: Option<Against>,
    /// Why the last deed other than a form's did not go.
    pub hitch: Option<Hitch>,
    /// Whether the last thing that was said against a row was received.
    pub has_flagged: bool,
    /// The id of the moderator's act that was done last, while it can be taken back here.
    pub judged: Option<String>,
    /// What became of one's own word here.
    pub news: Option<News>,
    /// The product whose word is taken back when that is pressed once more.
    pub leaving: Option<Id>,
    /// Whether the page's address was copied, or could not be.
    pub copied: Option<bool>,
    /// The friend whom the visitor came to ask.
    pub friend: Option<Id>,
    /// Whether plain links stand in for the browser's own way to tell somebody, because it has none, or that did not do.
    pub is_plain: bool,
}

/// What is written, shared by the states that have it. Equal only to itself: each change makes a new one.
#[derive(Clone, Debug, Default)]
pub struct Shared(pub(crate) Rc<Writing>);

impl Shared {
    /// A new one.
    pub fn new(writing: Writing) -> Self {
        Self(Rc::new(writing))
    }
}

impl PartialEq for Shared {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl Deref for Shared {
    type Target = Writing;

    fn deref(&self) -> &Writing {
        &self.0
    }
}
