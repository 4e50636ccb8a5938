//! The form of a new topic: what others asked first, then what it is, then how it feels.

use super::{
    Around, Wish,
    el::{Attr, El, On, button, div, el, p, span},
    form::{area, field, hitch, input, line, lure, option, options, radio, refused},
    home::rows,
    icon::Icon,
    person::{Size, Someone, face, first_name},
    row::kind,
};
use crate::{
    desk::Desk,
    ids::{FORM_BODY_ID, FORM_NAME_ID, FORM_TITLE_ID, FORM_TO_ID},
    text::Sentence,
    writing::{Deed, Field, Sending, Writing},
};
use goodword_core::{
    draft::{Advice, Draft, Fault, MAX_TITLE_CHARS, Mood, advice, is_address, title_fault},
    model::{Kind, Topic},
};
use std::sync::Arc;
use wasm_bindgen::JsCast;
use web_sys::KeyboardEvent;

/// The kinds that a visitor can choose; an update is the brand's.
const KINDS: [Kind; 4] = [Kind::Question, Kind::Idea, Kind::Problem, Kind::Praise];
/// Where the title's lines of advice and fault stand.
const TITLE_NOTE_ID: &str = "form-title-note";

/// What each kind is asked by, and what helps to answer it.
fn prompts(kind: Kind) -> (Sentence, Sentence, Sentence) {
    use Sentence as S;
    match kind {
        Kind::Question | Kind::Update => (S::AskQuestion, S::AskHintQuestion, S::PostQuestion),
        Kind::Idea => (S::AskIdea, S::AskHintIdea, S::PostIdea),
        Kind::Problem => (S::AskProblem, S::AskHintProblem, S::PostProblem),
        Kind::Praise => (S::AskPraise, S::AskHintPraise, S::PostPraise),
    }
}

#[expect(clippy::unused_self, reason = "it proves that the desk is there")]
impl Desk {
    /// The form, with topics that are like its title.
    #[inline(never)]
    pub(crate) fn ask_screen(self, writing: &Writing, similar: &[Arc<Topic>], around: &Around<'_>) -> El {
        let draft = &writing.draft;
        let community = around.library.read();
        let advised = advice(draft, !community.products().is_empty());
        let kinds = div("segments choice");
        let kinds = KINDS.into_iter().fold(kinds, |kinds, of| {
            let (icon, word) = kind(of);
            let choice = radio("segment", "kind", of.word(), Field::Kind, draft.kind == of, around);
            kinds.child(choice.child(icon.draw()).child(span("").say(word, around)))
        });
        let kinds =
            el("fieldset").child(el("legend").class("unseen").say(Sentence::AskKind, around)).child(kinds);
        let alike = (!similar.is_empty()).then(|| {
            el("section")
                .class("stack tight")
                .child(el("h2").class("section").say(Sentence::AskMight, around))
                .child(p("note").say(Sentence::AskMightText, around))
                .child(rows(similar, "alike", around))
        });
        let (_, hint, _) = prompts(draft.kind);
        let details = area(FORM_BODY_ID, Field::Body, &draft.body, Some(&around.text.say(hint)), around)
            .flag(Attr::Invalid, writing.refused == Some(Field::Body));
        let optional = around.text.say(Sentence::AskOptional);
        let details = field(FORM_BODY_ID, &around.text.say(Sentence::AskDetails), Some(&optional), details)
            .maybe(refused(Field::Body, writing, around));
        let tags = input("form-tags", "text", Field::Tags, &draft.tags, around)
            .attr(Attr::Placeholder, &around.text.say(Sentence::AskTagsHint))
            .attr(Attr::Autocomplete, "off");
        let tags = field("form-tags", &around.text.say(Sentence::AskTags), Some(&optional), tags);
        el("form")
            .class("stack loose")
            .part("form")
            .on(On::Submit, around, |_| Some(Wish::deed(Deed::Ask)))
            .maybe(hitch(writing.sending, around))
            .maybe(to(writing, around))
            .child(kinds)
            .child(title(writing, &advised, around))
            .maybe(alike)
            .child(details)
            .child(lure())
            .maybe(products(draft, around))
            .child(tags)
            .child(moods(draft.mood, around))
            .maybe(writing.as_guest.then(|| guest(writing, around)))
    }
}

