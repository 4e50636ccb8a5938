//! What a service answers, and how a community takes it in.

#![expect(clippy::unwrap_used, reason = "a test whose input cannot be read fails")]

use goodword_core::{
    Community,
    community::List,
    friends::{Circle, Deed, Friend, Relation},
    model::{Kind, Mark, Standing, Visibility},
    snapshot::{Answer, MAX_ANSWER_ROWS, Of, Row},
};
use serde_json::{Value, json};

fn read(answer: &Value, of: &Of) -> Answer {
    Answer::read(answer.to_string().as_bytes(), of).unwrap()
}

fn take(community: &mut Community, answer: &Value, of: &Of) {
    for row in read(answer, of).rows {
        community.put(row);
    }
}

fn found(community: &mut Community, query: &str) -> Vec<String> {
    community.index_all();
    let found = community.search(query, &[], &Circle::default(), 10);
    found.hits.iter().map(|hit| community.topics()[hit.document as usize].id.to_string()).collect()
}

#[test]
fn a_page_gives_its_rows_and_where_more_is() {
    let page = json!({ "total": 40, "next": "topics?cursor=x", "people": [{ "id": "p", "name": "Pia" }, {}],
        "data": [{ "id": 7, "title": "Lid" }, { "title": "no id" }] });
    let answer = read(&page, &Of::Topics);
    assert_eq!(answer.next.as_deref(), Some("topics?cursor=x"));
    let [
        Row::Person(person),
        Row::Skipped(nobody),
        Row::Topic(topic),
        Row::Standing(id, standing),
        Row::Skipped(skipped),
    ] = &answer.rows[..]
    else {
        panic!("{answer:?}")
    };
    assert_eq!((person.name.as_str(), topic.id.as_str(), id.as_str()), ("Pia", "7", "7"));
    assert_eq!((nobody.path.as_str(), skipped.path.as_str()), ("people[1]", "topics[1]"));
    assert_eq!(*standing, Standing::default());
    assert!(Answer::read(b"<html>", &Of::Topics).is_err());
}

#[test]
fn of_an_answer_that_is_too_long_the_first_rows_are_taken_and_the_rest_is_told() {
    let rows = |count: usize| -> Value {
        (0..count).map(|n| json!({ "id": n.to_string(), "title": "A question" })).collect()
    };
    let topics = |answer: &Answer| answer.rows.iter().filter(|row| matches!(row, Row::Topic(_))).count();
    let told = |answer: &Answer| answer.rows.iter().filter(|row| matches!(row, Row::Skipped(_))).count();
    for (count, expect) in
        [(MAX_ANSWER_ROWS, (MAX_ANSWER_ROWS, 0)), (MAX_ANSWER_ROWS + 1, (MAX_ANSWER_ROWS, 1))]
    {
        let answer = read(&json!({ "data": rows(count) }), &Of::Topics);
        assert_eq!((topics(&answer), told(&answer)), expect);
    }
}

#[test]
fn what_a_list_leaves_out_of_a_topic_stays() {
    let whole = json!({ "id": "1", "title": "Lid", "kind": "idea", "status": "complete", "author": "ada", "body": "All of it.",
        "created_at": "2026-05-01T09:00:00Z", "last_active_at": "2026-05-02T09:00:00Z", "url": "https://a.example/1",
        "tags": ["lid"], "products": ["k2"], "me_too_count": 3, "follower_count": 2, "reply_count": 1,
        "replies": [{ "id": "r1", "body": "a" }] });
    let mut community = Community::default();
    take(&mut community, &whole, &Of::Topics);
    let known = community.topic("1").unwrap().clone();
    let part = |answer: Value| {
        let rows = read(&answer, &Of::Topics).rows;
        rows.into_iter().find_map(|row| if let Row::Topic(topic) = row { Some(topic) } else { None }).unwrap()
    };
    community.put_part(part(json!({ "id": "1", "title": "Lid" })));
    assert_eq!(*community.topic("1").unwrap(), known);
    // What it says is newer.
    community.put_part(part(
        json!({ "id": "1", "title": "Lids", "body": "All …", "me_too_count": 4, "tags": ["lids"] }),
    ));
    let now = community.topic("1").unwrap();
    assert_eq!((now.title.as_str(), now.me_too_count, now.tags[0].as_str()), ("Lids", 4, "lids"));
    assert_eq!((now.body.source.as_str(), now.replies.len()), ("All of it.", 1));
    // Of replies it may hold only some, which take none of the others away.
    community.put_part(part(
        json!({ "id": "1", "title": "Lids", "replies": [{ "id": "post-1", "body": "b" }, { "id": "r1", "body": "c" }] }),
    ));
    let replies = &community.topic("1").unwrap().replies;
    let read: Vec<_> = replies.iter().map(|reply| (reply.id.as_str(), reply.body.source.as_str())).collect();
    assert_eq!(read, [("r1", "c"), ("post-1", "b")]);
    // A topic that is not known is one like any other.
    community.put_part(part(json!({ "id": "2", "title": "Base" })));
    assert_eq!(community.topic("2").unwrap().title, "Base");
}

