//! One request to a service, with the visitor's token where there is one.

use crate::{
    endpoint::{self, Fault, Request},
    identity::Identity,
};
use wasm_bindgen_futures::spawn_local;
use yew::Callback;

/// Sends `request` and hands its answer to `done`. What only reads goes out with the token at hand; what `writes` asks the
/// host for one. A token that the endpoint does not take is asked for once more, and the request goes out once again.
pub(crate) fn call(
    mut request: Request,
    identity: Identity,
    writes: bool,
    done: Callback<Result<Vec<u8>, Fault>>,
) {
    spawn_local(async move {
        request.token = if writes { identity.token(false).await } else { identity.known() };
        let mut answer = endpoint::ask(&request).await;
        if request.token.is_some() && is_unknown(&answer) {
            request.token = identity.token(true).await;
            if request.token.is_some() {
                answer = endpoint::ask(&request).await;
            }
        }
        done.emit(answer);
    });
}

fn is_unknown(answer: &Result<Vec<u8>, Fault>) -> bool {
    match answer {
        Err(Fault::Http(status)) => *status == 401,
        Err(Fault::Refused(why)) => why == "unauthorized" || why == "token-expired",
        _ => false,
    }
}
