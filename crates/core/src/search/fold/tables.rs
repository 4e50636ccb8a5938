//! What each letter of the large accented blocks folds to, one byte a code point.
//!
//! A lower-case Latin letter stands for itself in the Latin tables and for a Greek letter ([`GREEK_LETTERS`]) in the
//! Greek ones; any other byte but `.` is a key of [`LETTER_PAIRS`]; `.` leaves the letter alone. Letters with a Unicode
//! decomposition fold to its base; those without (`ø`, `ł`, `ə`) to the Latin letter that people type in their place.

/// U+00C0..=U+02AF: Latin-1 letters, Latin Extended-A and -B, IPA Extensions.
pub(super) static LATIN: &[u8; 496] = b"\
    aaaaaa1ceeeeiiiidnooooo.ouuuuy43\
    aaaaaa1ceeeeiiiidnooooo.ouuuuy4y\
    aaaaaaccccccccddddeeeeeeeeeegggg\
    gggghhhhiiiiiiiiii55jjkkklllllll\
    lllnnnnnnnnnoooooo22rrrrrrssssss\
    ssttttttuuuuuuuuuuuuwwyyyzzzzzzs\
    bbbbbboccdddd.eeeffgg%iikkl.mnno\
    oo$$pprssssttttuuuvyyzzzzzz.ss.w\
    ....666777888aaiioouuuuuuuuuueaa\
    aa11ggggkkoooozzj666gg%wnnaa11oo\
    aaaaeeeeiiiioooorrrruuuussttyyhh\
    nd00zzaaeeooooooooyylntj..acclts\
    z..buveejjqqrryyaaabocddeeeeeeej\
    gggg.hh.iiilll?mmmnnno2..rrrrrr.\
    r.ssjssttuuvvwyyzzzz.....beghjkl\
    q..666++..!?..hh\
    ";

/// U+1E00..=U+1EFF: Latin Extended Additional (Vietnamese, Welsh, transcriptions).
pub(super) static LATIN_ADDITIONAL: &[u8; 256] = b"\
    aabbbbbbccddddddddddeeeeeeeeeeff\
    gghhhhhhhhhhiiiikkkkkkllllllllmm\
    mmmmnnnnnnnnoooooooopppprrrrrrrr\
    ssssssssssttttttttuuuuuuuuuuvvvv\
    wwwwwwwwwwxxxxyyzzzzzzhtwyasss3.\
    aaaaaaaaaaaaaaaaaaaaaaaaeeeeeeee\
    eeeeeeeeiiiioooooooooooooooooooo\
    oooouuuuuuuuuuuuuuyyyyyyyy99vvyy\
    ";

/// U+0370..=U+03FF: Greek.
pub(super) static GREEK: &[u8; 144] = b"\
    ......................a.ehi.o.uw\
    iabgdezhqiklmncopr.stufxywiuaehi\
    uabgdezhqiklmncoprsstufxywiuouw.\
    bquuufp.........................\
    krs.qe...s......\
    ";

/// U+1F00..=U+1FFF: polytonic Greek.
pub(super) static GREEK_EXTENDED: &[u8; 256] = b"\
    aaaaaaaaaaaaaaaaeeeeee..eeeeee..\
    hhhhhhhhhhhhhhhhiiiiiiiiiiiiiiii\
    oooooo..oooooo..uuuuuuuu.u.u.u.u\
    wwwwwwwwwwwwwwwwaaeehhiioouuww..\
    aaaaaaaaaaaaaaaahhhhhhhhhhhhhhhh\
    wwwwwwwwwwwwwwwwaaaaa.aaaaaaa.i.\
    ..hhh.hheehhh...iiii..iiiiii....\
    uuuurruuuuuur.....www.wwoowww...\
    ";

/// The Greek letter that each of `a..=z` stands for, as in Beta Code.
pub(super) static GREEK_LETTERS: &[char; 26] = &[
    'α', 'β', 'ξ', 'δ', 'ε', 'φ', 'γ', 'η', 'ι', 'ι', 'κ', 'λ', 'μ', 'ν', 'ο', 'π', 'θ', 'ρ', 'σ', 'τ', 'υ',
    'υ', 'ω', 'χ', 'ψ', 'ζ',
];

/// Letters that fold to two.
pub(super) static LETTER_PAIRS: &[(u8, &str)] = &[
    (b'1', "ae"),
    (b'2', "oe"),
    (b'3', "ss"),
    (b'4', "th"),
    (b'5', "ij"),
    (b'6', "dz"),
    (b'7', "lj"),
    (b'8', "nj"),
    (b'9', "ll"),
    (b'0', "ou"),
    (b'+', "ts"),
    (b'%', "hv"),
    (b'$', "oi"),
    (b'!', "ls"),
    (b'?', "lz"),
];

/// The Katakana that the half-width ones from U+FF66 on are, by their distance from U+30A0.
pub(super) const HALF_WIDTH: &[u8] = b"R\x01\x03\x05\x07\x09CEG#\x5c\x02\x04\x06\x08\x0a\x0b\x0d\x0f\x11\x13\x15\x17\x19\x1b\x1d\x1f!$&(*+,-./258;>?@ABDFHIJKLMOS";
