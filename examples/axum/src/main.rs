//! axum, with the receiver of the crate as its service.

mod redis_seen;

use std::env::var;
use std::error::Error;

use axum::Router;
use bandwidth_callbacks::CallbackEvent;
use bandwidth_callbacks_receiver::{Builder, Receiver, IdempotencyStore};
use redis_seen::RedisSeen;

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let app = match var("REDIS_URL") {
        // Keys of handled events outlive the process, and are shared with others.
        Ok(url) => router(receiver()?.seen(RedisSeen::connect(&url).await?))?,
        Err(_) => router(receiver()?)?,
    };
    let port = var("PORT").unwrap_or_else(|_| "3000".to_owned());
    let listener = tokio::net::TcpListener::bind(format!("127.0.0.1:{port}")).await?;
    println!("http://{}/callbacks", listener.local_addr()?);
    Ok(axum::serve(listener, app).await?)
}

fn router<S: IdempotencyStore>(receiver: Builder<S>) -> Result<Router, Box<dyn Error>> {
    Ok(Router::new().route_service("/callbacks", receiver.build()?))
}

fn receiver() -> Result<Builder, Box<dyn Error>> {
    let receiver = Receiver::builder()
        .on_event(|event, _| async move {
            handle(&event);
            Ok(())
        })
        .on_unknown(|element, _| async move {
            println!("kept: element {}, of a type to come", element.index);
            Ok(())
        })
        // A diagnostic names fields and places and holds nothing of the payload, so it may be logged.
        .on_diagnostics(|list, _| {
            for found in list {
                println!("{found}");
            }
        });
    // "user:password", as set on the messaging application; a missing password is an error. Without credentials it does
    // not start, so a variable that is missing in production lets no one in.
    match (var("CREDENTIALS"), var("ANONYMOUS").as_deref()) {
        (Ok(pair), _) if !pair.is_empty() => {
            let (username, password) = pair.split_once(':').unwrap_or((&pair, ""));
            Ok(receiver.credentials(username, password))
        }
        (_, Ok("1")) => Ok(receiver.anonymous()),
        _ => Err("set CREDENTIALS=user:password, or ANONYMOUS=1 to accept requests without credentials".into()),
    }
}

fn handle(event: &CallbackEvent) {
    match event {
        CallbackEvent::MessageReceived(event) => println!("handled: reply to {}", event.message.id),
        CallbackEvent::MessageDelivered(event) => println!("handled: delivery of {}", event.message.id),
        CallbackEvent::MessageFailed(event) => {
            let code = event.error_code.map_or_else(|| "without a code".to_owned(), |code| code.to_string());
            println!("handled: failure {code} of {}", event.message.id);
        }
        other => println!("handled: {} of {}", other.event_type(), other.message().id),
    }
}
