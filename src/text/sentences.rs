//! The catalogue: each sentence once, with its key and its English.
//!
//! Keys are public API (`.messages` and locale files use them). `{n}` is a number, other places are named.

/// A sentence's English.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Words {
    /// One wording.
    Plain(&'static str),
    /// For exactly one, and for any other number.
    Plural(&'static str, &'static str),
}

macro_rules! sentences {
    (
        $($name:ident $key:literal: $first:literal $(| $other:literal)?;)*
        @desk
        $($later:ident $later_key:literal: $later_first:literal $(| $later_other:literal)?;)*
    ) => {
        /// Names a sentence of the catalogue.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Sentence { $(#[doc = $first] $name,)* $(#[doc = $later_first] $later),* }

        /// A line for each sentence: key, English, and its second form where it has two. One text, because three tables
        /// of addresses took more bytes than the look for a line takes time.
        const LINES: &str = concat!($($key, "\t", $first, $("\t", $other,)? "\n"),*);

        /// The same for sentences that the desk alone says. The marks around them tell the build to move this text into the
        /// later part; until that is there it is nothing but zeros, and these sentences are empty.
        const DESK_LINES: &str = concat!(
            "\u{2}later\u{2}\n",
            $($later_key, "\t", $later_first, $("\t", $later_other,)? "\n",)*
            "\u{3}later\u{3}"
        );

        impl Sentence {
            /// All sentences.
            pub const ALL: &'static [Self] = &[$(Self::$name,)* $(Self::$later),*];
            /// How many stand in [`LINES`].
            const FIRST: usize = [$(Self::$name),*].len();
        }
    };
}

impl Sentence {
    fn parts(self) -> std::str::Split<'static, char> {
        let n = self as usize;
        // The first line of the desk's is a mark.
        let (lines, line) = if n < Self::FIRST { (LINES, n) } else { (DESK_LINES, n - Self::FIRST + 1) };
        lines.split('\n').nth(line).unwrap_or_default().split('\t')
    }

    /// The key by which locale files and `.messages` know it.
    pub fn key(self) -> &'static str {
        self.parts().next().unwrap_or_default()
    }

    /// Its English.
    pub fn english(self) -> Words {
        let mut parts = self.parts().skip(1);
        let first = parts.next().unwrap_or_default();
        parts.next().map_or(Words::Plain(first), |other| Words::Plural(first, other))
    }
}

