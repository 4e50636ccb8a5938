//! Which documents hold a term and how often, in one or two bytes a document.

/// How often a term occurs in a document: the title twice two bits, three for the answer, one for the tags. What is more often
/// than the highest step counts as that: it is far into saturation.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Counts(pub(super) u8);

const FEW: [u8; 4] = [0, 1, 2, 4];
const MANY: [u8; 8] = [0, 1, 2, 3, 4, 6, 9, 14];

impl Counts {
    /// Of occurrences by field, eight bits each, the first field lowest.
    pub(super) fn of(occurrences: u32) -> Self {
        let [title, question, answer, tags] = occurrences.to_le_bytes();
        let few = |count: u8| FEW.iter().rposition(|step| *step <= count).unwrap_or(0) as u8;
        let many = |count: u8| MANY.iter().rposition(|step| *step <= count).unwrap_or(0) as u8;
        Self(few(title) | few(question) << 2 | many(answer) << 4 | tags.min(1) << 7)
    }

    /// Occurrences in each field.
    pub(super) fn fields(self) -> [u8; 4] {
        let code = usize::from(self.0);
        [FEW[code & 3], FEW[(code >> 2) & 3], MANY[(code >> 4) & 7], self.0 >> 7]
    }
}

/// The documents that hold a term, while the index grows.
#[derive(Clone, Debug, Default)]
pub(super) struct List {
    count: u32,
    last: u32,
    /// Sparse: the distance from the document before as a varint, and its counts. Dense: the counts of each document.
    bytes: Vec<u8>,
    is_dense: bool,
}

/// Below as many documents none is worth a byte for each document.
const DENSE_FROM: u32 = 64;

impl List {
    pub(super) fn count(&self) -> u32 {
        self.count
    }

    pub(super) fn postings(&self) -> Postings<'_> {
        if self.is_dense {
            Postings::Dense(&self.bytes)
        } else {
            Postings::Sparse(Sparse { bytes: &self.bytes, at: 0, next: 0 })
        }
    }

    /// Puts a document in; `documents` is how many the index holds without it.
    pub(super) fn put(&mut self, document: u32, counts: Counts, documents: usize) {
        if self.is_dense {
            let at = document as usize;
            if self.bytes.len() <= at {
                self.bytes.resize(at + 1, 0);
            }
            self.count += u32::from(self.bytes[at] == 0);
            self.bytes[at] = counts.0;
            return;
        }
        if self.count > 0 && document <= self.last {
            let mut all: Vec<(u32, Counts)> = Vec::new();
            self.postings().each(&mut |other, counts| all.push((other, counts)));
            let at = all.partition_point(|(other, _)| *other < document);
            all.insert(at, (document, counts));
            self.set(&all);
            return;
        }
        let mut distance = if self.count == 0 { document } else { document - self.last - 1 };
        while distance >= 0x80 {
            self.bytes.push(distance as u8 | 0x80);
            distance >>= 7;
        }
        self.bytes.push(distance as u8);
        self.bytes.push(counts.0);
        self.last = document;
        self.count += 1;
        if self.count >= DENSE_FROM && self.count as usize * 4 > documents {
            let mut dense = vec![0; document as usize + 1];
            self.postings().each(&mut |document, counts| dense[document as usize] = counts.0);
            self.bytes = dense;
            self.is_dense = true;
        }
    }

    /// Takes a document out.
    pub(super) fn take(&mut self, document: u32) {
        if self.is_dense {
            if let Some(counts) = self.bytes.get_mut(document as usize)
                && std::mem::take(counts) != 0
            {
                self.count -= 1;
            }
            return;
        }
        let mut all: Vec<(u32, Counts)> = Vec::new();
        self.postings().each(&mut |other, counts| {
            if other != document {
                all.push((other, counts));
            }
        });
        self.set(&all);
    }

    fn set(&mut self, all: &[(u32, Counts)]) {
        *self = Self::default();
        for (document, counts) in all {
            self.put(*document, *counts, usize::MAX);
        }
    }
}

/// The documents that hold a term.
#[derive(Clone, Copy)]
pub(super) enum Postings<'a> {
    Sparse(Sparse<'a>),
    /// The counts of each document; what is not there is 0.
    Dense(&'a [u8]),
}

#[derive(Clone, Copy)]
pub(super) struct Sparse<'a> {
    bytes: &'a [u8],
    at: usize,
    next: u32,
}

impl Iterator for Sparse<'_> {
    type Item = (u32, Counts);

    #[inline]
    fn next(&mut self) -> Option<(u32, Counts)> {
        let mut byte = *self.bytes.get(self.at)?;
        let mut distance = u32::from(byte & 0x7f);
        let mut shift = 7;
        while byte >= 0x80 {
            self.at += 1;
            byte = *self.bytes.get(self.at)?;
            distance |= u32::from(byte & 0x7f) << shift;
            shift += 7;
        }
        let counts = *self.bytes.get(self.at + 1)?;
        self.at += 2;
        let document = self.next.wrapping_add(distance);
        self.next = document.wrapping_add(1);
        Some((document, Counts(counts)))
    }
}

impl Postings<'_> {
    /// Calls `give` with each document and its counts, in order.
    #[inline]
    pub(super) fn each(self, give: &mut impl FnMut(u32, Counts)) {
        match self {
            Self::Sparse(list) => list.for_each(|(document, counts)| give(document, counts)),
            Self::Dense(counts) => {
                for (document, counts) in (0..).zip(counts) {
                    if *counts != 0 {
                        give(document, Counts(*counts));
                    }
                }
            }
        }
    }
}
