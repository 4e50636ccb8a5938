//! A community whose ranking is tuned: what a query finds as the knobs stand and as they stood by default, and why.
//!
//! What it says to the page is JSON, because a page reads that at once and a test as well.

use goodword_core::{
    Community,
    community::TopicExplanation,
    friends::{Circle, Friend, Relation},
    json::Writer,
    model::Id,
    search::{Excerpt, Field, Given, Hit, KnobError, RankingWeights, Span, Stand, Way, Word},
    snapshot::{SnapshotError, SnapshotReader},
};

/// Hits that the defaults' order is looked at for: where a row came from is told up to here.
const COMPARED: usize = 50;
/// People offered as a friend, at most.
const MOST_PEOPLE: usize = 30;
/// Skipped rows that are told word for word.
const TOLD_SKIPPED: usize = 3;

/// A community and how it is ranked.
#[derive(Debug, Default)]
pub struct Ranking {
    reader: SnapshotReader,
    community: Community,
    weights: RankingWeights,
    /// Words or phrases of one meaning.
    synonyms: Vec<Vec<String>>,
    circle: Circle,
}

impl Ranking {
    /// Takes the next bytes of a snapshot.
    ///
    /// # Errors
    /// The document as a whole cannot be read.
    pub fn feed(&mut self, bytes: &[u8]) -> Result<(), SnapshotError> {
        self.reader.feed(bytes);
        while let Some(row) = self.reader.next_row()? {
            self.community.add(row);
        }
        Ok(())
    }

    /// Says that the snapshot has ended.
    ///
    /// # Errors
    /// Where it has not, or was none.
    pub fn finish(&mut self) -> Result<(), SnapshotError> {
        self.reader.finish()?;
        self.community.tune();
        self.weights = *self.community.weights();
        self.synonyms = self.community.tuning().1.to_vec();
        Ok(())
    }

    /// Brings up to `topics` more into the index; whether there are more.
    pub fn index(&mut self, topics: usize) -> bool {
        for _ in 0..topics {
            if !self.community.index_next() {
                return false;
            }
        }
        !self.community.is_indexed()
    }

    /// The community: `{name, topics, skipped, reasons, people: [{id, name}], values: {knob: number}, synonyms}`. `synonyms` are as
    /// [`Ranking::set_synonyms`] takes them, `people` are those with a part in the most
    /// topics, `reasons` the first skipped rows, `values` what the knobs are set to.
    pub fn describe(&self) -> String {
        let mut said = Writer::object();
        let reasons = self.community.skipped().iter().take(TOLD_SKIPPED);
        let reasons: Vec<String> = reasons.map(|row| format!("{}: {}", row.path, row.reason)).collect();
        let values = RankingWeights::KNOBS.iter().map(|knob| self.value(knob.name));
        let mut all = Writer::object();
        for (knob, value) in RankingWeights::KNOBS.iter().zip(values) {
            number(&mut all, knob.name, value);
        }
        said.text("name", self.community.name())
            .number("topics", self.community.topics().len() as u64)
            .number("skipped", self.community.skipped_count() as u64)
            .list("reasons", reasons.iter().map(String::as_str))
            .raw("people", &list(self.people()))
            .raw("values", &all.finish())
            .text(
                "synonyms",
                &self.synonyms.iter().map(|group| group.join(", ")).collect::<Vec<_>>().join("\n"),
            );
        said.finish()
    }

    /// Sets a knob.
    ///
    /// # Errors
    /// There is none of this name, or it does not take the value.
    pub fn set(&mut self, name: &str, value: f32) -> Result<(), KnobError> {
        self.weights.set(name, value)
    }

    /// Takes words of one meaning: a group a line, its words or phrases between commas. A line with one of them says nothing.
    pub fn set_synonyms(&mut self, lines: &str) {
        let group = |line: &str| -> Vec<String> {
            let phrases = line.split(',').map(str::trim).filter(|phrase| !phrase.is_empty());
            phrases.map(str::to_owned).collect()
        };
        self.synonyms = lines.lines().map(group).filter(|group| group.len() > 1).collect();
    }

