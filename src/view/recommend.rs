//! One's own word: what is said, for whom, and what those will see of it before anything is sent.

use super::{
    Around, Visit, Wish,
    ask::send,
    deeds::{offers, undone},
    el::{Attr, El, On, button, div, el, p, span},
    form::{area, field, hitch, line, notice, option, options, radio, refused, switch},
    friends::subject_name,
    icon::Icon,
    person::Someone,
    share,
    voice::{said, verb},
};
use crate::{
    desk::Desk,
    ids::{FORM_BODY_ID, LEAVE_ID, RECOMMEND_ID, TITLE_ID},
    store::Place,
    text::Sentence,
    writing::{Deed, Field, News, Say, Writing},
};
use goodword_core::{
    draft::{Draft, MAX_WORD_CHARS, Saying, audience_word, verb_word},
    model::{Audience, Id, Recommendation, Timestamp},
};

/// What each audience is chosen by, what that means, its sign, the heading of its preview, and the button that sends.
fn wording(audience: Audience) -> (Sentence, Sentence, Icon, Sentence, Sentence) {
    use Sentence as S;
    match audience {
        Audience::OnlyMe => (S::AudienceMe, S::AudienceMeText, Icon::Lock, S::PreviewMe, S::ShareMe),
        Audience::Friends => {
            (S::AudienceFriends, S::AudienceFriendsText, Icon::Friends, S::PreviewFriends, S::ShareFriends)
        }
        Audience::Public => {
            (S::AudienceEveryone, S::AudienceEveryoneText, Icon::Globe, S::PreviewEveryone, S::ShareEveryone)
        }
    }
}

/// The way to the form of one's own word.
fn recommend_button(class: &str, subject: &str, around: &Around<'_>) -> El {
    let visit = Visit { place: Place::Recommend(subject.into()), from: RECOMMEND_ID.into(), rank: 0 };
    button(class, Wish::Visit(visit), around)
        .id(RECOMMEND_ID)
        .part("recommend")
        .say(Sentence::RecommendOpen, around)
}

/// The same with a question before it, on home.
pub(crate) fn recommend_line(subject: &str, around: &Around<'_>) -> El {
    div("row-of")
        .child(p("note").say(Sentence::RecommendFoot, around))
        .child(recommend_button("link", subject, around))
}

#[expect(clippy::unused_self, reason = "it proves that the desk is there")]
impl Desk {
    /// The form, or what became of the word; `page` is the page's address to tell, `now` the present moment.
    #[inline(never)]
    pub(crate) fn recommend_screen(
        self,
        subject: &Id,
        writing: &Writing,
        (page, now): (&str, Timestamp),
        around: &Around<'_>,
    ) -> El {
        let title = el("h2").id(TITLE_ID).attr(Attr::TabIndex, "-1");
        if subject.is_empty() {
            return choice(title.class("lead").say(Sentence::RecommendWhich, around), around);
        }
        let word = word(subject, &writing.draft, now, around);
        if let Some(news @ (News::Shared | News::Waits)) = writing.news {
            let share = (word.audience != Audience::OnlyMe).then(|| share::ways(page, writing, around));
            return div("stack loose")
                .child(told(news, title, &word, around))
                .child(own(&word, writing, around))
                .maybe(share);
        }
        let title = match subject_name(Some(subject), around) {
            Some(name) => title.text(&around.text.with(Sentence::RecommendAbout, &[("subject", &name)])),
            None => title.say(Sentence::RecommendAboutIt, around),
        };
        form(subject, title.class("lead").dir_auto(), &word, writing, around)
    }

    /// The foot of the form: that nothing was sent, and the button that sends it, which says to whom.
    #[inline(never)]
    pub(crate) fn share_foot(self, subject: &Id, writing: &Writing, around: &Around<'_>) -> Option<El> {
        let is_done = matches!(writing.news, Some(News::Shared | News::Waits));
        let (.., post) = wording(writing.draft.saying.audience);
        (!is_done && !subject.is_empty()).then(|| {
            let note = around.text.say(Sentence::RecommendNote);
            send(Deed::Recommend(subject.clone()), (&note, post), writing, around)
        })
    }

