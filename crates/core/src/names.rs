//! Names by number and numbers by name.
//!
//! A hash table of own making over one string. The standard map would keep each name in an allocation of its own, and
//! for each kind of value it is compiled anew, 1 kB of Wasm a time; here values stand in plain lists by number.

/// A set of names, each numbered from 0 in the order in which they came.
#[derive(Clone, Debug, Default)]
pub(crate) struct Names {
    text: String,
    /// Where each name ends in `text`.
    ends: Vec<u32>,
    /// Open addressing with linear probing, at most half full: hash and number + 1; 0 is free.
    slots: Vec<(u32, u32)>,
}

impl Names {
    /// Of names that are known to differ; `ends` is where each ends in `text`. They are not found by name ([`is_hashed`](Self::is_hashed)).
    pub(crate) fn sorted(text: String, ends: Vec<u32>) -> Self {
        Self { text, ends, slots: Vec::new() }
    }

    /// Without names, and with room for so many: to grow costs as much as to be filled again.
    pub(crate) fn with_room(names: usize) -> Self {
        let slots = vec![(0, 0); (names * 2).max(4).next_power_of_two()];
        Self { text: String::new(), ends: Vec::with_capacity(names), slots }
    }

    /// Whether names are found by [`get`](Self::get).
    pub(crate) fn is_hashed(&self) -> bool {
        !self.slots.is_empty()
    }

    /// How many there are.
    pub(crate) fn len(&self) -> usize {
        self.ends.len()
    }

    /// The name of a number that was given out here.
    pub(crate) fn name(&self, number: u32) -> &str {
        let at = number as usize;
        let start = if at == 0 { 0 } else { self.ends[at - 1] as usize };
        self.text.get(start..self.ends[at] as usize).unwrap_or_default()
    }

    /// The name of a number that was given out here, as bytes, which are in the order of texts and cost less to cut.
    pub(crate) fn bytes(&self, number: u32) -> &[u8] {
        let at = number as usize;
        let start = if at == 0 { 0 } else { self.ends[at - 1] as usize };
        self.text.as_bytes().get(start..self.ends[at] as usize).unwrap_or_default()
    }

    /// The number of `name`, where it is known.
    pub(crate) fn get(&self, name: &str) -> Option<u32> {
        if self.slots.is_empty() { None } else { self.slot(hash(name), name).ok() }
    }

    /// The number of `name`, and whether it is new here.
    pub(crate) fn add(&mut self, name: &str) -> (u32, bool) {
        if self.ends.len() * 2 >= self.slots.len() {
            self.grow();
        }
        let hash = hash(name);
        match self.slot(hash, name) {
            Ok(number) => (number, false),
            Err(free) => {
                self.text.push_str(name);
                let number = count(self.ends.len());
                self.ends.push(count(self.text.len()));
                self.slots[free] = (hash, number + 1);
                (number, true)
            }
        }
    }

    /// The number of `name`, or the free slot where it belongs.
    fn slot(&self, hash: u32, name: &str) -> Result<u32, usize> {
        let mask = self.slots.len() - 1;
        let mut at = hash as usize & mask;
        loop {
            match self.slots[at] {
                (_, 0) => return Err(at),
                (other, number) if other == hash && self.bytes(number - 1) == name.as_bytes() => {
                    return Ok(number - 1);
                }
                _ => at = (at + 1) & mask,
            }
        }
    }

    fn grow(&mut self) {
        let size = (self.slots.len() * 2).max(8);
        for entry in std::mem::replace(&mut self.slots, vec![(0, 0); size]) {
            if entry.1 != 0 {
                let mut at = entry.0 as usize & (size - 1);
                while self.slots[at].1 != 0 {
                    at = (at + 1) & (size - 1);
                }
                self.slots[at] = entry;
            }
        }
    }
}

/// A length as a number: everything is numbered by `u32`, for an address space of 4 GiB, which Wasm's is, holds no
/// more.
pub(crate) fn count(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}

/// FNV-1a with a final mix, for the low bits choose the slot.
pub(crate) fn hash(name: &str) -> u32 {
    let hash =
        name.bytes().fold(0x811c_9dc5_u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193));
    hash ^ (hash >> 15)
}

#[cfg(test)]
mod tests {
    use super::Names;

    #[test]
    fn names_are_numbered_in_order_and_found_again() {
        let mut names = Names::default();
        assert_eq!((names.get(""), names.len()), (None, 0));
        let texts: Vec<String> = (0..5000_u32).map(|n| n.wrapping_mul(2_654_435_761).to_string()).collect();
        for (number, text) in (0..).zip(&texts) {
            assert_eq!(names.add(text), (number, true));
            assert_eq!(names.add(text), (number, false));
        }
        for (number, text) in (0..).zip(&texts) {
            assert_eq!(names.get(text), Some(number));
            assert_eq!(names.name(number), text);
        }
        assert_eq!((names.get("x"), names.get(""), names.len()), (None, None, texts.len()));
        assert_eq!((names.add(""), names.get("")), ((5000, true), Some(5000)));
    }
}
