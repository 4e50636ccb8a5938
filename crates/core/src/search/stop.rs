//! Words that tell little.

/// English words of questions, in order. They are looked for like all others and count less
/// ([`RankingWeights::stop`](super::RankingWeights::stop)); of other languages the frequency tells.
const STOP: &str = "a about after again all also am an and any anyone are as at be because been before being but by can cannot cant could couldnt did \
didnt do does doesnt doing dont for from get go got had has have having he help her here hers him his how i id if ill im in into is isnt it its ive just \
like may me might more most must my myself need no not of off on once one only or other our out over own please same shall she should shouldnt so \
some someone such than that thats the their them then there theres these they this those through to too under until up us use using very want was \
wasnt way we were what whats when where wheres which while who whom whos whose why will with without wont would you your yours";

/// Whether a folded term tells little.
pub(super) fn is_stop(term: &str) -> bool {
    let term = term.as_bytes();
    term.len() <= 9 && STOP.as_bytes().split(|byte| *byte == b' ').any(|word| word == term)
}

#[cfg(test)]
mod tests {
    use super::is_stop;

    #[test]
    fn little_words_are_known_and_parts_of_them_are_not() {
        assert!(is_stop("a") && is_stop("how") && is_stop("yours"));
        assert!(!is_stop("kettle") && !is_stop("") && !is_stop("ho") && !is_stop("a about"));
    }
}