    /// The foot of what others say: the way to one's own word.
    #[inline(never)]
    pub(crate) fn recommend_foot(self, subject: &str, around: &Around<'_>) -> El {
        let open = recommend_button("button primary", subject, around);
        div("foot").child(p("").say(Sentence::RecommendFoot, around)).child(open)
    }
}

/// The products of which one is to be chosen.
fn choice(title: El, around: &Around<'_>) -> El {
    let community = around.library.read();
    let chips = community.products().iter().fold(div("chips wraps"), |chips, product| {
        let wish = Wish::Field(Field::Product, product.id.to_string());
        chips.child(button("chip long", wish, around).key(&product.id).dir_auto().text(&product.name))
    });
    div("stack").child(title).child(chips)
}

/// The word as it is written now.
fn word(subject: &Id, draft: &Draft, now: Timestamp, around: &Around<'_>) -> Recommendation {
    let Saying { verb, audience, will_answer } = draft.saying;
    Recommendation {
        id: "".into(),
        person: around.circle.viewer().cloned().unwrap_or_else(|| "".into()),
        subject: subject.clone(),
        verb,
        text: draft.body.trim().to_owned(),
        created_at: Some(now),
        audience,
        will_answer,
    }
}

/// The visitor, by the name that others see.
fn oneself(word: &Recommendation, around: &Around<'_>) -> Someone {
    let mut someone = Someone::new(Some(&word.person), around);
    let is_known = around.library.read().person(&word.person).is_some();
    if let Some(name) = around.viewer_name {
        name.clone_into(&mut someone.name);
    } else if !is_known {
        someone.name = around.text.say(Sentence::PersonYou);
    }
    someone
}

fn form(subject: &Id, title: El, word: &Recommendation, writing: &Writing, around: &Around<'_>) -> El {
    let (text, draft) = (around.text, &writing.draft);
    let gone = (writing.news == Some(News::TakenBack)).then(|| taken_back(around));
    let verbs = Saying::VERBS.into_iter().fold(div("chips wraps"), |chips, of| {
        let (_, word) = verb(of);
        let choice = radio("chip", "verb", verb_word(of), Field::Verb, draft.saying.verb == of, around);
        chips.child(choice.child(span("").say(word, around)))
    });
    let verbs = el("fieldset").attr(Attr::LabelledBy, TITLE_ID).child(verbs);
    let length = draft.body.trim().chars().count();
    let is_long = length > MAX_WORD_CHARS;
    let count = text.count(Sentence::AskCount, length, &[("most", &text.number(MAX_WORD_CHARS))]);
    let control =
        area(FORM_BODY_ID, Field::Body, &draft.body, Some(&text.say(Sentence::RecommendHint)), around)
            .attr(Attr::DescribedBy, "word-fault")
            .flag(Attr::Invalid, is_long || writing.refused == Some(Field::Body));
    let fault =
        is_long.then(|| line("word-fault", true, &text.count(Sentence::FaultLong, MAX_WORD_CHARS, &[])));
    let why = field(FORM_BODY_ID, &text.say(Sentence::RecommendWhy), Some(&count), control)
        .maybe(fault)
        .maybe(refused(Field::Body, writing, around));
    let audiences = Saying::AUDIENCES.into_iter().fold(options(), |list, of| {
        let (title, about, icon, ..) = wording(of);
        let choice = radio(
            "option",
            "audience",
            audience_word(of),
            Field::Audience,
            draft.saying.audience == of,
            around,
        );
        list.child(option(choice, &text.say(title), &text.say(about), icon.draw()))
    });
    let audiences = el("fieldset").child(el("legend").say(Sentence::RecommendWho, around)).child(audiences);
    let is_alone = draft.saying.audience == Audience::OnlyMe;
    let answers = (!is_alone).then(|| {
        switch(
            Field::WillAnswer,
            draft.saying.will_answer,
            (Sentence::WillAnswer, Sentence::WillAnswerText),
            around,
        )
    });
    el("form")
        .class("stack loose")
        .part("form")
        .on(On::Submit, around, {
            let subject = subject.clone();
            move |_| Some(Wish::deed(Deed::Recommend(subject.clone())))
        })
        .maybe(gone)
        .maybe(hitch(writing.sending, around))
        .child(div("stack").child(title).child(verbs))
        .child(why)
        .child(audiences)
        .maybe(answers)
        .child(preview(word, around))
}