#[test]
fn what_a_service_says_of_the_visitor_is_read() {
    let topic = json!({ "id": "1", "title": "Lid", "state": "waiting",
        "viewer": { "me_too": true, "me_too_shared": true, "stars": ["r1", "r2"], "stars_shared": ["r2"], "may": ["solve", "fly"],
            "friends": [{ "person": "mia", "did": "me_too" }, { "person": "tom", "did": "found_useful" },
                { "person": "eve", "did": "frowned" }, { "did": "me_too" }, { "person": "", "did": "me_too" }, 7] },
        "replies": [{ "id": "r1", "body": "a" }, { "id": "r2", "body": "b", "state": "hidden" }] });
    let mut community = Community::default();
    take(&mut community, &topic, &Of::Topics);
    let expect = Standing {
        me_too: true,
        me_too_shared: true,
        follows: false,
        stars: vec!["r1".into(), "r2".into()],
        stars_shared: vec!["r2".into()],
        friends: vec![("mia".into(), Mark::MeToo), ("tom".into(), Mark::FoundUseful)],
        may_solve: true,
        may_moderate: false,
        may_publish: false,
        to: None,
        visibility: Visibility::Waiting,
        unpublished: vec![("r2".into(), Visibility::Hidden)],
    };
    assert_eq!(community.standing("1"), Some(&expect));
    assert_eq!(community.standing("2"), None);
    let [bad] = community.skipped() else { panic!("{:?}", community.skipped()) };
    assert_eq!(
        (bad.path.as_str(), bad.reason.as_str()),
        ("topics[0].viewer.friends", "4 without a person or a mark that there is")
    );
}

fn circle(friends: &[&str]) -> Circle {
    let friend = |id: &&str| Friend {
        id: (*id).into(),
        name: (*id).to_owned(),
        avatar: None,
        relation: Relation::Friend,
        mutual: 0,
    };
    Circle::new(None, friends.iter().map(friend).collect())
}

#[test]
fn what_friends_show_to_have_said_is_their_part_until_the_visitor_goes() {
    let mut community = Community::default();
    let said = json!({ "people": [{ "id": "mia", "name": "Mia" }, { "id": "tom", "name": "Tom" }], "data": [
        { "id": "1", "title": "The lid drips" },
        { "id": "2", "title": "The lid drips", "author": "tom",
          "viewer": { "friends": [{ "person": "mia", "did": "me_too" }, { "person": "tom", "did": "found_useful" }] } } ] });
    take(&mut community, &said, &Of::Topics);
    community.index_all();
    let parts = |community: &Community, friends: &[&str]| -> Vec<(String, Deed)> {
        let topic = community.topic("2").unwrap().clone();
        let parts = community.parts(&topic, &circle(friends));
        parts.into_iter().map(|part| (part.friend.to_string(), part.deed)).collect()
    };
    let (mia, tom) = (("mia".to_owned(), Deed::HasToo), ("tom".to_owned(), Deed::Asked));
    assert_eq!(parts(&community, &["mia", "tom"]), [tom, mia.clone()]);
    assert_eq!(parts(&community, &["mia"]), [mia], "whoever is no friend of the visitor has no part");
    let first = |community: &Community, friends: &[&str]| {
        let found = community.search("lid", &[], &circle(friends), 9);
        let lift = community.explain("lid", &circle(friends), 1).unwrap().lift.friend;
        (found.hits[0].document, lift > 1.0)
    };
    assert_eq!(first(&community, &["mia"]), (1, true));
    assert_eq!(first(&community, &["eve"]), (0, false));
    community.forget_visitor();
    assert_eq!(parts(&community, &["mia"]), []);
    assert_eq!(first(&community, &["mia"]), (0, false));
    assert!(community.person("mia").is_none() && community.person("tom").is_some());
}