    /// Takes the person with this id as the visitor's only friend; nobody, where there is none.
    pub fn set_friend(&mut self, id: &str) {
        let friend = self.community.person(id).map(|person| Friend {
            id: person.id.clone(),
            name: person.name.clone(),
            avatar: None,
            relation: Relation::Friend,
            mutual: 0,
        });
        self.circle = Circle::new(None, friend.into_iter().collect());
    }

    /// What a snapshot says for this ranking: `{"ranking": {…}, "synonyms": [[…]]}`, with what differs from the defaults alone.
    pub fn settings(&self) -> String {
        let differs = RankingWeights::KNOBS.iter().map(|knob| (knob, self.value(knob.name)));
        let ranking: Vec<String> = differs
            .filter(|(knob, value)| value.to_bits() != knob.default.to_bits())
            .map(|(knob, value)| format!("    \"{}\": {value}", knob.name))
            .collect();
        let group = |group: &Vec<String>| format!("    {}", texts(group.iter().map(String::as_str)));
        let synonyms: Vec<String> = self.synonyms.iter().map(group).collect();
        let within = |open: &str, rows: &[String], close: &str| match rows {
            [] => format!("{open}{close}"),
            rows => format!("{open}\n{}\n  {close}", rows.join(",\n")),
        };
        format!(
            "{{\n  \"ranking\": {},\n  \"synonyms\": {}\n}}\n",
            within("{", &ranking, "}"),
            within("[", &synonyms, "]")
        )
    }

    /// What a query finds: `{total, hits, usual_total, usual}`. `hits` are the best `limit` as the knobs stand, each with why; `usual` the best by the
    /// defaults, without synonyms of the site. Each has `rank`, from 1 on, and `other`, its rank in the other list, `null` beyond the first 50.
    pub fn search(&mut self, query: &str, limit: usize) -> String {
        let most = limit.max(COMPARED);
        self.rank_by(RankingWeights::default(), &[]);
        let usual = self.community.search(query, &[], &self.circle, most);
        let (weights, synonyms) = (self.weights, std::mem::take(&mut self.synonyms));
        self.rank_by(weights, &synonyms);
        self.synonyms = synonyms;
        let found = self.community.search(query, &[], &self.circle, most);
        let rows = |hits: &[Hit], others: &[Hit], is_told: bool| {
            let told = hits.iter().take(limit).zip(1..);
            list(told.map(|(hit, rank)| {
                let other = others.iter().position(|other| other.document == hit.document);
                let told = is_told.then(|| self.community.explain(query, &self.circle, hit.document));
                self.hit(hit, rank, other.map(|at| at + 1), told.flatten().as_ref())
            }))
        };
        let mut said = Writer::object();
        said.number("total", found.total as u64)
            .raw("hits", &rows(&found.hits, &usual.hits, true))
            .number("usual_total", usual.total as u64)
            .raw("usual", &rows(&usual.hits, &found.hits, false));
        said.finish()
    }

    fn value(&self, knob: &str) -> f32 {
        self.weights.get(knob).unwrap_or_default()
    }

    fn rank_by(&mut self, weights: RankingWeights, synonyms: &[Vec<String>]) {
        self.community.set_weights(weights);
        self.community.set_synonyms(synonyms.iter().map(Vec::as_slice));
    }

    /// Who has a part in the most topics.
    fn people(&self) -> Vec<String> {
        let mut parts: Vec<(&Id, usize)> = Vec::new();
        for topic in self.community.topics() {
            let replies = topic.replies.iter().filter_map(|reply| reply.author.as_ref());
            let mut those: Vec<&Id> = topic.author.iter().chain(replies).collect();
            those.sort();
            those.dedup();
            for person in those {
                match parts.iter_mut().find(|(known, _)| *known == person) {
                    Some((_, count)) => *count += 1,
                    None => parts.push((person, 1)),
                }
            }
        }
        parts.sort_by(|(one, a), (other, b)| b.cmp(a).then_with(|| one.cmp(other)));
        let known = parts.into_iter().filter_map(|(id, _)| self.community.person(id));
        known
            .take(MOST_PEOPLE)
            .map(|person| {
                let mut said = Writer::object();
                said.text("id", &person.id).text("name", &person.name);
                said.finish()
            })
            .collect()
    }