/// The friend whom the question may be for, where the endpoint takes questions to somebody.
fn addressee(writing: &Writing, around: &Around<'_>) -> Option<Someone> {
    let friend = writing.friend.as_ref().or(writing.draft.to.as_ref())?;
    around.library.read().link("publish")?;
    around.circle.friend(friend)?;
    Some(Someone::new(Some(friend), around))
}

/// The choice of whom the question is for.
fn to(writing: &Writing, around: &Around<'_>) -> Option<El> {
    let someone = addressee(writing, around)?;
    let (text, name) = (around.text, [("name", first_name(&someone.name))]);
    let chosen = match (&writing.draft.to, writing.draft.is_private) {
        (None, _) => "",
        (_, false) => "first",
        (_, true) => "only",
    };
    let choice = |value: &str, title: &str, about: &str, sign: El| {
        option(radio("option", "to", value, Field::To, chosen == value, around), title, about, sign)
    };
    let (only, first) = (text.with(Sentence::ToOnly, &name), text.with(Sentence::ToFirst, &name));
    let friend = face(&someone, Size::Small);
    let choices = options()
        .child(choice("only", &only, &text.say(Sentence::ToOnlyText), Icon::Lock.draw()))
        .child(choice("first", &first, &text.with(Sentence::ToFirstText, &name), friend))
        .child(choice(
            "",
            &text.say(Sentence::ToEveryone),
            &text.say(Sentence::ToEveryoneText),
            Icon::Globe.draw(),
        ));
    let group = el("fieldset").id(FORM_TO_ID).attr(Attr::TabIndex, "-1");
    let group = group.child(el("legend").say(Sentence::ToTitle, around)).child(choices);
    Some(group.maybe(refused(Field::To, writing, around)))
}

/// The title, and all that is said of what was written so far.
fn title(writing: &Writing, advised: &[Advice], around: &Around<'_>) -> El {
    let (text, draft) = (around.text, &writing.draft);
    let length = draft.title.trim().chars().count();
    let fault = title_fault(&draft.title).filter(|fault| writing.is_checked || *fault != Fault::Empty);
    let count = text.count(Sentence::AskCount, length, &[("most", &text.number(MAX_TITLE_CHARS))]);
    let (prompt, ..) = prompts(draft.kind);
    let control = area(FORM_TITLE_ID, Field::Title, &draft.title, None, around)
        .classes(&["input", "one"])
        .attr(Attr::Rows, "1")
        .attr(Attr::DescribedBy, TITLE_NOTE_ID)
        .flag(Attr::Invalid, fault.is_some() || writing.refused == Some(Field::Title))
        .on(On::KeyDown, around, |event| {
            // It is one line, so Enter goes on to the next field and sends nothing.
            let event: &KeyboardEvent = event.unchecked_ref();
            (event.key() == "Enter" && !event.is_composing()).then_some(Wish::GoTo(FORM_BODY_ID))
        });
    let mut notes = div("stack tight").id(TITLE_NOTE_ID);
    if let Some(fault) = fault {
        let words = match fault {
            Fault::Empty => text.say(Sentence::FaultTitle),
            Fault::TooLong { most } => text.count(Sentence::FaultLong, most, &[]),
        };
        notes = notes.child(line("title-fault", true, &words));
    }
    notes = notes.maybe(refused(Field::Title, writing, around));
    for said in advised {
        let words = match said {
            Advice::Short => text.say(Sentence::AdviceShort),
            Advice::Capitals => text.say(Sentence::AdviceCapitals),
            Advice::NoProduct => text.say(Sentence::AdviceProduct),
            Advice::Private(word) => text.with(Sentence::AdvicePrivate, &[("word", word)]),
        };
        notes = notes.child(line("", false, &words));
    }
    field(FORM_TITLE_ID, &text.say(prompt), Some(&count), control).child(notes)
}

