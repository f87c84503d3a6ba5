//! Removes what other services put around a callback, layer by layer. Anything that does not contain a callback stays.

use std::ops::Range;

use super::ahead::Source;
use super::base64;
use super::edits::Origin;
use super::find;
use super::guide::{Guide, GuideShape};
use super::kind::RepairKind;
use super::rebuild;
use super::repaired::{Repair, Repaired};
use super::strict;
use super::strings;
use super::tokens;

/// The maximum number of layers; text that is wrapped deeper is not unwrapped.
const MAX_LAYERS: usize = 12;

/// Strict JSON without wrappers from pasted text; `None` if it contains no callback.
pub(super) fn recover(text: &str, guide: &Guide) -> Option<Repaired> {
    layer(text, guide, 0)
}

/// A wrapper, or an item beside one in an array, and the values in it.
struct Wrapper {
    place: Range<usize>,
    pieces: Vec<Piece>,
}

/// One value in a wrapper.
struct Piece {
    place: Range<usize>,
    /// What is kept of it if it contains no callback but others next to it do.
    whole: Range<usize>,
    kind: RepairKind,
    /// Also decode base64.
    base64: bool,
    /// The wrapper is recognized by its own fields, so any object in it is a callback.
    sure: bool,
}

fn layer(text: &str, guide: &Guide, depth: usize) -> Option<Repaired> {
    if depth > MAX_LAYERS || u32::try_from(text.len()).is_err() {
        return None;
    }
    if strict::is_strict(text) {
        return unwrapped(text, guide, depth, &Origin::same(text), Vec::new(), true);
    }
    let source = Source::new(text, guide);
    let body = find::first_body(source)?;
    if body.escaped {
        return escaped(source, body.at, depth);
    }
    let tokens = tokens::tokens(source, body.at)?;
    let mut edits = rebuild::rebuild(source, body.at, tokens)?;
    let (out, origin) = edits.apply(text);
    if !strict::is_strict(&out) {
        return None;
    }
    unwrapped(&out, guide, depth, &origin, edits.repairs, !edits.doubtful)
}

/// JSON whose quotes are all escaped, without the quotes around it.
fn escaped(source: Source, start: usize, depth: usize) -> Option<Repaired> {
    let text = source.text;
    let mut at = start;
    while let Some(byte) = source.byte(at) {
        match byte {
            b'"' => break,
            b'\\' => at = source.step(at + 1),
            _ => at = source.step(at),
        }
    }
    let end = at.min(text.len());
    let inner = layer(&strings::unescaped(&text[start..end]), source.guide, depth + 1)?;
    let mut edits = super::edits::Edits::default();
    find::remove(&mut edits, text, 0, start);
    find::remove(&mut edits, text, end, text.len());
    let mut repairs = edits.repairs;
    repairs.push(Repair { kind: RepairKind::DoubleEncoded, start, end });
    repairs.extend(inner.repairs.iter().map(|repair| Repair { kind: repair.kind, start, end }));
    Some(Repaired { text: inner.text, repairs })
}

/// Removes wrappers from strict JSON. JSON without a wrapper must be a callback itself: any object if the position of
/// the JSON is `sure`, otherwise one with a known field.
fn unwrapped(
    text: &str,
    guide: &Guide,
    depth: usize,
    origin: &Origin,
    mut repairs: Vec<Repair>,
    sure: bool,
) -> Option<Repaired> {
    let root = strict::root(text);
    let mut parts = Vec::new();
    let mut opened = false;
    for Wrapper { place, pieces } in wrappers(text, guide, &root) {
        let inside: Vec<_> = pieces.iter().map(|piece| piece.open(text, guide, depth)).collect();
        if inside.iter().all(Option::is_none) {
            parts.push((text[place].to_owned(), false));
            continue;
        }
        opened = true;
        for (piece, inside) in pieces.into_iter().zip(inside) {
            let Some((kind, inner)) = inside else {
                parts.push((text[piece.whole].to_owned(), false));
                continue;
            };
            let Range { start, end } = origin.place(&piece.place);
            repairs.extend(kind.into_iter().chain(inner.repairs.iter().map(|repair| repair.kind)).map(|kind| Repair {
                kind,
                start,
                end,
            }));
            parts.push((inner.text, true));
        }
    }
    if !opened {
        return is_callback(text, &root, guide, sure).then(|| Repaired { text: text[root].to_owned(), repairs });
    }
    let listed = text.as_bytes().get(root.start) == Some(&b'[');
    let text = match parts.pop() {
        Some((only, _)) if parts.is_empty() && !(listed && only.starts_with('{')) => only,
        last => {
            parts.extend(last);
            joined(&parts)
        }
    };
    Some(Repaired { text, repairs })
}

