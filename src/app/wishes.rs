//! What is wished for, by the host or the visitor, as changes of the state and moves of focus.

use super::{App, Turn, moves::Focus};
use crate::{
    config::Mode,
    desk::Stand,
    effects, ids,
    outcome::{Outcome, TopicOpened},
    scene::Command,
    store::{Action, Place},
    view::{self, Key, Step, Visit, Wish},
    writing::Deed,
};
use std::rc::Rc;
use yew::{AttrValue, Context};

impl App {
    /// What the host asks for, by a method of the element; whether anything changed.
    pub(super) fn command(&mut self, ctx: &Context<Self>, command: Command) -> bool {
        let scene = &ctx.props().scene;
        match command {
            Command::Hide => return self.act(ctx, Action::Closed),
            Command::Toggle if self.state.open => return self.act(ctx, Action::Closed),
            Command::Show | Command::Toggle => {
                let may_open = scene.config.mode != Mode::Inline && !self.state.open;
                return may_open
                    && scene.port.tell.emit(Outcome::BeforeOpen)
                    && self.act(ctx, Action::Opened);
            }
            Command::Search(query) => {
                self.command(ctx, Command::Show);
                self.act(ctx, Action::Typed(query.into()));
            }
            Command::Focus => self.focus = Some(Focus::Start),
            // The screen is missing then, and not what would stand on it.
            Command::Refresh if self.desk == Stand::Failed && *self.state.place() != Place::Home => {
                self.fetch(ctx);
                self.write(scene);
            }
            Command::Refresh => self.begin(ctx),
        }
        true
    }

    /// What the visitor asks for; whether anything changed.
    pub(super) fn wish(&mut self, ctx: &Context<Self>, wish: Wish) -> bool {
        match wish {
            Wish::Act(action) => self.act(ctx, action),
            Wish::Command(command) => {
                // What was pressed may be gone once it is carried out.
                self.focus = Some(Focus::Start);
                self.command(ctx, command)
            }
            Wish::Visit(visit) => self.visit(ctx, visit),
            Wish::Key(key) => self.press(ctx, key),
            Wish::List(list) => {
                let changed = self.act(ctx, Action::ChoseList(list));
                self.focus = Some(Focus::At(view::tab_id(list)));
                changed
            }
            Wish::Step(Step::Back) => self.act(ctx, Action::WentBack),
            Wish::Step(Step::Forward) => self.act(ctx, Action::WentForward),
            Wish::Step(Step::Close) => self.act(ctx, Action::Closed),
            Wish::Prepare => {
                self.texts.try_again();
                self.prepare(ctx);
                self.turn(ctx, Turn::Index);
                self.turn(ctx, Turn::Texts);
                true
            }
            Wish::Choose(sight, rank) => self.choose(ctx, &sight, rank),
            Wish::Ask => self.ask(ctx),
            Wish::Field(field, value) => self.turn(ctx, Turn::Field(field, value)),
            Wish::GoTo(id) => {
                self.focus = Some(Focus::At(id));
                true
            }
            Wish::Dismiss(person) => {
                self.focus = Some(Focus::At(ids::PEOPLE_ID));
                self.turn(ctx, Turn::Deed(Rc::new(Deed::Dismiss(person))))
            }
            Wish::Deed(deed) => self.turn(ctx, Turn::Deed(deed)),
            Wish::Say(say) => self.turn(ctx, Turn::Say(say)),
            Wish::Nothing => false,
            Wish::Reply(is_open) => self.turn(ctx, Turn::Reply(is_open)),
            Wish::Flag(flagging) => self.turn(ctx, Turn::Flag(flagging)),
        }
    }

    pub(super) fn visit(&mut self, ctx: &Context<Self>, Visit { place, from, rank }: Visit) -> bool {
        if let Place::Topic(id) = &place {
            ctx.props().scene.port.tell.emit(Outcome::Topic(TopicOpened { id: id.to_string(), rank }));
        }
        let scroll = effects::scroll_of(&self.root);
        self.act(ctx, Action::Visited { place, left_by: Some(from), scroll })
    }

    /// What a key in the search box does.
    fn press(&mut self, ctx: &Context<Self>, key: Key) -> bool {
        let state = self.state.clone();
        let rows = state.results.as_ref().map(|results| results.rows.clone()).unwrap_or_default();
        let last = rows.len().checked_sub(1);
        match key {
            Key::Next => {
                let next = state.active.map_or(0, |active| active + 1);
                self.act(ctx, Action::Activated(last.filter(|last| next <= *last).map(|_| next)))
            }
            Key::Previous => {
                let previous = state.active.map_or(last, |active| active.checked_sub(1));
                self.act(ctx, Action::Activated(previous))
            }
            Key::Choose => {
                let n = state.active.unwrap_or(0);
                rows.get(n).is_some_and(|row| self.choose(ctx, &row.topic, n + 1))
            }
            Key::Escape if !state.query.is_empty() => {
                self.focus = Some(Focus::At(ids::SEARCH_ID));
                self.act(ctx, Action::Typed(AttrValue::default()))
            }
            Key::Escape => self.act(ctx, Action::Closed),
        }
    }
}
