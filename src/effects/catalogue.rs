//! Brings the sentences of the panel's language.

use crate::{
    console, endpoint,
    scene::Scene,
    text::{Catalogue, Messages, SHIPPED},
};
use std::{cell::Cell, rc::Rc};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

/// A locale file as far as it was read: `None` where English stands for it.
type Locale = (String, Option<Rc<Messages>>);

/// The catalogue to speak from; `None` until the first language is there, so that nothing flashes in English.
#[hook]
pub fn use_catalogue(scene: &Scene) -> Option<Rc<Catalogue>> {
    let wanted = scene.config.lang.clone().unwrap_or_else(|| "en".to_owned());
    let locale = use_state(|| None::<Locale>);
    use_effect_with((wanted, scene.base.clone()), {
        let locale = locale.clone();
        move |(wanted, base)| {
            let overtaken = Rc::new(Cell::new(false));
            let file = file(wanted).filter(|_| !base.is_empty());
            match file {
                None => locale.set(Some((wanted.clone(), None))),
                Some(file) => {
                    let (wanted, base, overtaken) = (wanted.clone(), base.clone(), overtaken.clone());
                    spawn_local(async move {
                        let messages = fetch(&format!("{base}locales/{file}.json")).await;
                        if !overtaken.get() {
                            locale.set(Some((wanted, messages)));
                        }
                    });
                }
            }
            move || overtaken.set(true)
        }
    });
    let own = scene.given.messages.clone();
    use_memo(((*locale).clone(), own), |(locale, own)| {
        locale.as_ref().map(|(language, messages)| {
            let layers = messages.iter().chain(std::iter::once(own)).cloned().collect();
            Rc::new(Catalogue::new(language, layers))
        })
    })
    .as_ref()
    .clone()
}

/// The file of a BCP 47 tag, where one ships: `de-CH` reads `de`.
fn file(tag: &str) -> Option<&'static str> {
    let primary = tag.split('-').next().unwrap_or_default();
    SHIPPED.into_iter().find(|language| language.eq_ignore_ascii_case(primary))
}

async fn fetch(url: &str) -> Option<Rc<Messages>> {
    let bytes = async {
        let mut answer = endpoint::get(url).await?;
        let mut bytes = Vec::new();
        while let Some(more) = answer.next().await? {
            bytes.extend(more);
        }
        Ok::<_, endpoint::Fault>(bytes)
    };
    let read = match bytes.await {
        Ok(bytes) => serde_json::from_slice(&bytes).map_err(|error| error.to_string()),
        Err(fault) => Err(fault.to_string()),
    };
    match read {
        Ok(messages) => Some(Rc::new(messages)),
        Err(reason) => {
            console::warn(&format!("good-word: cannot read {url}, English stands in: {reason}"));
            None
        }
    }
}
