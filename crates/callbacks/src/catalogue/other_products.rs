//! What else Bandwidth sends that people mistake for a messaging callback: webhooks of other products, API responses, a
//! message without its event.

use super::source::{ERRORS, INTERNATIONAL, MFA, OPENAPI, V1, VOICE, WEBHOOKS};

/// Something that is not a messaging callback, recognized by its fields.
///
/// Lists of fields are strings, separated by spaces: `a.b` is a nested field, and `field=a|b` must have one of these
/// values. This keeps the core module small.
///
/// ```
/// use bandwidth_callbacks::catalogue::other_products::OTHER_PRODUCTS;
///
/// let body = format!("[{}]", OTHER_PRODUCTS[0].example);
/// let report = bandwidth_callbacks::parse(&body);
/// assert!(report.ok && report.unknown.len() == 1);
/// assert_eq!(report.diagnostics[0].help, OTHER_PRODUCTS[0].help);
/// ```
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct OtherProduct {
    /// The name that this package gives it, in kebab-case.
    pub name: &'static str,
    /// The name of the product.
    pub product: &'static str,
    /// What a diagnostic calls it: "a toll-free verification webhook".
    pub found: &'static str,
    /// Fields that are always present.
    pub has: &'static str,
    /// Lists of fields, separated by commas: all fields of at least one list are present. Empty if `has` is enough.
    pub any: &'static str,
    /// Fields that are never present, separated by commas.
    pub lacks: &'static str,
    /// The field with the kind of event, if there is one.
    pub kind: Option<&'static str>,
    /// What it is, in a sentence.
    pub meaning: &'static str,
    /// What the code that received it can do.
    pub help: &'static str,
    /// The likely cause.
    pub cause: &'static str,
    /// The page of Bandwidth's documentation that describes it.
    pub source: &'static str,
    /// An example, as JSON.
    pub example: &'static str,
}

/// The part of a row that recognizing needs, without the texts.
#[derive(Debug, Clone, Copy)]
pub(crate) struct OtherProductShape {
    /// See `OtherProduct`.
    pub has: &'static str,
    /// See `OtherProduct`.
    pub any: &'static str,
    /// See `OtherProduct`.
    pub lacks: &'static str,
    /// See `OtherProduct`.
    pub kind: Option<&'static str>,
}

/// The shapes of the other products, in the order of `OTHER_PRODUCTS`.
pub(crate) static OTHER_PRODUCT_SHAPES: [OtherProductShape; OTHER_PRODUCTS.len()] = {
    let mut shapes = [OtherProductShape { has: "", any: "", lacks: "", kind: None }; OTHER_PRODUCTS.len()];
    let mut at = 0;
    while at < shapes.len() {
        let row = &OTHER_PRODUCTS[at];
        shapes[at] = OtherProductShape { has: row.has, any: row.any, lacks: row.lacks, kind: row.kind };
        at += 1;
    }
    shapes
};

impl OtherProductShape {
    /// Whether something is recognized as this product; `has` says whether it has a field.
    pub(crate) fn matches(&self, has: &impl Fn(&[u8]) -> bool) -> bool {
        // First what is fastest to see for a messaging event without a field.
        (self.lacks.is_empty() || !has_any(self.lacks, has)) && has_any(self.has, has) && has_any(self.any, has)
    }
}

/// Whether all fields of one of these lists are there. Lists are separated by commas, their fields by spaces.
#[inline(never)]
fn has_any(lists: &str, has: &impl Fn(&[u8]) -> bool) -> bool {
    let (mut rest, mut has_all) = (lists.as_bytes(), true);
    while let Some((field, end)) = word(&mut rest, [b' ', b',']) {
        has_all &= field.is_empty() || has(field);
        if end == b',' {
            if has_all {
                return true;
            }
            has_all = true;
        }
    }
    has_all
}

/// The next word, and the separator after it; a space at the end.
pub(crate) fn word<'t>(rest: &mut &'t [u8], ends: [u8; 2]) -> Option<(&'t [u8], u8)> {
    let whole = Some(*rest).filter(|rest| !rest.is_empty())?;
    let end = whole.iter().position(|byte| ends.contains(byte)).unwrap_or(whole.len());
    *rest = whole.get(end + 1..).unwrap_or_default();
    Some((&whole[..end], whole.get(end).copied().unwrap_or(b' ')))
}

/// The path of a condition, and its values, of which the field must have one; `None` if any value will do.
pub(crate) fn condition(field: &[u8]) -> (&str, Option<std::str::Split<'_, char>>) {
    let text = std::str::from_utf8(field).unwrap_or_default();
    text.split_once('=').map_or((text, None), |(path, values)| (path, Some(values.split('|'))))
}