/// Whether it can be a callback: an object or an array of objects; inside an uncertain wrapper, also with a known
/// field.
fn is_callback(text: &str, root: &Range<usize>, guide: &Guide, sure: bool) -> bool {
    let objects = match text.as_bytes().get(root.start) {
        Some(b'{') => vec![root.clone()],
        Some(b'[') => strict::items(text, root),
        _ => return false,
    };
    objects
        .iter()
        .filter(|place| text[place.start..].starts_with('{'))
        .any(|place| sure || strict::members(text, place).iter().any(|(name, _)| guide.knows(&text[name.clone()])))
}

/// Joins several texts into one array, and flattens unwrapped arrays among them.
fn joined(parts: &[(String, bool)]) -> String {
    let mut out = String::from("[");
    for (part, opened) in parts {
        let inner = match part.strip_prefix('[').and_then(|part| part.strip_suffix(']')) {
            Some(inner) if *opened => inner.trim(),
            _ => part,
        };
        if !inner.is_empty() {
            if out.len() > 1 {
                out.push(',');
            }
            out.push_str(inner);
        }
    }
    out.push(']');
    out
}

impl Piece {
    /// A value that is not a wrapper: a string may contain JSON.
    fn of(place: &Range<usize>) -> Self {
        let (place, whole) = (place.clone(), place.clone());
        Piece { place, whole, kind: RepairKind::DoubleEncoded, base64: false, sure: false }
    }

    /// The content of the piece, if it is a callback, and the repairs it needed.
    fn open(&self, text: &str, guide: &Guide, depth: usize) -> Option<(Vec<RepairKind>, Repaired)> {
        let raw = &text[self.place.clone()];
        if self.kind == RepairKind::NestedList && strict::items(text, &self.place).is_empty() {
            return Some((vec![self.kind], Repaired { text: "[]".to_owned(), repairs: Vec::new() }));
        }
        let mut kinds = vec![self.kind];
        let inner = if let Some(content) = raw.strip_prefix('"') {
            let content = strings::unescaped(content.strip_suffix('"')?);
            let decoded = if self.base64 { base64::decode(&content) } else { None };
            if decoded.is_some() {
                kinds.push(RepairKind::Base64);
            }
            layer(&decoded.unwrap_or(content), guide, depth + 1)?
        } else if self.kind == RepairKind::DoubleEncoded {
            return None;
        } else {
            layer(raw, guide, depth + 1)?
        };
        let root = strict::root(&inner.text);
        is_callback(&inner.text, &root, guide, self.sure).then_some((kinds, inner))
    }
}

