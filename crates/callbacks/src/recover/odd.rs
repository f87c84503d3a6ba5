//! Values that look as if the text around them had changed them: a final check of each reading.

use std::cell::OnceCell;
use std::ops::Range;

use super::find::{self, Is};
use super::layers;
use super::names::{self, Holds};
use super::products;
use super::read::word_before;
use super::reading::{Causes, Reading};
use super::value::{Data, Value, each_text, has_doubt};
use crate::catalogue::fields::{Field, Record};
use crate::json::repair::RepairKind;

/// Marks them. What was pasted as JSON is what it is.
pub(super) fn mark(elements: &mut [Value]) {
    for element in elements.iter_mut().filter(|element| find::what(element).event()) {
        let is_json = element.raw.is_some();
        if mark_record(element, Record::Event, is_json) {
            element.raw = None;
        }
    }
}

/// Says whether something was marked.
fn mark_record(value: &mut Value, record: Record, is_json: bool) -> bool {
    let Data::Object(members) = &mut value.data else { return false };
    members.iter_mut().fold(false, |any, (name, value)| {
        let is_odd = match Field::find(record, name.as_bytes()).map(names::holds) {
            Some(Holds::Record(inner)) => mark_record(value, inner, is_json),
            Some(Holds::Tight | Holds::List) => mark_tight(value, is_json) | (!is_json && mark_cut_short(value, name)),
            Some(Holds::Free) => mark_elided(value, names::is_note_of_elision),
            Some(Holds::Number) => false,
            None => {
                let is_broken = is_broken_name(record, name);
                value.doubt |= is_broken;
                is_broken
            }
        };
        any | is_odd
    })
}

/// Whether white space, or what no name has, got into the name of a field.
fn is_broken_name(record: Record, name: &str) -> bool {
    let joined: String = name.chars().filter(|c| c.is_alphanumeric() || *c == '_').collect();
    joined.len() < name.len() && Field::find(record, joined.as_bytes()).is_some()
}

/// An ID, a time, a number or an address has no white space, and no dots that stand for omitted text.
fn mark_tight(value: &mut Value, is_json: bool) -> bool {
    if let Data::List(items) = &mut value.data {
        return items.iter_mut().fold(false, |any, item| any | mark_tight(item, is_json));
    }
    if mark_elided(value, names::is_elided) {
        return true;
    }
    let is_odd = value.text().is_some_and(|text| {
        // The name of a file in a URL may have a space.
        let may_have_space = is_json && text.starts_with("http");
        text.contains(|c: char| (c.is_whitespace() && !(may_have_space && c == ' ')) || "\u{200b}’‘“”".contains(c))
    });
    value.doubt |= is_odd;
    is_odd
}

/// An ID of which only the beginning is there was cut, as at the edge of a screenshot.
fn mark_cut_short(value: &mut Value, name: &str) -> bool {
    let is_part = |text: &str| {
        let is_dash = |at: usize| [8, 13, 18, 23].contains(&at);
        let fits = |(at, byte): (usize, u8)| if is_dash(at) { byte == b'-' } else { byte.is_ascii_hexdigit() };
        (9..36).contains(&text.len()) && text.bytes().enumerate().all(fits)
    };
    let is_cut = name == "applicationId" && value.text().is_some_and(is_part);
    value.cut |= is_cut;
    is_cut
}

fn mark_elided(value: &mut Value, is_elided: fn(&str) -> bool) -> bool {
    let is = value.text().is_some_and(is_elided);
    value.cut |= is;
    is
}

/// What has its own escapes for all signs: what is left in a text is of the text.
const DECODED: [RepairKind; 7] = [
    RepairKind::BackslashEscapes,
    RepairKind::CsvQuoting,
    RepairKind::HtmlEntities,
    RepairKind::QuotedPrintable,
    RepairKind::Base64,
    RepairKind::PercentEncoding,
    RepairKind::HexBytes,
];

/// What is around values in a text, and may have changed those.
#[allow(clippy::struct_excessive_bools, reason = "each is a fact of its own")]
struct Around<'t> {
    text: &'t str,
    /// An encoding of the text was undone.
    is_decoded: bool,
    /// `<`, `>` and `&` are written as entities, as in HTML, and were not decoded.
    has_entities: bool,
    /// Something is at the start or the end of each line: looked at when a value has several lines.
    has_edges: OnceCell<bool>,
    /// Quotes are curly, as an editor makes them.
    has_curly_quotes: bool,
    /// Spaces of the layout are no-break spaces.
    has_no_break_spaces: bool,
    /// The text says that it is quoted-printable, and was not decoded.
    is_quoted_printable: bool,
}

impl<'t> Around<'t> {
    fn of(text: &'t str, causes: &Causes) -> Self {
        let is_decoded = causes.0.iter().any(|cause| DECODED.contains(&cause.kind));
        Around {
            text,
            is_decoded,
            has_entities: !is_decoded && has_entity(text) && is_escaped(text),
            has_edges: OnceCell::new(),
            has_curly_quotes: has_curly_quotes(text),
            has_no_break_spaces: has_no_break_spaces(text),
            is_quoted_printable: !is_decoded && text.contains("quoted-printable"),
        }
    }