#[test]
fn a_private_topic_is_for_its_two_and_goes_with_the_visitor() {
    let topic = json!({ "id": "1", "title": "Lid", "state": "private", "to": "p7", "viewer": { "may": ["publish"] } });
    let mut community = Community::default();
    take(&mut community, &topic, &Of::Topics);
    let standing = community.standing("1").unwrap();
    assert_eq!((standing.visibility, standing.may_publish), (Visibility::Private, true));
    assert_eq!(standing.to, Some("p7".into()));
    community.forget_visitor();
    assert_eq!(community.topic("1"), None);
}

#[test]
fn a_newer_row_replaces_the_older_one_everywhere() {
    let mut community = Community::default();
    let lid = json!({ "data": [{ "id": "1", "title": "The lid drips", "status": "active" }, { "id": "2", "title": "Cord" }] });
    take(&mut community, &lid, &Of::Topics);
    assert_eq!((found(&mut community, "lid"), community.answered_count()), (vec!["1".to_owned()], 0));
    let newer = json!({ "id": "1", "kind": "problem", "title": "The spout drips", "me_too_count": 4,
        "people": [{ "id": "p", "name": "Pia" }], "replies": [{ "id": "r", "author": "p", "body": "Press harder", "best": true }] });
    take(&mut community, &newer, &Of::Topics);
    assert_eq!(found(&mut community, "lid"), Vec::<String>::new());
    assert_eq!(
        (found(&mut community, "spout"), found(&mut community, "harder")),
        (vec!["1".to_owned()], vec!["1".to_owned()])
    );
    assert_eq!(community.topics().len(), 2);
    assert!(community.has_kind(Kind::Problem) && community.has_kind(Kind::Question));
    take(&mut community, &json!({ "people": [{ "id": "p", "name": "Pia Ohm" }] }), &Of::Topics);
    assert_eq!(community.person("p").unwrap().name, "Pia Ohm");
    assert_eq!(community.skipped_count(), 0);
}

#[test]
fn a_row_from_a_list_does_not_cost_the_replies_that_were_read() {
    let mut community = Community::default();
    let whole = json!({ "id": "1", "title": "Lid", "reply_count": 2,
        "replies": [{ "id": "a", "body": "one" }, { "id": "b", "body": "two" }] });
    take(&mut community, &whole, &Of::Topics);
    take(
        &mut community,
        &json!({ "data": [{ "id": "1", "title": "Lid", "reply_count": 3, "me_too_count": 9,
        "replies": [{ "id": "b", "body": "two" }] }] }),
        &Of::Topics,
    );
    let topic = community.topic("1").unwrap();
    assert_eq!((topic.replies.len(), topic.me_too_count, topic.reply_count), (2, 9, 3));
    take(
        &mut community,
        &json!({ "data": [{ "id": "b", "body": "two, again" }, { "id": "c", "body": "three" }] }),
        &Of::Replies("1".into()),
    );
    let bodies: Vec<_> =
        community.topic("1").unwrap().replies.iter().map(|reply| reply.body.source.clone()).collect();
    assert_eq!(bodies, ["one", "two, again", "three"]);
    // A topic that lost its replies has lost them.
    take(&mut community, &json!({ "id": "1", "title": "Lid", "reply_count": 0, "replies": [] }), &Of::Topics);
    assert!(community.topic("1").unwrap().replies.is_empty());
}

#[test]
fn a_topic_that_is_gone_is_nowhere_until_it_comes_again() {
    let mut community = Community::default();
    let both = json!({ "data": [{ "id": "1", "title": "The lid drips" }, { "id": "2", "title": "The lid sticks" }] });
    take(&mut community, &both, &Of::Topics);
    community.forget("1");
    community.forget("none");
    let listed = |community: &Community| community.list(List::Recent, &[], 9).len();
    assert!(community.topic("1").is_none());
    assert_eq!((found(&mut community, "lid"), listed(&community)), (vec!["2".to_owned()], 1));
    take(&mut community, &json!({ "id": "1", "title": "The lid drips again" }), &Of::Topics);
    assert_eq!((found(&mut community, "again"), listed(&community)), (vec!["1".to_owned()], 2));
}

