//! What the page itself says, in its JSON-LD.

use wasm_bindgen::prelude::wasm_bindgen;

#[wasm_bindgen]
extern "C" {
    type Scripts;
    type Script;
    type Parsed;

    #[wasm_bindgen(js_namespace = document, js_name = querySelectorAll)]
    fn scripts(selector: &str) -> Scripts;
    #[wasm_bindgen(method, getter)]
    fn length(this: &Scripts) -> u32;
    #[wasm_bindgen(method)]
    fn item(this: &Scripts, n: u32) -> Script;
    #[wasm_bindgen(method, getter, js_name = textContent)]
    fn text(this: &Script) -> String;

    #[wasm_bindgen(catch, js_namespace = JSON, js_name = parse)]
    fn parsed(text: &str) -> Result<Parsed, Parsed>;
    #[wasm_bindgen(js_namespace = JSON, js_name = stringify)]
    fn written(value: &Parsed) -> String;
}

/// The page's own data, as its JSON-LD scripts hold it: a list of those that are JSON.
pub fn page_data() -> String {
    let scripts = scripts("script[type='application/ld+json']");
    let mut data = String::from("[");
    for n in 0..scripts.length() {
        // Written anew, so that a script that is no JSON costs only itself.
        if let Ok(whole) = parsed(&scripts.item(n).text()) {
            data.push_str(if data.len() > 1 { "," } else { "" });
            data.push_str(&written(&whole));
        }
    }
    data.push(']');
    data
}
