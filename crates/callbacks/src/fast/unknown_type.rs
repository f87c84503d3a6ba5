//! Elements whose type this version does not know. Once Bandwidth adds a type, they are as frequent as the others.

use super::deviations::bit;
use super::output::{Output, bytes_of};
use super::reader::EventReader;
use crate::catalogue::fields::Field;
use crate::catalogue::other_products::OTHER_PRODUCT_SHAPES;
use crate::catalogue::rules::Rule;
use crate::check::suggest;
use crate::diagnostic::{Detail, Step};
use crate::json::swar::Words;
use crate::view::{EventParts, Extra, NO_EVENT, Other, OtherKind, Part};

impl<T: Words> EventReader<T> {
    /// Moves an element with an unknown type to `others`. `None` if there may be more to report, for example because it
    /// could be a webhook of another product.
    #[cold]
    #[inline(never)]
    pub(super) fn keep_unknown_type(&mut self, view: &mut EventParts, out: &mut Output) -> Option<()> {
        self.mark_unusual(view);
        let name = view.get(Field::Type)?;
        let (named, deviations) = (bit(Field::Type) | bit(Field::Message), &self.deviations);
        let is_as_named = view.present & named == named
            && (view.escaped | deviations.coerced | deviations.nulls) & named == 0
            && deviations.quoted == 0; // a number that loses digits has a finding
        let extras = &out.extras[view.extras[0] as usize..];
        if !is_as_named || extras.iter().any(|extra| is_of_other_product(self.text.bytes(), extra)) {
            return None;
        }
        out.extras.truncate(view.extras[0] as usize);
        out.findings.truncate(self.first_finding);
        let detail = if let Some(detail) = out.last_unknown(self.text.bytes(), name) {
            detail
        } else {
            let name = std::str::from_utf8(bytes_of(self.text.bytes(), name)).ok()?;
            suggest::event_type(name).map_or(Detail::None, Detail::Suggest)
        };
        let quoted = [name[0] - 1, name[1] + 1];
        out.find(Rule::UnknownEvent, self.at(out, quoted, Step::Field(Field::Type)), None, detail);
        let kind = OtherKind::Unknown(Some(quoted));
        out.others.push(Other { index: self.index, value: [self.element, self.at as u32], kind });
        view.event = NO_EVENT;
        Some(())
    }
}

impl Output {
    /// The suggestion for the previous element, if it has the same unknown type.
    fn last_unknown(&self, bytes: &[u8], name: Part) -> Option<Detail> {
        let (finding, other) = (self.findings.last()?, self.others.last()?);
        let OtherKind::Unknown(Some([start, end])) = other.kind else { return None };
        let is_same = bytes_of(bytes, [start + 1, end - 1]) == bytes_of(bytes, name);
        (is_same && finding.rule == Rule::UnknownEvent).then_some(finding.detail)
    }
}

/// Whether a member has a key by which webhooks of other products are recognized.
fn is_of_other_product(bytes: &[u8], extra: &Extra) -> bool {
    let key = bytes_of(bytes, extra.key);
    let has = |list: &str| list.as_bytes().split(|byte| b" .,=".contains(byte)).any(|word| word == key);
    OTHER_PRODUCT_SHAPES.iter().any(|row| has(row.has))
}

#[cfg(test)]
mod tests {
    use crate::catalogue::fields::{Field, Record};
    use crate::catalogue::other_products::OTHER_PRODUCTS;

    /// Therefore an element that has a known type but no such key is not a webhook of another product, nor is one that
    /// has an unknown type and a message.
    #[test]
    fn each_other_product_has_a_key_that_events_do_not_have() {
        for row in OTHER_PRODUCTS {
            let lacks = |name: &str| row.lacks.split(", ").any(|word| word == name);
            let is_known = |path: &str| match path.strip_prefix("message.") {
                Some(name) => Field::find(Record::Message, name.as_bytes()).is_some(),
                None => Field::find(Record::Event, path.as_bytes()).is_some(),
            };
            let has_own = |list: &str| list.split(' ').any(|path| !path.is_empty() && !is_known(path));
            assert!(lacks("type") || lacks("message") || has_own(row.has), "{}", row.name);
            // `type=…` lists no type of an event.
            let each_has_own = !row.any.is_empty() && row.any.split(", ").all(has_own);
            assert!(lacks("type") || has_own(row.has) || each_has_own, "{}", row.name);
        }
    }
}