#[test]
fn what_waits_for_a_moderator_is_read_with_its_reasons() {
    let flag = |reason: &str| json!({ "reason": reason });
    let queue = json!({ "data": [
        { "why": "newcomer", "topic": { "id": "1", "title": "Lid", "state": "waiting" }, "reply": null, "flags": [] },
        { "why": "flagged", "topic": { "id": "2", "title": "Cord" }, "reply": { "id": "r", "body": "Buy now" },
          "flags": [flag("spam"), flag("rude"), flag("spam")] },
        { "why": "newcomer", "topic": {} } ] });
    let answer = read(&queue, &Of::Cases);
    let [new, flagged] = &answer.cases[..] else { panic!("{answer:?}") };
    assert_eq!((new.topic.as_str(), &new.reply, new.flagged), ("1", &None, false));
    assert_eq!(
        (flagged.topic.as_str(), flagged.flagged, &flagged.reasons[..]),
        ("2", true, &["spam".to_owned(), "rude".to_owned()][..])
    );
    assert_eq!(flagged.reply.as_ref().map(|reply| reply.body.source.as_str()), Some("Buy now"));
    assert_eq!(answer.rows.iter().filter(|row| matches!(row, Row::Topic(_))).count(), 2);
}

#[test]
fn what_is_between_two_is_in_no_list_and_found_by_these_two() {
    let mut community = Community::default();
    let seen = json!({ "data": [{ "id": "1", "title": "Is it loud?", "state": "private" }, { "id": "2", "title": "The lid drips" }] });
    take(&mut community, &seen, &Of::Topics);
    for list in [List::Popular, List::Recent, List::Unanswered] {
        let listed: Vec<_> = community.list(list, &[], 9).iter().map(|topic| topic.id.to_string()).collect();
        assert_eq!(listed, ["2"], "{list:?}");
    }
    assert_eq!(found(&mut community, "loud"), ["1"]);
}

#[test]
fn whom_one_may_want_to_know_is_no_row() {
    let answer = json!({ "data": [
        { "id": "p1", "name": "Noor", "role": "champion", "mutual": 3, "answered": 4, "about": "descaling" },
        { "id": "p2", "mutual": 1 }, { "id": "p3", "name": "Walter" } ] });
    let answer = read(&answer, &Of::Suggestions);
    let told: Vec<_> = answer
        .suggested
        .iter()
        .map(|one| (one.person.name.as_str(), one.mutual, one.answered, one.about.as_deref()))
        .collect();
    assert_eq!(told, [("Noor", 3, 4, Some("descaling")), ("Walter", 0, 0, None)]);
    let [Row::Skipped(nameless)] = &answer.rows[..] else { panic!("{answer:?}") };
    assert_eq!(nameless.path, "people[1]");
}

#[test]
fn whoever_signs_out_leaves_nothing_that_only_they_could_see() {
    let mut community = Community::default();
    let seen = json!({ "data": [
        { "id": "1", "title": "My own that waits", "state": "waiting" },
        { "id": "2", "title": "Everyone's", "viewer": { "me_too": true, "may": ["moderate"] },
          "replies": [{ "id": "a", "body": "shown" }, { "id": "b", "body": "concealed", "state": "waiting" }] } ] });
    take(&mut community, &seen, &Of::Topics);
    assert!(community.is_moderated_here());
    community.forget_visitor();
    assert!(
        community.topic("1").is_none() && community.standing("2").is_none() && !community.is_moderated_here()
    );
    assert_eq!(community.topic("2").unwrap().replies.len(), 1);
    assert_eq!((found(&mut community, "waits"), found(&mut community, "concealed")), (vec![], vec![]));
}

#[test]
fn words_that_were_not_for_everyone_go_with_the_visitor_and_so_does_who_is_known_by_them_alone() {
    let mut community = Community::default();
    let word = |id: &str, person: &str, audience: &str| json!({ "id": id, "person": person, "subject": "k2", "verb": "uses", "audience": audience });
    let people = ["mia", "tom", "eve"].map(|id| json!({ "id": id, "name": id }));
    let words = [
        word("1", "mia", "friends"),
        word("2", "tom", "friends"),
        word("3", "eve", "public"),
        word("4", "eve", "only_me"),
    ];
    take(&mut community, &json!({ "data": words, "people": people }), &Of::Recommendations);
    take(&mut community, &json!({ "data": [{ "id": "1", "title": "Lid", "author": "tom" }] }), &Of::Topics);
    community.forget_visitor();
    let left: Vec<_> = community.recommendations().iter().map(|word| word.id.as_str()).collect();
    assert_eq!(left, ["3"]);
    assert!(community.person("mia").is_none());
    assert!(community.person("tom").is_some() && community.person("eve").is_some());
    // They come again with the next visitor.
    take(
        &mut community,
        &json!({ "data": [word("1", "mia", "friends")], "people": [{ "id": "mia", "name": "Mia" }] }),
        &Of::Recommendations,
    );
    assert_eq!(community.recommendations().len(), 2);
    assert_eq!(community.person("mia").unwrap().name, "Mia");
}
