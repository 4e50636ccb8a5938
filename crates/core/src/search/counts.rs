//! How often a term occurs in a document's fields, in a byte.

/// Occurrences by field: two bits each for title and question, three for the answer, one for the tags. Between the steps it is the
/// lower one, and above the last it is that: it is far into saturation there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Counts(pub(super) u8);

const FEW: [u8; 4] = [0, 1, 2, 4];
const MANY: [u8; 8] = [0, 1, 2, 3, 4, 6, 9, 14];

impl Counts {
    /// Of occurrences by field, in the order of [`Field`](super::Field), at least one of them above 0.
    pub(super) fn of([title, question, answer, tags]: [u8; 4]) -> Self {
        Self(step(&FEW, title) | step(&FEW, question) << 2 | step(&MANY, answer) << 4 | tags.min(1) << 7)
    }

    /// Occurrences in each field.
    #[inline(always)]
    pub(super) fn fields(self) -> [u8; 4] {
        let code = usize::from(self.0);
        [FEW[code & 3], FEW[(code >> 2) & 3], MANY[(code >> 4) & 7], self.0 >> 7]
    }
}

fn step(steps: &[u8], count: u8) -> u8 {
    steps.iter().skip(1).fold(0, |step, least| step + u8::from(*least <= count))
}

#[cfg(test)]
mod tests {
    use super::Counts;

    #[test]
    fn counts_come_back_exact_where_they_are_few_and_never_more() {
        for count in 0..=u8::MAX {
            let [title, question, answer, tags] = Counts::of([count; 4]).fields();
            assert!(title <= count && question <= count && answer <= count && tags == count.min(1));
            assert!(count > 2 || (title, question) == (count, count), "{count}");
            assert!(count > 4 || answer == count, "{count}");
        }
        assert_eq!(Counts::of([3, 0, 255, 0]).fields(), [2, 0, 14, 0]);
        assert_eq!(Counts::of([0, 1, 0, 0]).0, 4);
    }
}