    fn hit(&self, hit: &Hit, rank: usize, other: Option<usize>, told: Option<&TopicExplanation>) -> String {
        let topic = &self.community.topics()[hit.document as usize];
        let mut said = Writer::object();
        said.text("id", &topic.id)
            .number("rank", rank as u64)
            .raw("other", &other.map_or("null".to_owned(), |rank| rank.to_string()))
            .raw("title", &runs(&topic.title, &(0..topic.title.len()), &hit.title_marks));
        number(&mut said, "score", hit.score);
        if let Some(Excerpt { field, span, marks }) = &hit.excerpt {
            let texts = goodword_core::community::PlainTexts::of(topic);
            let text = if *field == Field::Question { &texts.question } else { &texts.answer };
            said.raw("excerpt", &runs(text, span, marks));
        }
        if let Some(told) = told {
            said.raw("why", &why(told));
        }
        said.finish()
    }
}

/// All knobs: `[{name, default, least, most, meaning}]`, `meaning` as Markdown of one paragraph.
pub fn knobs() -> String {
    list(RankingWeights::KNOBS.iter().zip(RankingWeights::MEANINGS).map(|(knob, meaning)| {
        let mut said = Writer::object();
        said.text("name", knob.name);
        for (name, value) in [("default", knob.default), ("least", knob.least), ("most", knob.most)] {
            number(&mut said, name, value);
        }
        said.text("meaning", meaning.trim());
        said.finish()
    }))
}

fn why(told: &TopicExplanation) -> String {
    let (words, mut said) = (&told.words, Writer::object());
    said.raw("by_word", &list(words.by_word.iter().map(word)));
    for (name, value) in [
        ("words", words.words),
        ("coordination", words.coordination),
        ("all_words", words.all_words),
        ("neighbours", words.neighbours),
        ("unlifted", words.score),
        ("best_answer", told.lift.best_answer),
        ("me_too", told.lift.me_toos),
        ("recency", told.lift.recency),
        ("friend", told.lift.friend),
        ("score", told.score),
    ] {
        number(&mut said, name, value);
    }
    said.finish()
}

fn word(word: &Word) -> String {
    let mut said = Writer::object();
    said.text("term", &word.term);
    for (name, value) in [("idf", word.idf), ("factor", word.factor), ("score", word.score)] {
        number(&mut said, name, value);
    }
    said.raw("is_prefix", if word.is_prefix { "true" } else { "false" })
        .raw("best", &word.best.map_or("null".to_owned(), |best| best.to_string()))
        .raw("ways", &list(word.ways.iter().map(given)));
    said.finish()
}

fn given(given: &Given) -> String {
    let mut said = Writer::object();
    said.text("way", way(given.way));
    for (name, value) in [
        ("worth", given.worth),
        ("idf", given.idf),
        ("frequency", given.frequency),
        ("saturated", given.saturated),
        ("score", given.score),
    ] {
        number(&mut said, name, value);
    }
    said.raw("stands", &list(given.stands.iter().map(stand)));
    said.finish()
}

fn stand(stand: &Stand) -> String {
    let mut said = Writer::object();
    said.text("term", &stand.term)
        .raw("occurrences", &list(stand.occurrences.iter().map(u8::to_string)))
        .raw("frequencies", &list(stand.frequencies.iter().map(f32::to_string)));
    said.finish()
}

