//! HTTP Basic (RFC 7617) as Bandwidth does it, and the signature of toll-free verification webhooks.

use base64::Engine;
use base64::alphabet::STANDARD;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

/// What is compared is a hash of both: it takes as long for a near miss as for a hit, and reveals no length.
const COMPARED: &[u8] = b"credentials";

const FORGIVING: GeneralPurpose = GeneralPurpose::new(
    &STANDARD,
    GeneralPurposeConfig::new()
        .with_decode_padding_mode(DecodePaddingMode::Indifferent)
        .with_decode_allow_trailing_bits(true),
);

/// A user name and a password, hashed.
pub(super) struct Credentials(Vec<u8>);

impl Credentials {
    /// Or why HTTP Basic cannot carry them.
    pub(super) fn new(username: &str, password: &str) -> Result<Self, &'static str> {
        if username.is_empty() || password.is_empty() {
            return Err("expected a username and a password that are not empty");
        }
        if username.contains(':') {
            return Err("expected a username without a colon: HTTP Basic ends it there");
        }
        Ok(Credentials(hash(COMPARED, format!("{username}:{password}").as_bytes()).finalize().into_bytes().to_vec()))
    }
}

/// Whether the value of an `Authorization` header has one of the credentials.
pub(super) fn is_allowed(header: &[u8], credentials: &[Credentials]) -> bool {
    let Some(sent) = decoded(header) else { return false };
    let sent = hash(COMPARED, &sent);
    // Each is looked at, whichever it is.
    credentials.iter().fold(false, |found, Credentials(one)| sent.clone().verify_slice(one).is_ok() | found)
}

fn decoded(header: &[u8]) -> Option<Vec<u8>> {
    let (scheme, rest) = header.split_at_checked(6)?;
    if !scheme.eq_ignore_ascii_case(b"basic ") {
        return None;
    }
    FORGIVING.decode(rest.trim_ascii()).ok()
}

/// Whether a toll-free verification webhook was signed with a secret: HMAC-SHA256 over the bytes of the body, in
/// hexadecimal, as the header `x-bandwidth-signature-hmac-sha256` has it.
///
/// Bandwidth signs a "canonicalized request body" and does not say what that is. This looks at the bytes as they came:
/// if it says no to webhooks that are Bandwidth's, their form on the wire is not the one that was signed.
/// Messaging callbacks are never signed.
///
/// ```
/// assert!(!bandwidth_callbacks_receiver::is_signed(b"{}", &"00".repeat(32), "a secret of sixteen or more"));
/// ```
#[must_use]
pub fn is_signed(body: &[u8], header: &str, secret: &str) -> bool {
    let digits: Vec<u8> =
        header.bytes().filter_map(|digit| char::from(digit).to_digit(16)).map(|digit| digit as u8).collect();
    if header.len() != 64 || digits.len() != 64 {
        return false;
    }
    let signature: Vec<u8> = digits.chunks(2).map(|pair| pair[0] << 4 | pair[1]).collect();
    hash(secret.as_bytes(), body).verify_slice(&signature).is_ok()
}

fn hash(key: &[u8], text: &[u8]) -> Hmac<Sha256> {
    let mut hash = Hmac::<Sha256>::new_from_slice(key).expect("a key may have any length");
    hash.update(text);
    hash
}
