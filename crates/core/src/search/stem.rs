//! Stems.
use rust_stemmers::{Algorithm, Stemmer};

/// The stem of a folded term.
pub(super) fn stem(term: &str) -> String {
    if term.len() < 3 || !term.is_ascii() { return term.to_owned(); }
    Stemmer::create(Algorithm::English).stem(term).into_owned()
}

const STOP: &[&str] = &["a","about","after","again","all","also","am","an","and","any","anyone","are","as","at","be","because","been","before","being","but","by","can","cannot","cant","could","couldnt","did","didnt","do","does","doesnt","doing","dont","for","from","get","go","got","had","has","have","having","he","help","her","here","hers","him","his","how","i","id","if","ill","im","in","into","is","isnt","it","its","ive","just","like","may","me","might","more","most","must","my","myself","need","no","not","of","off","on","once","one","only","or","other","our","out","over","own","please","same","shall","she","should","shouldnt","so","some","someone","such","than","that","thats","the","their","them","then","there","theres","these","they","this","those","through","to","too","under","until","up","us","use","using","very","want","was","wasnt","way","we","were","what","whats","when","where","wheres","which","while","who","whom","whos","whose","why","will","with","without","wont","would","you","your","yours"];

/// Whether a term tells little.
pub(super) fn is_stop(term: &str) -> bool {
    STOP.binary_search(&term).is_ok()
}
