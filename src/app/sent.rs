//! What is sent for something that a visitor does.

use super::App;
use crate::{
    effects,
    endpoint::Request,
    ids,
    store::Place,
    writing::{Against, Deed, Judgement},
};
use goodword_core::{draft::Filled, json};
use wasm_bindgen::JsCast;
use web_sys::HtmlInputElement;
use yew::Context;

impl App {
    /// The request for a deed; `None` where the endpoint does not offer it.
    pub(super) fn request_for(&self, ctx: &Context<Self>, deed: &Deed) -> Option<Request> {
        let topic = if let Place::Topic(id) = self.state.place() { id.as_str() } else { "" };
        let draft = &self.state.writing.draft;
        let set = |on: bool| if on { "PUT" } else { "DELETE" };
        let (mut of_reply, mut of_other, mut of_product) = ("", "", "");
        let (relation, method, body) = match deed {
            Deed::Ask => ("ask", "POST", Some(draft.question(self.state.writing.as_guest, &self.filled()))),
            Deed::Reply => ("reply", "POST", Some(draft.reply(&self.filled()))),
            Deed::MeToo(on) => ("me_too", set(*on), None),
            Deed::Follow(on) => ("follow", set(*on), None),
            Deed::Star(reply, on) => {
                of_reply = reply;
                ("star", set(*on), None)
            }
            Deed::Show(None, on) => ("me_too_shared", set(*on), None),
            Deed::Show(Some(reply), on) => {
                of_reply = reply;
                ("star_shared", set(*on), None)
            }
            Deed::Flag(against, reason) => {
                if let Against::Reply(reply) = against {
                    of_reply = reply;
                }
                let mut object = json::Writer::object();
                object.text("reason", reason.word());
                ("flag", "POST", Some(object.finish()))
            }
            Deed::Solve(reply, on) => {
                let mut object = json::Writer::object();
                if let Some(reply) = reply {
                    object.text("reply", reply);
                }
                ("solve", set(*on), on.then(|| object.finish()))
            }
            Deed::Judge(judgement) => ("moderate", "POST", Some(judged(judgement))),
            Deed::Undo(act) => {
                of_other = act;
                ("undo", "POST", None)
            }
            Deed::Publish => ("publish", "PUT", None),
            Deed::Befriend(person, on) => {
                of_other = person;
                ("friend", set(*on), None)
            }
            Deed::Dismiss(person) => {
                of_other = person;
                ("dismiss", "PUT", None)
            }
            Deed::BeFound(may) => {
                let mut object = json::Writer::object();
                object.raw("discoverable", if *may { "true" } else { "false" });
                ("me", "PUT", Some(object.finish()))
            }
            Deed::Recommend(subject) => {
                of_product = subject;
                ("recommend", "PUT", Some(draft.recommendation()))
            }
            Deed::Withdraw(subject) => {
                of_product = subject;
                ("recommend", "DELETE", None)
            }
        };
        let id = if of_other.is_empty() { topic } else { of_other };
        let values = [("id", id), ("subject", of_product), ("reply", of_reply)];
        let values = if of_reply.is_empty() { &values[..2] } else { &values[..] };
        let url = self.link_to(&ctx.props().scene, relation, values)?;
        let key = match deed {
            Deed::Ask | Deed::Reply => Some(draft.key.clone()),
            Deed::Judge(_) | Deed::Undo(_) => Some(effects::new_key()),
            _ => None,
        };
        Some(Request { url, method, key, body, ..Request::default() })
    }

    /// How the form at hand was filled. What stands in the field that people do not see is read where it stands: a script
    /// that fills it may tell nobody.
    fn filled(&self) -> Filled {
        let website = effects::find(&self.root, ids::FORM_WEBSITE_ID).map(|field| {
            let field: HtmlInputElement = field.unchecked_into();
            field.value()
        });
        let opened_ms = self.state.writing.draft.opened_ms(effects::moment_ms());
        Filled { website: website.unwrap_or_default(), opened_ms }
    }
}

fn judged(judgement: &Judgement) -> String {
    let mut object = json::Writer::object();
    object.text("act", judgement.act).text("topic", &judgement.topic);
    if let Some(reply) = &judgement.reply {
        object.text("reply", reply);
    }
    if let Some(to) = &judgement.to {
        object.text("to", to);
    }
    object.finish()
}
