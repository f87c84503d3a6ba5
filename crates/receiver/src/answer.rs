//! The responses of a receiver, from the catalogue: a problem (RFC 9457) that repeats nothing from the request.

use http::header::{CACHE_CONTROL, CONTENT_TYPE};
use http::{HeaderValue, Response};
use serde_json::json;

use bandwidth_callbacks::catalogue::answers::Answer;

/// An answer; `argument` is what its row leaves open.
pub(super) fn answered(answer: Answer, argument: &str) -> Response<String> {
    let row = answer.row();
    let mut response = Response::builder().status(row.status);
    if let Some((name, value)) = row.header {
        response = response.header(name, value.replace("{}", argument));
    }
    let mut body = String::new();
    if answer != Answer::Accepted {
        let detail = row.detail.replace("{}", argument);
        body = json!({ "type": "about:blank", "title": answer.title(), "status": row.status, "detail": detail })
            .to_string();
        response = response
            .header(CONTENT_TYPE, HeaderValue::from_static("application/problem+json"))
            .header(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    }
    response.body(body).expect("rows are headers")
}