    /// Whether it may have changed a text. `source` is how that was written, `quotes` are what is around the body.
    fn may_change(&self, text: &str, source: &str, quotes: [Option<char>; 2]) -> bool {
        (self.has_entities && has_entity(text))
            || (source.contains('\n') && *self.has_edges.get_or_init(|| has_edges(self.text)))
            || (!self.is_decoded && has_escaped_entity(text))
            || (self.has_curly_quotes && text.contains(['\'', '"', '‘', '’', '“', '”']))
            || (self.has_no_break_spaces && text.contains(NO_BREAK_SPACE))
            || (self.is_quoted_printable && text.split('=').skip(1).any(begins_byte))
            || quotes.into_iter().flatten().any(|quote| is_quoted(text, quote))
            || (source.contains('\n') && text.contains("<br"))
            || names::holds_fields(text)
    }
}

/// Marks the texts that what is around the values in a reading may have changed; says whether there are some. `places`
/// are those of the values.
pub(super) fn doubt<'v>(
    elements: impl Iterator<Item = &'v mut Value>,
    reading: &Reading,
    places: &[Range<usize>],
) -> bool {
    let source = |span: Range<usize>| reading.text.get(span).unwrap_or("");
    doubt_written(elements, reading, places, &source)
}

/// As `doubt`, of values in a repaired text: how they were written is not known.
pub(super) fn doubt_repaired(elements: &mut [Value], reading: &Reading, places: &[Range<usize>]) {
    doubt_written(elements.iter_mut(), reading, places, &|_| "");
}

fn doubt_written<'v, 't>(
    elements: impl Iterator<Item = &'v mut Value>,
    reading: &Reading,
    places: &[Range<usize>],
    source: &dyn Fn(Range<usize>) -> &'t str,
) -> bool {
    let text = &*reading.text;
    let around = Around::of(text, &reading.causes);
    let quotes = if around.is_decoded { None } else { places.iter().find_map(|place| quotes_around(text, place)) };
    let quotes = quotes.unwrap_or_default();
    let mut any = false;
    for element in elements {
        each_text(element, &|value| {
            let source = source(value.span.clone());
            value.doubt |= value.text().is_some_and(|own| around.may_change(own, source, quotes));
        });
        if find::what(element) == Is::OtherProduct && element.raw.is_none() {
            each_text(element, &|value| value.doubt |= value.text().is_some_and(products::is_odd));
        }
        if has_doubt(element) {
            (element.raw, any) = (None, true);
        }
    }
    any
}

/// Marks the texts in a literal that is in a cell of a table: a bar or a line break may have been written otherwise.
pub(super) fn doubt_in_cell(elements: &mut [Value], text: &str, literal: &Range<usize>) {
    if !text[..literal.start].trim_end_matches(' ').ends_with('|') {
        return;
    }
    for element in elements {
        each_text(element, &|value| value.doubt |= value.text().is_some_and(|own| is_quoted(own, '|')));
        if has_doubt(element) {
            element.raw = None;
        }
    }
}

/// The quotes before and after a body, or what separates cells of a table: a body in it may be escaped.
fn quotes_around(text: &str, place: &Range<usize>) -> Option<[Option<char>; 2]> {
    let is_quote = |c: &char| matches!(c, '"' | '\'' | '|' | '\t');
    let mut before = &text[..place.start];
    // `'$VAR1 = [`, `"List(Map(`
    for _ in 0..MAX_HEADS {
        before = &before[..word_before(before, before.len()).start];
        before = before.trim_end_matches([' ', '=', '[', '(', '{', ',', '\n', '`']);
        if !text[before.len()..].starts_with(['=', '[', '(', '{', '\n']) && !text[before.len()..].starts_with(" =") {
            break;
        }
    }
    if is_of_option(before) {
        return None;
    }
    let after = text[place.end..].trim_start_matches([' ', '\n', ';', ']', ')', '}', ',', '`']);
    // A quote after a word closes: `<<'EOF'`.
    let is_open = |quote: &char| {
        matches!(quote, '|' | '\t')
            || !before[..before.len() - quote.len_utf8()]
                .ends_with(|c: char| c.is_alphanumeric() && !"bBNErufc".contains(c))
    };
    let before = before.chars().next_back().filter(is_quote).filter(is_open);
    if before == Some('\t') && text[place.clone()].contains("\\\"") {
        return None; // a backslash in a cell would be two
    }
    let quotes = [before, after.chars().next().filter(is_quote)];
    quotes.iter().any(Option::is_some).then_some(quotes)
}