sentences! {
    PanelName "panel.name": "Questions and answers";
    PanelClose "panel.close": "Close";
    PanelBack "panel.back": "Back";
    PanelForward "panel.forward": "Forward";
    PanelAnswered "panel.answered": "{n} answered question" | "{n} answered questions";
    Loading "loading": "Loading the answers";

    SearchLabel "search.label": "Search the answers";
    SearchPlaceholder "search.placeholder": "What would you like to know?";
    SearchClear "search.clear": "Clear the search";
    NothingOfKind "nothing.kind": "Nothing of this kind here.";

    ListLabel "list.label": "Questions to begin with";
    ListPopular "list.popular": "Popular";
    ListRecent "list.recent": "Recent";
    ListUnanswered "list.unanswered": "Unanswered";
    ListUnansweredNone "list.unanswered.none": "Everything asked here has its answer.";
    ListEmptyTitle "list.empty.title": "Nothing has been asked yet";
    ListEmptyText "list.empty.text": "The first questions and their answers will stand here.";

    KindsLabel "kinds.label": "Kind";
    KindAll "kind.all": "All";
    KindQuestion "kind.question": "Question";
    KindIdea "kind.idea": "Idea";
    KindProblem "kind.problem": "Problem";
    KindPraise "kind.praise": "Praise";
    KindUpdate "kind.update": "Update";
    KindsQuestion "kinds.question": "Questions";
    KindsIdea "kinds.idea": "Ideas";
    KindsProblem "kinds.problem": "Problems";
    KindsPraise "kinds.praise": "Praise";
    KindsUpdate "kinds.update": "Updates";

    StatusOfficial "status.official": "Official answer";
    StatusAnswered "status.answered": "Answered";
    StatusSolved "status.solved": "Solved";
    StatusActiveIdea "status.planned": "Planned";
    StatusActive "status.active": "Being worked on";
    StatusDone "status.done": "Done";
    StatusRejectedIdea "status.not-planned": "Not planned";
    StatusRejected "status.closed": "Closed";
    StatusPending "status.pending": "Waiting to be looked at";

    MeTooQuestion "me-too.question": "{n} has it too" | "{n} have it too";
    MeTooIdea "me-too.idea": "{n} would like it" | "{n} would like it";
    MeTooPraise "me-too.praise": "{n} agrees" | "{n} agree";

    PartAsked "part.asked": "{name} asked this";
    PartReplied "part.replied": "{name} replied";
    PartBest "part.best": "{name} gave the best answer";

    RoleOfficial "role.official": "Official";
    RoleChampion "role.champion": "Champion";
    RoleOwner "role.owner": "Owner";
    RoleFriend "role.friend": "Your friend";
    PersonUnknown "person.unknown": "Someone";

    FriendsStripOne "friends.strip.one": "{name} speaks for it";
    FriendsStripMany "friends.strip": "{name} and {n} friend speak for it" | "{name} and {n} friends speak for it";
    FriendsStripSecond "friends.strip.second":
        "{n} friend of friends speaks for it" | "{n} friends of friends speak for it";
    FriendsStripEveryone "friends.strip.everyone": "{n} owner speaks for it" | "{n} owners speak for it";

    NoticeUnreachableTitle "notice.unreachable.title": "We cannot reach the answers";
    NoticeUnreachableText "notice.unreachable.text": "It is probably us and not you. Trying again usually helps.";
    NoticeOfflineTitle "notice.offline.title": "You are offline";
    NoticeOfflineText "notice.offline.text": "The answers will come as soon as you are connected again.";
    NoticeBusyTitle "notice.busy.title": "A lot is being asked right now";
    NoticeBusyText "notice.busy.text": "The answers come by themselves in a moment.";
    NoticeDocumentTitle "notice.document.title": "The answers cannot be read";
    NoticeDocumentText "notice.document.text": "They came in a form that we do not understand. The people here can put that right.";
    NoticePartialText "notice.partial.text": "Not everything could be loaded. What came stands here.";
    NoticeUnconfiguredTitle "notice.unconfigured.title": "There are no answers here yet";
    NoticeUnconfiguredText "notice.unconfigured.text": "This panel has not been told where they are.";
    NoticeRetry "notice.retry": "Try again";

    AskFoot "ask.foot": "Not here yet?";
    AskOpen "ask.open": "Ask a question";
    AskNone "ask.none": "Not among these?";
    AskNoneOpen "ask.none.open": "None of these: ask it";
    AskFirst "ask.first": "Ask about “{query}”";
    AskFirstText "ask.first.text": "Ask it, and the answer will be here for the next person too.";

    @desk
    ResultsList "results.list": "Answers for “{query}”";
    ResultsCount "results.count": "{n} result for “{query}”" | "{n} results for “{query}”";
    ResultsFriends "results.friends": "{n} from a friend" | "{n} from friends";
    ResultsBoth "results.both": "{count}, {friends}";
    ResultsMore "results.more": "Show {n} more" | "Show {n} more";
    ResultsGrowing "results.growing": "Still reading, more may come";
    KeysMove "keys.move": "to move";
    KeysRead "keys.read": "to read";
    KeysClear "keys.clear": "to clear";
    NothingTitle "nothing.title": "Nobody has asked this yet";
    NothingText "nothing.text": "Fewer words, or others, may find it.";
    NothingShowAll "nothing.all": "Show all kinds";
    NothingInstead "nothing.instead": "Others wanted to know";

    TopicBest "topic.best": "Best answer";
    TopicOfficial "topic.official": "Official answer";
    TopicReplies "topic.replies": "{n} reply" | "{n} replies";
    TopicOthers "topic.others": "{n} other reply" | "{n} other replies";
    TopicHelped "topic.helped": "Helped {n} person" | "Helped {n} people";
    TopicUnanswered "topic.unanswered": "No answer yet.";
    TopicElsewhere "topic.elsewhere": "The replies stand on its own page.";
    TopicPage "topic.page": "Open its page";
    TopicGone "topic.gone": "This question is not here any more";
    TopicTags "topic.tags": "Tags";

    PartToo "part.too": "{name} has this too";
    PartTooIdea "part.too.idea": "{name} would like it too";
    PartTooPraise "part.too.praise": "{name} agrees";
    PartUseful "part.useful": "{name} found this useful";
    PartMore "part.more": "and {n} more friend" | "and {n} more friends";

    VerbLoves "verb.loves": "Loves it";
    VerbRecommends "verb.recommends": "Recommends it";
    VerbUses "verb.uses": "Uses it";
    VerbBought "verb.bought": "Bought it";

    VoiceAnswers "voice.answers": "Happy to answer questions";
    VoiceStanding "voice.standing": "Counts for more here";

    FriendsTitle "friends.title": "What friends say";
    FriendsAbout "friends.about": "What friends say about {subject}";
    FriendsYours "friends.yours": "Your friends";
    FriendsSecond "friends.second": "Friends of friends";
    FriendsSecondText "friends.second.text":
        "speaks for it. Counted, never named, until you are friends." | "speak for it. Counted, never named, until you are friends.";
    FriendsEveryone "friends.everyone": "Everyone";
    FriendsPeople "friends.people": "{n} person" | "{n} people";
    FriendsMore "friends.more": "Show {n} more" | "Show {n} more";
    FriendsHow "friends.how": "When this site knows who your friends are, their words stand here first.";
    FriendsNoneOfYours "friends.none": "None of your friends has said anything about it yet.";
    FriendsSilence "friends.silence": "Nobody has said a word about it yet.";

    PeopleTitle "people.title": "People to know";
    PeopleMutual "people.mutual": "{n} mutual friend" | "{n} mutual friends";
    PeopleAnswered "people.answered":
        "answered {n} question about {about}" | "answered {n} questions about {about}";
    PeopleHelped "people.helped": "answered {n} question like yours" | "answered {n} questions like yours";
    PeopleFollow "people.follow": "Follow";
    PeopleFollowName "people.follow.name": "Follow {name}";
    PeopleDismiss "people.dismiss": "Do not suggest {name} again";
    PeopleFound "people.found": "Suggest me to others";
    PeopleFoundText "people.found.text": "To people with friends or questions like yours. Off unless you turn it on.";

    FriendsOwn "friends.own": "Your word";
    FriendsShow "friends.show": "Which words to show";
    FriendsNewest "friends.newest": "Newest first";
    AskFriend "ask.friend": "Ask {name}";

    RecommendFoot "recommend.foot": "Do you own it?";
    RecommendOpen "recommend.open": "Recommend it";
    RecommendWhich "recommend.which": "What would you like to recommend?";
    RecommendAbout "recommend.about": "What would you say about {subject}?";
    RecommendAboutIt "recommend.about-it": "What would you say about it?";
    RecommendWhy "recommend.why": "Why?";
    RecommendHint "recommend.hint": "What would a friend want to know before buying it?";
    RecommendWho "recommend.who": "Who may see it?";
    RecommendNote "recommend.note": "Nothing is sent before you press. You can take it back.";
    SayRecommends "say.recommends": "Recommend it";
    SayLoves "say.loves": "Love it";
    SayUses "say.uses": "Use it";
    SayBought "say.bought": "Bought it";
    AudienceMe "audience.me": "Only me";
    AudienceMeText "audience.me.text": "A note to yourself";
    AudienceFriends "audience.friends": "Friends";
    AudienceFriendsText "audience.friends.text": "People whom you know here";
    AudienceEveryone "audience.everyone": "Everyone";
    AudienceEveryoneText "audience.everyone.text": "Whoever visits this site";
    WillAnswer "will-answer": "Friends may ask me about it";
    WillAnswerText "will-answer.text": "Off unless you turn it on.";
    PreviewMe "preview.me": "What others will see";
    PreviewFriends "preview.friends": "What your friends will see";
    PreviewEveryone "preview.everyone": "What everyone will see";
    PreviewNobody "preview.nobody": "Nobody but you sees it.";
    ShareMe "share.me": "Keep to myself";
    ShareFriends "share.friends": "Share with friends";
    ShareEveryone "share.everyone": "Share with everyone";
    SharedMe "shared.me": "Kept to yourself.";
    SharedFriends "shared.friends": "Your friends can see it now.";
    SharedEveryone "shared.everyone": "Everyone can see it now.";
    SharedText "shared.text": "Nobody was sent a message.";
    EditPress "edit.press": "Edit";
    LeavePress "leave.press": "Take it back";
    LeaveSure "leave.sure": "Yes, take it back";
    LeaveText "leave.text": "Nobody will see it any more. Press once more if you mean it.";
    TakenBack "taken-back": "It is taken back. Nobody sees it any more.";
    PersonYou "person.you": "You";
    ShareTitle "share.title": "Tell someone yourself";
    SharePress "share.press": "Share this page";
    ShareCopy "share.copy": "Copy";
    ShareCopied "share.copied": "The address is copied.";
    ShareUncopied "share.uncopied": "It could not be copied. Select the address and copy it.";
    ShareEmail "share.email": "Email";
    ShareSms "share.sms": "Text message";
    ShareText "share.text": "These are plain links. No network learns that you were here until you follow one.";

    ToTitle "to.title": "Who is it for?";
    ToEveryone "to.everyone": "Everyone";
    ToEveryoneText "to.everyone.text": "Whoever knows can answer";
    ToFirst "to.first": "{name} first";
    ToFirstText "to.first.text": "{name} is asked, and everyone can read it";
    ToOnly "to.only": "Only {name} sees it";
    ToOnlyText "to.only.text": "You can make it public later";

    AskMight "ask.might": "Someone might have already asked this";
    AskMightText "ask.might.text": "An answer here saves you the wait. If none fits, go on: your words are kept.";
    AskKind "ask.kind": "What is it?";
    AskQuestion "ask.question": "What would you like to know?";
    AskIdea "ask.idea": "What would you like to see?";
    AskProblem "ask.problem": "What does not work?";
    AskPraise "ask.praise": "What do you like?";
    AskCount "ask.count": "{n} of {most}";
    AskDetails "ask.details": "Details";
    AskOptional "ask.optional": "if you like";
    AskHintQuestion "ask.hint.question": "What have you tried already?";
    AskHintIdea "ask.hint.idea": "What would it help you to do?";
    AskHintProblem "ask.hint.problem": "What did you do, and what happened then?";
    AskHintPraise "ask.hint.praise": "What made the difference?";
    AskProducts "ask.products": "What is it about?";
    AskTags "ask.tags": "Words to find it by";
    AskTagsHint "ask.tags.hint": "lid, descaling";
    AskMood "ask.mood": "How do you feel about it?";
    MoodHappy "mood.happy": "Glad";
    MoodFine "mood.fine": "All right";
    MoodSad "mood.sad": "Unsure";
    MoodAngry "mood.angry": "Upset";
    AskName "ask.name": "Your name";
    AskEmail "ask.email": "Your email address";
    AskEmailText "ask.email.text": "For the answer. Nobody else sees it.";
    AskPublic "ask.public": "Everyone can read what you post.";
    PostQuestion "post.question": "Post question";
    PostIdea "post.idea": "Post idea";
    PostProblem "post.problem": "Post problem";
    PostPraise "post.praise": "Post praise";
    PostAgain "post.again": "Post again";
    PostGoing "post.going": "Posting";
    PostWait "post.wait": "Post again in {n} s" | "Post again in {n} s";
    AdviceShort "advice.short": "A few more words help the right person to find it.";
    AdviceCapitals "advice.capitals": "Small letters are easier to read.";
    AdviceProduct "advice.product": "Say what it is about, and those who own it will see it.";
    AdvicePrivate "advice.private": "“{word}” looks private, and everyone can read this.";
    FaultTitle "fault.title": "Say it in one line first.";
    FaultLong "fault.long": "Make it shorter: {n} characters at most.";
    FaultBody "fault.body": "Write a few words first.";
    FaultRefused "fault.refused": "This was not taken as it is. Change it, then post again.";
    FaultGuest "fault.guest": "A name and an address are needed.";

    HitchOffline "hitch.offline": "You are offline. Your words are safe: they stay here until you post again.";
    HitchUnreachable "hitch.unreachable": "That did not get through. Your words are safe: post again in a moment.";
    HitchSignIn "hitch.sign-in": "Sign in on this site first. Your words are kept.";
    HitchGuest "hitch.guest": "Leave your name, then it can go.";
    HitchTooMany "hitch.too-many": "That was a lot at once. Your words are safe: post again in a minute.";
    HitchBusy "hitch.busy": "A lot is being asked right now. Your words are safe: post again when the time on the button is up.";
    HitchTooQuick "hitch.too-quick": "That was very quick. Your words are safe: post again in a moment.";
    HitchRefused "hitch.refused": "It was not taken as it is. Your words are kept.";
    HitchConsent "hitch.consent": "This site did not agree, so nothing was sent.";
    DeedUndone "deed.undone": "That did not get through. Try it again in a moment.";
    DeedSignIn "deed.sign-in": "Sign in on this site first.";
    WaitingTitle "waiting.title": "Only you can see this for now.";
    WaitingText "waiting.text": "Somebody reads it first; then everyone can see it.";
    PrivateTitle "private.title": "Only you two can see this.";
    PublishPress "publish.press": "Let everyone see it";
    AskedTitle "asked.title": "Asked of you";
    AskedLink "asked.link": "{n} question for you" | "{n} questions for you";
    AskingTitle "asking.title": "You asked in private";
    AskingLink "asking.link": "{n} question that you asked in private" | "{n} questions that you asked in private";
    WaitingReply "waiting.reply": "Only you can see this for now";
    HiddenTitle "hidden.title": "Hidden. Only moderators see it.";

    MeTooPressQuestion "me-too.press.question": "I have this question too";
    MeTooPressProblem "me-too.press.problem": "I have this problem too";
    MeTooPressIdea "me-too.press.idea": "I would like this too";
    MeTooPressPraise "me-too.press.praise": "I like it too";
    FollowPress "follow.press": "Follow, to see what is new in it";
    StarPress "star.press": "Helped me";
    MarkShow "mark.show": "Show it to my friends";
    FlagPress "flag.press": "Report";
    FlagWhy "flag.why": "What is wrong with it?";
    FlagSpam "flag.spam": "Advertising";
    FlagRude "flag.rude": "Unkind";
    FlagPrivate "flag.private": "Private";
    FlagWrong "flag.wrong": "Not true";
    FlagThanks "flag.thanks": "Thank you. Somebody will look at it.";
    SolvePress "solve.press": "This solved it";
    SolveUndo "solve.undo": "Not solved after all";
    ReplyFoot "reply.foot": "Know more about it?";
    ReplyOpen "reply.open": "Write a reply";
    ReplyLabel "reply.label": "Your reply";
    ReplyPost "reply.post": "Post reply";

    QueueTitle "queue.title": "Waiting for a look";
    QueueLink "queue.link": "{n} post is waiting for a look" | "{n} posts are waiting for a look";
    QueueEmpty "queue.empty": "Nothing is waiting. Well done.";
    QueueNewcomer "queue.newcomer": "First post";
    QueueFlagged "queue.flagged": "Reported: {reasons}";
    QueueReplyTo "queue.reply-to": "Reply to “{title}”";
    ModerateTitle "moderate.title": "Moderate";
    ModerateDone "moderate.done": "Done.";
    ModerateUndo "moderate.undo": "Undo";
    ModerateApprove "moderate.approve": "Publish";
    ModerateHide "moderate.hide": "Hide";
    ModerateKeep "moderate.keep": "Nothing wrong";
    ModerateBest "moderate.best": "Best answer";
    ModerateOfficial "moderate.official": "Official answer";
    ModerateStatus "moderate.status": "Status";
    ModerateMerge "moderate.merge": "Asked before? It becomes part of";
    StatusNone "status.none": "Open";
}
