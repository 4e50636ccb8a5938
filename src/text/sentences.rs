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
    NothingOfKind "nothing.kind": "Nothing of this kind here.";
    NothingShowAll "nothing.all": "Show all kinds";
    NothingInstead "nothing.instead": "Others wanted to know";

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
    NoticeDocumentTitle "notice.document.title": "The answers cannot be read";
    NoticeDocumentText "notice.document.text": "They came in a form that we do not understand. The people here can put that right.";
    NoticePartialText "notice.partial.text": "Not everything could be loaded. What came stands here.";
    NoticeUnconfiguredTitle "notice.unconfigured.title": "There are no answers here yet";
    NoticeUnconfiguredText "notice.unconfigured.text": "This panel has not been told where they are.";
    NoticeRetry "notice.retry": "Try again";

    @desk

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

    VerbLoves "verb.loves": "Loves it";
    VerbRecommends "verb.recommends": "Recommends it";
    VerbUses "verb.uses": "Uses it";
    VerbBought "verb.bought": "Bought it";

    VoiceAnswers "voice.answers": "Happy to answer questions";

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
}