/// The wrapper at `root`, or those in its array, with what is next to them.
fn wrappers(text: &str, guide: &Guide, root: &Range<usize>) -> Vec<Wrapper> {
    let wrapper = |place: &Range<usize>, pieces| Wrapper { place: place.clone(), pieces };
    match text.as_bytes().get(root.start) {
        Some(b'"') => vec![wrapper(root, vec![Piece::of(root)])],
        Some(b'{') => vec![wrapper(root, in_object(text, guide, root))],
        Some(b'[') => {
            let items = strict::items(text, root);
            let is_list = |item: &Range<usize>| {
                text[item.start..].starts_with('[')
                    && strict::items(text, item).iter().any(|inner| text[inner.start..].starts_with(['{', '[']))
            };
            let wraps = |item: &Range<usize>| match text.as_bytes()[item.start] {
                b'"' => true,
                b'{' => !in_object(text, guide, item).is_empty(),
                _ => is_list(item),
            };
            let is_empty =
                |item: &Range<usize>| text[item.start..].starts_with('[') && strict::items(text, item).is_empty();
            if !items.iter().any(wraps) {
                return Vec::new();
            }
            let inside = |item: &Range<usize>| match text.as_bytes()[item.start] {
                b'{' => in_object(text, guide, item),
                _ if is_list(item) || is_empty(item) => {
                    vec![Piece { kind: RepairKind::NestedList, ..Piece::of(item) }]
                }
                _ => vec![Piece::of(item)],
            };
            items.iter().map(|item| wrapper(item, inside(item))).collect()
        }
        _ => Vec::new(),
    }
}

/// The values that the object at `place` wraps, if it is not an event itself.
fn in_object(text: &str, guide: &Guide, place: &Range<usize>) -> Vec<Piece> {
    let members = strict::members(text, place);
    let get =
        |name: &str| members.iter().rev().find(|member| &text[member.0.clone()] == name).map(|member| member.1.clone());
    let piece = |place, kind, sure| vec![Piece { kind, sure, ..Piece::of(&place) }];
    // Rails adds a key named after the controller, which may be `message`: an array wins over everything next to it.
    if let Some(list) = get("_json").filter(|value| text[value.start..].starts_with('[')) {
        return piece(list, RepairKind::RailsParams, true);
    }
    let is_event = members.iter().any(|(name, value)| {
        let field = guide.field(Some(0), &text[name.clone()]);
        let object = text[value.start..].starts_with('{');
        field.is_some_and(|field| matches!(field.shape, GuideShape::Record(_)) && object)
    });
    if is_event {
        return Vec::new();
    }
    if let Some(records) =
        get("Records").or_else(|| get("Messages")).filter(|value| text[value.start..].starts_with('['))
    {
        let records = strict::items(text, &records);
        return records.iter().map(|record| in_record(text, record).unwrap_or_else(|| Piece::of(record))).collect();
    }
    if let Some(list) = get("_json") {
        return piece(list, RepairKind::RailsParams, true);
    }
    if let Some(message) = get("Message") {
        let sure = get("TopicArn").is_some() || get("Type").is_some();
        return piece(message, RepairKind::SnsNotification, sure);
    }
    if let Some(detail) = get("detail") {
        return piece(detail, RepairKind::EventBridgeEvent, get("detail-type").is_some());
    }
    if let Some(body) = get("body") {
        let base64 = get("isBase64Encoded").is_some_and(|value| &text[value] == "true");
        let sqs = get("receiptHandle").is_some();
        let sure = sqs || get("isBase64Encoded").is_some() || get("requestContext").is_some();
        let kind = if sqs { RepairKind::SqsMessage } else { RepairKind::LambdaEvent };
        return vec![Piece { kind, base64, sure, ..Piece::of(&body) }];
    }
    get("Body").map_or_else(Vec::new, |body| piece(body, RepairKind::SqsMessage, get("ReceiptHandle").is_some()))
}

/// The body of one record of a batch; a record without one is kept as it is.
fn in_record(text: &str, record: &Range<usize>) -> Option<Piece> {
    let member = |place: &Range<usize>, wanted: &[&str]| {
        let mut members = strict::members(text, place).into_iter();
        members.find(|(name, _)| wanted.contains(&&text[name.clone()])).map(|(_, value)| value)
    };
    if let Some(body) = member(record, &["body", "Body"]) {
        return Some(Piece { place: body, kind: RepairKind::SqsMessage, sure: true, ..Piece::of(record) });
    }
    let message = member(&member(record, &["Sns"])?, &["Message"])?;
    Some(Piece { place: message, kind: RepairKind::SnsNotification, sure: true, ..Piece::of(record) })
}
