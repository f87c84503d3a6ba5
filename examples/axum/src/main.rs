//! axum. `Bytes` gives the body as it came, whatever it calls itself.

use std::collections::HashSet;
use std::sync::{Arc, Mutex};

use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::{Router, routing::post};
use bandwidth_callbacks::{CallbackEvent, parse};
use base64::{Engine, prelude::BASE64_STANDARD};
use subtle::ConstantTimeEq;

/// Bandwidth delivers at least once. Keep these keys where they outlive the process, in a database say.
type Seen = Arc<Mutex<HashSet<String>>>;

#[tokio::main]
async fn main() -> std::io::Result<()> {
    let app = Router::new().route("/callbacks", post(receive)).with_state(Seen::default());
    let port = std::env::var("PORT").unwrap_or_else(|_| "3000".to_owned());
    let listener = tokio::net::TcpListener::bind(format!("127.0.0.1:{port}")).await?;
    println!("http://{}/callbacks", listener.local_addr()?);
    axum::serve(listener, app).await
}

async fn receive(State(seen): State<Seen>, headers: HeaderMap, body: Bytes) -> Response {
    if !is_allowed(&headers) {
        let challenge = [(header::WWW_AUTHENTICATE, "Basic realm=\"callbacks\", charset=\"UTF-8\"")];
        return (StatusCode::UNAUTHORIZED, challenge).into_response();
    }
    let report = parse(&body);
    for event in &report.events {
        if seen.lock().unwrap().insert(event.dedupe_key()) {
            handle(event);
        }
    }
    // A diagnostic names fields and places and holds nothing of the payload, so it may be logged.
    for found in &report.diagnostics {
        println!("{} {} at \"{}\": {}", found.severity, found.rule, found.path, found.message);
    }
    if report.unknown.len() + report.rejected.len() > 0 {
        println!("kept: {} unknown, {} rejected", report.unknown.len(), report.rejected.len());
    }
    // Whatever it was: what is not answered 2xx is sent again for 24 hours.
    StatusCode::NO_CONTENT.into_response()
}

fn handle(event: &CallbackEvent) {
    match event {
        CallbackEvent::MessageReceived(event) => println!("handled: reply to {}", event.message.id),
        CallbackEvent::MessageFailed(event) => {
            println!("handled: failure {} of {}", event.error_code, event.message.id);
        }
        other => println!("handled: {} of {}", other.event_type(), other.message().id),
    }
}

/// Whether the request has the credentials, "user:password". Without any, everybody is let in.
fn is_allowed(headers: &HeaderMap) -> bool {
    let Ok(credentials) = std::env::var("CREDENTIALS") else { return true };
    let expected = format!("Basic {}", BASE64_STANDARD.encode(credentials));
    let sent = headers.get(header::AUTHORIZATION).map(|value| value.as_bytes()).unwrap_or_default();
    expected.as_bytes().ct_eq(sent).into()
}