fn products(draft: &Draft, around: &Around<'_>) -> Option<El> {
    let community = around.library.read();
    if community.products().is_empty() {
        return None;
    }
    let chips = community.products().iter().fold(div("chips wraps"), |chips, product| {
        let chip = button("chip", Wish::Field(Field::Product, product.id.to_string()), around)
            .key(&product.id)
            .flag(Attr::Pressed, draft.products.contains(&product.id))
            .dir_auto()
            .text(&product.name);
        chips.child(chip)
    });
    Some(el("fieldset").child(el("legend").say(Sentence::AskProducts, around)).child(chips))
}

fn moods(chosen: Option<Mood>, around: &Around<'_>) -> El {
    const MOODS: [(Icon, Sentence); 4] = [
        (Icon::Glad, Sentence::MoodHappy),
        (Icon::Calm, Sentence::MoodFine),
        (Icon::Unsure, Sentence::MoodSad),
        (Icon::Upset, Sentence::MoodAngry),
    ];
    let moods = Mood::ALL.into_iter().zip(MOODS).fold(div("feelings"), |moods, (mood, (icon, word))| {
        let button = button("feeling", Wish::Field(Field::Mood, mood.word().to_owned()), around)
            .flag(Attr::Pressed, chosen == Some(mood))
            .child(icon.draw())
            .say(word, around);
        moods.child(button)
    });
    let legend = el("legend").child(span("").say(Sentence::AskMood, around));
    el("fieldset").child(legend.child(el("small").say(Sentence::AskOptional, around))).child(moods)
}

fn guest(writing: &Writing, around: &Around<'_>) -> El {
    let text = around.text;
    let draft = &writing.draft;
    let name = input(FORM_NAME_ID, "text", Field::Name, &draft.name, around)
        .attr(Attr::Autocomplete, "name")
        .flag(Attr::Invalid, writing.is_checked && draft.name.trim().is_empty());
    let email = input("form-email", "email", Field::Email, &draft.email, around)
        .attr(Attr::Autocomplete, "email")
        .attr(Attr::DescribedBy, "form-email-note")
        .flag(Attr::Invalid, writing.is_checked && !is_address(&draft.email));
    let email = field("form-email", &text.say(Sentence::AskEmail), None, email)
        .child(p("note").id("form-email-note").say(Sentence::AskEmailText, around));
    let fault = writing.is_checked.then(|| line("guest-fault", true, &text.say(Sentence::FaultGuest)));
    div("stack")
        .child(field(FORM_NAME_ID, &text.say(Sentence::AskName), None, name))
        .child(email)
        .maybe(fault)
}

#[expect(clippy::unused_self, reason = "it proves that the desk is there")]
impl Desk {
    /// The foot of the form: who will see it, and the button that sends it.
    #[inline(never)]
    pub(crate) fn ask_foot(self, writing: &Writing, around: &Around<'_>) -> El {
        let (.., post) = prompts(writing.draft.kind);
        let friend =
            addressee(writing, around).filter(|_| writing.draft.to.is_some() && writing.draft.is_private);
        let note = match friend {
            Some(someone) => around.text.with(Sentence::ToOnly, &[("name", first_name(&someone.name))]),
            None => around.text.say(Sentence::AskPublic),
        };
        send(Deed::Ask, (&note, post), writing, around)
    }
}

/// A foot that sends a form.
pub(super) fn send(deed: Deed, (note, post): (&str, Sentence), writing: &Writing, around: &Around<'_>) -> El {
    let (sending, wait_s) = (writing.sending, writing.wait_s);
    let word = match sending {
        _ if wait_s > 0 => around.text.count(Sentence::PostWait, wait_s as usize, &[]),
        Sending::Idle => around.text.say(post),
        Sending::Going => around.text.say(Sentence::PostGoing),
        Sending::Failed(_) => around.text.say(Sentence::PostAgain),
    };
    let button = button("button primary", Wish::deed(deed), around)
        .id("post")
        .flag(Attr::Disabled, sending == Sending::Going || wait_s > 0)
        .text(&word);
    div("foot").child(p("").text(note)).child(button)
}