/// A way by the name of its knob; the same word has none.
fn way(way: Way) -> &'static str {
    match way {
        Way::Same => "same",
        Way::Stem => "stem",
        Way::Prefix => "prefix",
        Way::Synonym => "synonym",
        Way::Compound => "compound",
        Way::Typo => "typo",
        Way::TwoTypos => "two_typos",
    }
}

/// A passage as texts in turn outside and inside of marks, beginning outside.
fn runs(text: &str, span: &Span, marks: &[Span]) -> String {
    let (mut runs, mut at) = (Vec::new(), span.start);
    for mark in marks {
        runs.extend([text.get(at..mark.start), text.get(mark.clone())]);
        at = mark.end;
    }
    runs.push(text.get(at..span.end));
    texts(runs.into_iter().flatten())
}

fn texts<'a>(all: impl IntoIterator<Item = &'a str>) -> String {
    let mut one = Writer::object();
    one.list("", all);
    // The list alone, out of `{"":[…]}`.
    let one = one.finish();
    one["{\"\":".len()..one.len() - 1].to_owned()
}

fn list(all: impl IntoIterator<Item = String>) -> String {
    format!("[{}]", all.into_iter().collect::<Vec<_>>().join(","))
}

fn number(said: &mut Writer, name: &str, value: f32) {
    said.raw(name, &value.to_string());
}

#[cfg(test)]
mod tests {
    use super::{Ranking, knobs};
    use goodword_core::search::RankingWeights;
    use serde_json::{Value, json};

    fn ranking() -> Ranking {
        let mut ranking = Ranking::default();
        let snapshot = json!({ "goodword": 1, "name": "Kettles", "topics": [
            { "id": 1, "title": "Descale a kettle", "author": "a", "body": "It \"hums\" & rattles." },
            { "id": 2, "title": "Colours", "body": "My kettle is red.", "author": "b",
              "replies": [{ "id": 3, "author": "b", "body": "Every kettle comes in red, and a kettle in blue.", "best": true }] },
            { "id": 3, "title": "Shopping bag", "author": "b" }, { "title": "No id" },
        ], "people": [{ "id": "a", "name": "Ann" }, { "id": "b", "name": "Bo" }] });
        for piece in snapshot.to_string().as_bytes().chunks(50) {
            ranking.feed(piece).unwrap();
        }
        ranking.finish().unwrap();
        while ranking.index(1) {}
        ranking
    }

    fn search(ranking: &mut Ranking, query: &str) -> Value {
        serde_json::from_str(&ranking.search(query, 10)).unwrap()
    }

    fn ids(found: &Value, list: &str) -> Vec<String> {
        found[list].as_array().unwrap().iter().map(|hit| hit["id"].as_str().unwrap().to_owned()).collect()
    }

    #[test]
    fn every_knob_is_told_with_its_range_and_what_it_does() {
        let all: Value = serde_json::from_str(&knobs()).unwrap();
        assert_eq!(all.as_array().unwrap().len(), RankingWeights::KNOBS.len());
        for knob in all.as_array().unwrap() {
            let meaning = knob["meaning"].as_str().unwrap();
            assert!(meaning.len() > 20 && meaning == meaning.trim() && !meaning.contains('\n'), "{knob}");
            assert!(knob["least"].as_f64() < knob["most"].as_f64(), "{knob}");
        }
    }

    #[test]
    fn a_community_is_described_with_what_was_skipped() {
        let said: Value = serde_json::from_str(&ranking().describe()).unwrap();
        assert_eq!(
            (&said["name"], &said["topics"], &said["skipped"]),
            (&json!("Kettles"), &json!(3), &json!(1))
        );
        assert_eq!(said["people"], json!([{ "id": "b", "name": "Bo" }, { "id": "a", "name": "Ann" }]));
        assert_eq!(said["values"]["k1"], json!(2));
        assert!(said["reasons"][0].as_str().unwrap().starts_with("topics[3]"), "{said}");
    }

