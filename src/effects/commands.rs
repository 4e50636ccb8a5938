//! Carries out the host's commands, and tells the host when the panel opens and closes.

use crate::{
    config::Mode,
    outcome::Outcome,
    scene::{Command, Scene},
    store::{Action, State},
};
use yew::prelude::*;

/// Reads the mailbox while mounted. `focus` moves focus into the search box.
#[hook]
pub fn use_commands(
    scene: &Scene,
    state: &UseReducerHandle<State>,
    again: &UseStateHandle<u32>,
    focus: &Callback<()>,
) -> Callback<Command> {
    let command = {
        let (dispatch, port, mode) = (state.dispatcher(), scene.port.clone(), scene.config.mode);
        let (open, again, focus) = (state.open, again.clone(), focus.clone());
        Callback::from(move |command: Command| {
            let show = || {
                if mode != Mode::Inline && !open && port.tell.emit(Outcome::BeforeOpen) {
                    dispatch.dispatch(Action::Opened);
                }
            };
            match command {
                Command::Show => show(),
                Command::Hide => dispatch.dispatch(Action::Closed),
                Command::Toggle if open => dispatch.dispatch(Action::Closed),
                Command::Toggle => show(),
                Command::Search(query) => {
                    show();
                    dispatch.dispatch(Action::Typed(query.into()));
                }
                Command::Focus => focus.emit(()),
                Command::Refresh => again.set(*again + 1),
            }
        })
    };
    // The reader is renewed at every drawing, because it closes over what was drawn.
    use_effect({
        let (mailbox, command) = (scene.mailbox.clone(), command.clone());
        move || mailbox.read(&command)
    });
    use_effect_with(scene.mailbox.clone(), |mailbox| {
        let mailbox = mailbox.clone();
        move || mailbox.close()
    });
    let unasked = use_mut_ref(|| true);
    use_effect_with(scene.config.open, {
        let command = command.clone();
        move |open| {
            let first = unasked.replace(false);
            if *open {
                command.emit(Command::Show);
            } else if !first {
                command.emit(Command::Hide);
            }
        }
    });
    use_effect_with(scene.config.query.clone(), {
        let dispatch = state.dispatcher();
        move |query| dispatch.dispatch(Action::Typed(query.clone().into()))
    });
    let untold = use_mut_ref(|| true);
    use_effect_with(state.open, {
        let port = scene.port.clone();
        move |open| {
            let first = untold.replace(false);
            port.mark.emit(("open", *open));
            if *open {
                port.tell.emit(Outcome::Open);
            } else if !first {
                port.tell.emit(Outcome::Close);
            }
        }
    });
    use_effect_with((), {
        let port = scene.port.clone();
        move |()| {
            port.tell.emit(Outcome::Ready);
        }
    });
    command
}
