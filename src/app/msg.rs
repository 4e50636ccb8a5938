//! What can happen to a panel.

use super::Turn;
use crate::{scene::Command, store::Action, text::Messages, view::Wish};
use std::rc::Rc;

/// Whatever happens to a panel.
#[derive(Debug)]
pub enum Msg {
    /// The state changes.
    Act(Action),
    /// The host wants something.
    Command(Command),
    /// The messages of a language were read.
    Spoke(String, Option<Rc<Messages>>),
    /// The page's own theme switch was moved.
    PageScheme,
    /// The query has not changed for a while.
    Settled,
    /// The browser is online, or no more.
    Online,
    /// It has been online for a moment.
    Resumed,
    /// Something that the desk sees to.
    Turn(Turn),
    /// What was asked for later came, or cannot be had.
    Came,
    #[doc(hidden)]
    Wish(WishBox),
}

/// A wish of the visitor's.
#[derive(Debug)]
pub struct WishBox(pub(super) Wish);