/// Whether a single quote at the end of a text begins the value of an option: `--data-raw $'`. A shell undoes
/// nothing in such quotes that is not undone before.
fn is_of_option(before: &str) -> bool {
    let option = before.strip_suffix('\'').map(|text| text.trim_end_matches(['$', '=', ' ']));
    option
        .and_then(|text| text.rsplit([' ', '\n', '\t']).next())
        .is_some_and(|word| word.len() > 1 && word.starts_with('-'))
}

/// More brackets and names than these are not before a body in quotes.
const MAX_HEADS: usize = 4;

/// Whether a text has what is written for a quote, or for a sign, within such quotes.
fn is_quoted(text: &str, quote: char) -> bool {
    let mut signs = text.chars().zip(text.chars().skip(1));
    match quote {
        '|' => text.contains("\\|") || text.contains("<br"),
        _ => {
            signs.any(|(one, next)| (one == '\\' && "nrtux\\\"'`$|".contains(next)) || (one == quote && next == quote))
        }
    }
}

/// The entities of signs that HTML escapes although nothing is in quotes.
const ENTITIES: [&str; 4] = ["&lt;", "&gt;", "&amp;", "&nbsp;"];

/// Whether a text has an entity whose sign is an entity, too: `&amp;lt;`. One of the two layers is still there.
fn has_escaped_entity(text: &str) -> bool {
    let is_entity =
        |rest: &str| ["lt;", "gt;", "amp;", "quot;", "#39;", "nbsp;"].iter().any(|name| rest.starts_with(name));
    text.split("&amp;").skip(1).any(is_entity)
}

/// Whether an editor made the quotes around names, or around the type of an event, curly.
fn has_curly_quotes(text: &str) -> bool {
    let is_closed = |at: usize| {
        let rest = text[at..].trim_start_matches(|c: char| c.is_ascii_lowercase() || c == '-');
        rest.starts_with(['”', '’'])
    };
    ["type", "message-"]
        .into_iter()
        .any(|word| text.match_indices(word).any(|(at, _)| text[..at].ends_with(['“', '”', '‘', '’']) && is_closed(at)))
}

fn has_entity(text: &str) -> bool {
    ENTITIES.iter().any(|entity| text.contains(entity))
}

/// Whether the brackets that HTML escapes are entities, but for the tags of a page. `&amp;` by itself says nothing, as
/// texts contain it too.
fn is_escaped(text: &str) -> bool {
    let is_page = text.trim_start().starts_with('<');
    let has_bracket = ["&lt;", "&gt;"].iter().any(|entity| text.contains(entity));
    is_page || (!text.contains(['<', '>']) && has_bracket)
}

fn begins_byte(rest: &str) -> bool {
    rest.bytes().take(2).filter(|byte| byte.is_ascii_digit() || (b'A'..=b'F').contains(byte)).count() == 2
}

/// Whether each of several lines begins or ends with white space or a prefix, or is followed by a blank one.
fn has_edges(text: &str) -> bool {
    if !text.trim().contains('\n') {
        return false;
    }
    let text = text.trim_matches(['\r', '\n']);
    let lines = || text.split('\n').filter(|line| !line.trim().is_empty());
    let ended = text.rsplit_once('\n').map_or("", |(ended, _)| ended);
    let ends = |line: &str| line.is_empty() || line.ends_with([' ', '\t', '\r', '\u{200b}']);
    let has_blanks = text.split('\n').nth(3).is_some();
    lines().all(|line| line.starts_with([' ', '\t']))
        || (ended.contains('\n') && ended.split('\n').all(ends))
        || is_padded(ended)
        || (has_blanks && text.split('\n').skip(1).step_by(2).all(|line| line.trim().is_empty()))
        || layers::has_prefix(text)
}

/// Whether the layout of a text has no-break spaces, as chats and mail programs write them: those in its strings may
/// have been spaces.
fn has_no_break_spaces(text: &str) -> bool {
    let is_layout = |(at, _): &(usize, &str)| {
        let mut blanks = text[..*at].chars().rev().take(MAX_INDENT).skip_while(|c| [' ', NO_BREAK_SPACE].contains(c));
        let before = blanks.next();
        before.is_none_or(|c| ",:\n{[=>".contains(c))
    };
    // No one writes texts without a single space of the other kind.
    (!text.contains(' ') && text.contains(NO_BREAK_SPACE))
        || text.match_indices(NO_BREAK_SPACE).filter(is_layout).nth(MIN_SPACES - 1).is_some()
}

/// Whether spaces fill all lines up to a column, as in a terminal.
fn is_padded(lines: &str) -> bool {
    let width = lines.split('\n').filter(|line| line.ends_with("   ")).map(|line| line.chars().count()).max();
    width.is_some_and(|width| lines.split('\n').all(|line| line.chars().count() >= width))
}

const NO_BREAK_SPACE: char = '\u{a0}';

/// The most blanks at the start of a line that are looked at.
const MAX_INDENT: usize = 80;

/// Fewer no-break spaces may be in strings.
const MIN_SPACES: usize = 4;
