//! Inputs to begin with.

use crate::index::packed;
use std::{env, fs, path::Path};

/// Query, title, question, answer and tags between zero bytes.
const TEXTS: &[&str] = &[
    "descal kettle\0How do I descale a kettle?\0It don't boil, it’s full of limescale.\0Use citric acid.\0descaling",
    "お湯 ｶﾞｽ\0ガスでお湯を沸かす\0電気ケトルの水垢は、どうしたら落ちますか。\0クエン酸で落とせます。\0水垢",
    "주전자 물\0주전자가 샌다\0한국어 질문\0\u{1112}\u{1161}\u{11ab}국어 답\0",
    "محمد צה\"ל\0مُحَمَّد\0שָׁלוֹם צה״ל\0كتــاب ١٢٣\0",
    "น้ำร้อน हिन्दी\0กาน้ำร้อน\0हिन्दी में केतली २०२६\0👩‍👩‍👧 🇩🇪🇫🇷 e\u{301}\0tag",
    "\"a\" 'b' ß İ ﬁ\0Straße İSTANBUL ﬁne\0so\u{ad}ft\0zero\u{200b}width\0",
];

/// A piece's length, then a snapshot.
const SNAPSHOTS: &[&str] = &[
    "\u{7}{\"goodword\":1,\"name\":\"K\",\"topics\":[{\"id\":1,\"title\":\"A kettle\",\"kind\":\"question\",\"status\":\"complete\",\"body\":\"*b*\",\
     \"format\":\"markdown\",\"created_at\":\"2026-05-01T09:00:00Z\",\"tags\":[\"descale\"],\"me_too_count\":3,\"replies\":[{\"id\":\"9\",\"body\":\"<p>x\",\
     \"format\":\"html\",\"best\":true}]},{\"id\":2}],\"people\":[{\"id\":\"p\",\"name\":\"P\",\"role\":\"owner\"}],\"products\":[{\"id\":\"k\",\"name\":\"K\"}],\
     \"recommendations\":[{\"id\":\"r\",\"person\":\"p\",\"subject\":\"k\",\"verb\":\"loves\",\"audience\":\"public\"}],\"links\":{\"search\":\"s{?q}\"},\
     \"image_hosts\":[\"https://i.example\"],\"ranking\":{\"k1\":1.5},\"synonyms\":[[\"a\",\"b c\"]]}",
    "\u{1}\u{feff} {\"goodword\" : 1 , \"x\\ud83d\\ude00\": [[{}], -1.5e3, null], \"topics\": []}",
];

/// Writes those of a target into the folder that `GOODWORD_SEEDS` names, where it names one. libFuzzer reads its folders after this.
pub fn sow(target: &str) {
    let Some(folder) = env::var_os("GOODWORD_SEEDS") else { return };
    let bytes = |texts: &[&str]| texts.iter().map(|text| text.as_bytes().to_vec()).collect();
    let inputs: Vec<Vec<u8>> = match target {
        "index" => packed(),
        "text" => bytes(TEXTS),
        _ => bytes(SNAPSHOTS),
    };
    fs::create_dir_all(&folder).expect("the folder of the seeds can be made");
    for (number, input) in inputs.iter().enumerate() {
        fs::write(Path::new(&folder).join(number.to_string()), input).expect("a seed can be written");
    }
}