/// The row with this number, without copying the table.
pub(crate) const fn other_product(at: u8) -> &'static OtherProduct {
    &OTHER_PRODUCTS[at as usize]
}

/// The number of the row that is read as more than an unknown element.
pub(crate) const TOLL_FREE_VERIFICATION: u8 = OTHER_PRODUCTS.len() as u8 - 1;

/// Every row, most specific first.
///
/// ```
/// use bandwidth_callbacks::catalogue::other_products::OTHER_PRODUCTS;
///
/// assert!(OTHER_PRODUCTS.iter().any(|row| row.product == "Toll-free verification"));
/// ```
pub const OTHER_PRODUCTS: &[OtherProduct] = &[
    OtherProduct {
        name: "mfa",
        product: "Multi-Factor Authentication",
        found: "a delivery report of Multi-Factor Authentication",
        has: "type platform message.id",
        any: "",
        lacks: "",
        kind: Some("type"),
        meaning: "A delivery report of a one-time code sent by the MFA product, not by the Messaging API.",
        help: "look up the code you sent by `message.id`; if `type` and `description` disagree, trust `type`",
        cause: "MFA and messaging share one callback URL",
        source: MFA,
        example: concat!(
            r#"{"type":"message-delivered","time":"2026-07-14T09:12:07Z","description":"ok","#,
            r#""platform":"GlobalSMS","message":{"id":"1784020327000abcdefghijklmnop"}}"#,
        ),
    },
    OtherProduct {
        name: "multichannel-draft",
        product: "Multi-channel messaging, draft of May 2025",
        found: "a multi-channel callback in the draft format of May 2025",
        has: "type message.messageId message.status",
        any: "",
        lacks: "",
        kind: Some("type"),
        meaning: "A multi-channel status in a draft format that Bandwidth replaced in August 2025.",
        help: "answer 2xx; if it is a test fixture or recording, replace it with one in the current format",
        cause: "a test fixture or recording from before August 2025",
        source: OPENAPI,
        example: concat!(
            r#"{"time":"2025-06-14T09:12:07.000Z","type":"DELIVERED","to":"+15555550142","#,
            r#""description":"Message delivered","message":{"messageId":"1749892327000abcdefghijklmnop","#,
            r#""status":"DELIVERED","direction":"OUTBOUND","from":"ExampleAgent","to":"+15555550142","#,
            r#""applicationId":"4f3b1e0a-52c7-4d7a-9a37-6f2f0f6c1d11","channel":"RBM"}}"#,
        ),
    },
    OtherProduct {
        name: "international",
        product: "International A2P messaging",
        found: "a delivery report of International A2P messaging",
        has: "msgId event",
        any: "",
        lacks: "",
        kind: Some("event"),
        meaning: "A delivery report of the international A2P product, which has its own error codes (0 to 999).",
        help: "look up the message you sent by `msgId`; look up `errorCode` in the international table",
        cause: "international A2P and messaging share one callback URL",
        source: INTERNATIONAL,
        example: concat!(
            r#"{"msgId":"3f0b8a52-2638-11e6-afe7-5d1c0e6b7a90","event":"UNDELIVERED","errorCode":995,"#,
            r#""errorMessage":"Undeliverable","partNum":0,"numParts":1,"accountName":"example"}"#,
        ),
    },
    OtherProduct {
        name: "endpoint",
        product: "Endpoints",
        found: "an endpoint event",
        has: "endpointId",
        any: "type=WEBRTC, eventType, device",
        lacks: "message",
        kind: Some("eventType"),
        meaning: "A device was connected to a WebRTC endpoint, or disconnected from it.",
        help: "route it to your endpoints handler and answer 2xx; `eventType` says what happened",
        cause: "WebRTC endpoints and messaging share one callback URL",
        source: OPENAPI,
        example: concat!(
            r#"{"endpointId":"e-15ac29a2-1331029c-2cb0-4a07-b215-b22865662d85","type":"WEBRTC","#,
            r#""status":"CONNECTED","eventTime":"2026-07-14T09:12:07.412Z","eventType":"DEVICE_CONNECTED","#,
            r#""device":{"deviceId":"d-15ac29a2","deviceName":"Browser","status":"CONNECTED"}}"#,
        ),
    },
    OtherProduct {
        name: "voice",
        product: "Voice API",
        found: "a Voice API callback",
        has: "eventType",
        any: "callId, conferenceId",
        lacks: "message",
        kind: Some("eventType"),
        meaning: "A callback about a call or a conference. The Voice application uses the same callback URL.",
        help: "route it to your voice handler, which answers with BXML, or give the Voice application its own URL",
        cause: "the number also takes calls, and Voice has the same callback URL",
        source: VOICE,
        example: concat!(
            r#"{"eventType":"initiate","eventTime":"2026-07-14T09:12:07.412Z","accountId":"5500000","#,
            r#""applicationId":"4f3b1e0a-52c7-4d7a-9a37-6f2f0f6c1d11","from":"+15555550142","#,
            r#""to":"+15555550100","direction":"inbound","#,
            r#""callId":"c-15ac29a2-1331029c-2cb0-4a07-b215-b22865662d85","#,
            r#""callUrl":"https://voice.bandwidth.com/api/v2/accounts/5500000/calls/"#,
            r#"c-15ac29a2-1331029c-2cb0-4a07-b215-b22865662d85","#,
            r#""startTime":"2026-07-14T09:12:06.912Z"}"#,
        ),
    },
    OtherProduct {
        name: "v1",
        product: "Messaging API V1 (Catapult)",
        found: "a callback of Messaging API V1 (Catapult)",
        has: "eventType direction messageId",
        any: "messageUri, state, deliveryState, applicationId, eventType=sms|mms",
        lacks: "",
        kind: Some("eventType"),
        meaning: "A callback of the first Messaging API: a flat object, one per body.",
        help: "handle its flat fields (`state`, `deliveryState`) with V1 code, or migrate the application to V2",
        cause: "the application still uses V1",
        source: V1,
        example: concat!(
            r#"{"eventType":"sms","direction":"in","messageId":"m-example","#,
            r#""messageUri":"https://api.catapult.inetwork.com/v1/users/u-example/messages/m-example","#,
            r#""from":"+15555550142","to":"+15555550100","text":"Hello","applicationId":"a-example","#,
            r#""time":"2015-08-04T21:50:12Z","state":"received","segmentCount":1}"#,
        ),
    },
    OtherProduct {
        name: "api-error",
        product: "Messaging API, error response",
        found: "an error response of the Messaging API",
        has: "type",
        any: "type=request-validation|unauthorized|forbidden|unsupported-content-type|max-message-queue-size-exceeded, \
              description fieldErrors",
        lacks: "message",
        kind: Some("type"),
        meaning: "The response of the API to a request that it rejected, such as a request to send a message.",
        help: "handle it where you call the API: the request was rejected, so no callback follows",
        cause: "the response of an API call, not the body of a callback",
        source: ERRORS,
        example: concat!(
            r#"{"type":"request-validation","description":"Your request could not be accepted","#,
            r#""fieldErrors":[{"fieldName":"from","#,
            r#""description":"'+1555' must be replaced with a valid E164 formatted telephone number"}]}"#,
        ),
    },
    OtherProduct {
        name: "message-alone",
        product: "Messaging API, message without its event",
        found: "a message without its event",
        has: "id owner from to",
        any: "direction, segmentCount, applicationId, time",
        lacks: "type, message, eventType",
        kind: None,
        meaning: "Either the `message` of a callback without its event, or the 202 response to a send request: both \
                  have the same fields.",
        help: "pass the whole body, not only `message`; for a send response, store its `id`: callbacks will follow",
        cause: "code that passes only `message`, or the response of a send request",
        source: WEBHOOKS,
        example: concat!(
            r#"{"id":"1784020324315kx7wq2mzd4hy5tbn","owner":"+15555550100","#,
            r#""applicationId":"4f3b1e0a-52c7-4d7a-9a37-6f2f0f6c1d11","time":"2026-07-14T09:12:04.315Z","#,
            r#""segmentCount":1,"direction":"out","to":["+15555550142"],"from":"+15555550100","#,
            r#""text":"Your order is on its way.","tag":"order 5512"}"#,
        ),
    },
    // No property is required in any of its four variants (verification, denial, failure, blocked). A field that no
    // other product has is enough; fields that other products have too must come in pairs.
    OtherProduct {
        name: "toll-free-verification",
        product: "Toll-free verification",
        found: "a toll-free verification webhook",
        has: "",
        any: "internalTicketNumber, denialStatusCode, declineReasonDescription, denialReasonDescription, \
              additionalDenialReasons, resubmitAllowed, blockedReason, \
              phoneNumber accountId, phoneNumber status, phoneNumber blocked, phoneNumber errors, \
              phoneNumber errorCode, phoneNumber errorMessage, accountId status, accountId blocked, accountId \
              errorCode errors, accountId errorCode errorMessage, accountId errorMessage errors",
        lacks: "type, message, eventType, event, callId",
        kind: None,
        meaning: "A status change in the verification of a toll-free number.",
        help: "handle it from `verifications`: its `outcome` says what happened to the number",
        cause: "toll-free verification and messaging share one webhook URL",
        source: OPENAPI,
        example: concat!(
            r#"{"accountId":"5500000","phoneNumber":"+18885550142","status":"VERIFIED","#,
            r#""internalTicketNumber":"4f3b1e0a-52c7-4d7a-9a37-6f2f0f6c1d11"}"#,
        ),
    },
];