/// Exactly what those will see for whom it is.
fn preview(word: &Recommendation, around: &Around<'_>) -> El {
    let (.., heading, _) = wording(word.audience);
    let mut someone = oneself(word, around);
    someone.is_friend = word.audience == Audience::Friends;
    let seen = if word.audience == Audience::OnlyMe {
        p("note").say(Sentence::PreviewNobody, around)
    } else {
        said(&someone, word, (0, None), around)
    };
    el("section")
        .class("stack tight")
        .attr(Attr::LabelledBy, "preview")
        .child(el("h3").class("section").id("preview").say(heading, around))
        .child(div("card sunken").child(seen))
}

/// Who can see it now.
fn told(news: News, title: El, word: &Recommendation, around: &Around<'_>) -> El {
    let (icon, title_words, words) = match (news, word.audience) {
        (News::Waits, _) => (Icon::Clock, Sentence::WaitingTitle, Sentence::WaitingText),
        (_, Audience::OnlyMe) => (Icon::Lock, Sentence::SharedMe, Sentence::PreviewNobody),
        (_, Audience::Friends) => (Icon::Check, Sentence::SharedFriends, Sentence::SharedText),
        (_, Audience::Public) => (Icon::Check, Sentence::SharedEveryone, Sentence::SharedText),
    };
    let lines = div("").child(title.say(title_words, around)).child(p("").say(words, around));
    notice(if news == News::Waits { "lines" } else { "lines good" }, icon, lines)
}

/// That nobody sees it any more.
pub(super) fn taken_back(around: &Around<'_>) -> El {
    notice("lines good", Icon::Check, el("p").say(Sentence::TakenBack, around)).role("status")
}

/// The visitor's own word, with what can be done with it.
pub(super) fn own(word: &Recommendation, writing: &Writing, around: &Around<'_>) -> El {
    let (audience, _, icon, ..) = wording(word.audience);
    let is_leaving = writing.leaving.as_ref() == Some(&word.subject);
    let id = [RECOMMEND_ID, "-", &word.subject].concat();
    let edit = if writing.news.is_some() && word.id.is_empty() {
        Wish::Say(Say::Edit)
    } else {
        let place = Place::Recommend(word.subject.clone());
        Wish::Visit(Visit { place, from: id.clone().into(), rank: 0 })
    };
    // The same button asks and does, so that focus stays; who presses twice by mistake finds the words in between.
    let (leave, label) = if is_leaving {
        (Wish::deed(Deed::Withdraw(word.subject.clone())), Sentence::LeaveSure)
    } else {
        (Wish::Say(Say::Leave(word.subject.clone())), Sentence::LeavePress)
    };
    let edit = button("button small", edit, around).id(&id).say(Sentence::EditPress, around);
    let leave =
        button("button small", leave, around).id(&[LEAVE_ID, "-", &word.subject].concat()).say(label, around);
    let foot = div("card-foot")
        .child(span("meta").child(icon.draw()).say(audience, around))
        .maybe(offers(around, "recommend").then(|| div("row-of").child(edit).child(leave)));
    let hitch = writing.hitch.map(|hitch| undone(hitch, around));
    let sure = is_leaving.then(|| el("p").class("note").say(Sentence::LeaveText, around));
    let is_silent = hitch.is_none() && sure.is_none();
    // It stays where it is, so that what comes into it is read out.
    let status =
        div(if is_silent { "unseen" } else { "stack tight" }).role("status").maybe(hitch).maybe(sure);
    div("card framed")
        .part("own-recommendation")
        .child(said(&oneself(word, around), word, (0, None), around))
        .child(foot)
        .child(status)
}
