//! Toll-free verification webhooks: a handler of their own, once, with the signature that only they have.

use bandwidth_callbacks::catalogue::verification::VerificationOutcome;
use bandwidth_callbacks::verification::VerificationWebhook;
use bandwidth_callbacks_receiver::Counts;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

use super::*;

fn denied() -> &'static str {
    sample("toll-free-verification.denied").unwrap()
}

#[tokio::test]
async fn a_verification_goes_to_its_handler_once() {
    let (builder, all) = noting();
    let (note, counts) = (Arc::clone(&all), Arc::new(Mutex::new(Vec::<Counts>::new())));
    let heard = Arc::clone(&counts);
    let receiver = builder
        .anonymous()
        .on_verification(move |it, context| {
            assert!(context.key.starts_with("sha256/") && context.index == it.index);
            let code = match &it.value {
                VerificationWebhook::Denied(denied) => denied.denial_status_code,
                _ => None,
            };
            note.lock().unwrap().push(format!("{} {code:?}", it.outcome));
            std::future::ready(if it.outcome == VerificationOutcome::Failed { Err("no".into()) } else { Ok(()) })
        })
        .on_answered(move |answered, _| heard.lock().unwrap().push(answered.counts))
        .build()
        .unwrap();
    for _ in 0..2 {
        assert_eq!(receiver.receive(post(denied())).await.status(), 204);
    }
    assert_eq!(noted(&all), ["denied Some(511)"]);
    let counted: Vec<_> =
        counts.lock().unwrap().iter().map(|it| (it.verifications, it.handled, it.duplicates)).collect();
    assert_eq!(counted, [(1, 1, 0), (1, 0, 1)]);

    let failed = sample("toll-free-verification.failed").unwrap();
    assert_eq!(receiver.receive(post(failed)).await.status(), 500);
    assert_eq!(noted(&all), ["failed None", "handler-failed: no"]);

    // Events beside it keep their indexes.
    let mixed = format!("[{}, {}]", denied(), &list(&["message-read"])[1..list(&["message-read"]).len() - 1]);
    assert_eq!(receiver.receive(post(&mixed)).await.status(), 204);
    assert_eq!(noted(&all), ["message-read"]);
}

#[tokio::test]
async fn its_signature_is_checked() {
    let (builder, all) = noting();
    let note = Arc::clone(&all);
    let receiver = builder
        .anonymous()
        .signature(["a secret of sixteen or more"], true)
        .on_verification(move |it, _| {
            note.lock().unwrap().push(it.outcome.to_string());
            std::future::ready(Ok(()))
        })
        .build()
        .unwrap();
    for (secret, status) in [("another secret", 403), ("a secret of sixteen or more", 204)] {
        let mut hash = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).unwrap();
        hash.update(denied().as_bytes());
        let signature =
            hash.finalize().into_bytes().iter().fold(String::new(), |text, byte| text + &format!("{byte:02x}"));
        let mut request = post(denied());
        request.headers_mut().insert("x-bandwidth-signature-hmac-sha256", signature.parse().unwrap());
        assert_eq!(receiver.receive(request).await.status(), status);
    }
    assert_eq!(noted(&all), ["denied"]);
}