    #[test]
    fn hits_are_told_with_marks_and_a_score_that_their_parts_make() {
        let mut ranking = ranking();
        ranking.set_friend("a");
        let found = search(&mut ranking, "descale ket");
        assert_eq!(ids(&found, "hits"), ["1", "2"]);
        let hit = &found["hits"][0];
        assert_eq!(hit["title"], json!(["", "Descale", " a ", "ket", "tle"]));
        assert_eq!(hit["excerpt"], json!(["It \"hums\" & rattles."]));
        let why = &hit["why"];
        let number = |name: &str| why[name].as_f64().unwrap();
        let lift = number("best_answer") * number("me_too") * number("recency") * number("friend");
        assert!(number("friend") > 1.0);
        let score =
            (number("words") * number("coordination") + number("all_words") + number("neighbours")) * lift;
        assert!((score - hit["score"].as_f64().unwrap()).abs() < 1e-5 * score, "{score} of {hit}");
        assert_eq!(why["by_word"][1]["ways"][0]["way"], "prefix");
        assert_eq!(why["by_word"][1]["ways"][0]["stands"][0]["term"], "kettle");
        assert_eq!(why["by_word"][1]["ways"][0]["stands"][0]["occurrences"], json!([1, 0, 0, 0]));
    }

    #[test]
    fn what_a_snapshot_sets_is_where_the_page_begins() {
        let mut ranking = Ranking::default();
        let snapshot = r#"{"goodword":1,"topics":[],"ranking":{"k1":1.5},"synonyms":[["cart","shopping bag"],["lid","cap"]]}"#;
        ranking.feed(snapshot.as_bytes()).unwrap();
        ranking.finish().unwrap();
        let said: Value = serde_json::from_str(&ranking.describe()).unwrap();
        assert_eq!(
            (&said["values"]["k1"], &said["synonyms"]),
            (&json!(1.5), &json!("cart, shopping bag\nlid, cap"))
        );
    }

    #[test]
    fn knobs_and_synonyms_rank_anew_and_ranks_by_the_defaults_stay_beside() {
        let mut ranking = ranking();
        ranking.set("title", 0.0).unwrap();
        ranking.set("answer", 10.0).unwrap();
        let found = search(&mut ranking, "kettle");
        assert_eq!(
            (ids(&found, "hits"), ids(&found, "usual")),
            (vec!["2".into(), "1".into()], vec!["1".into(), "2".into()])
        );
        assert_eq!((&found["hits"][0]["rank"], &found["hits"][0]["other"]), (&json!(1), &json!(2)));
        ranking.set_synonyms("cart, shopping bag\n\nalone\n , \n");
        let found = search(&mut ranking, "cart");
        assert_eq!((ids(&found, "hits"), ids(&found, "usual")), (vec!["3".into()], Vec::new()));
        assert_eq!(found["hits"][0]["other"], Value::Null);
        assert_eq!(
            ranking.settings(),
            "{\n  \"ranking\": {\n    \"title\": 0,\n    \"answer\": 10\n  },\n  \"synonyms\": [\n    [\"cart\",\"shopping bag\"]\n  ]\n}\n"
        );
        let as_json: Value = serde_json::from_str(&ranking.settings()).unwrap();
        assert_eq!(as_json["synonyms"], json!([["cart", "shopping bag"]]));
        assert!(ranking.set("k1", 9.0).is_err() && ranking.set("k9", 1.0).is_err());
        assert_eq!(Ranking::default().settings(), "{\n  \"ranking\": {},\n  \"synonyms\": []\n}\n");
    }

    #[test]
    fn what_is_no_snapshot_is_said() {
        let mut ranking = Ranking::default();
        let said = ranking.feed(b"<!doctype html>").and_then(|()| ranking.finish()).unwrap_err().to_string();
        assert!(said.contains("not a JSON object"), "{said}");
        let mut ranking = Ranking::default();
        ranking.feed(b"{\"goodword\": 1, \"topics\": [").unwrap();
        assert!(ranking.finish().unwrap_err().to_string().contains("truncated"));
    }
}
