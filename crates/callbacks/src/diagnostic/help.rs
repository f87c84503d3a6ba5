//! The help, cause and URL of a diagnostic.

use super::finding::{Detail, Finding};
use crate::catalogue::fields::Field;
use crate::catalogue::other_products::{OTHER_PRODUCTS, other_product};
use crate::catalogue::rules::{FIELD_HELP, RULES, Rule};

/// The row with the help and the cause of a diagnostic: that of its rule, or a more specific one.
#[derive(Debug, Clone, Copy)]
pub(super) enum Help {
    Rule,
    /// The row of `OTHER_PRODUCTS`.
    OtherProduct(u8),
    /// The row of `FIELD_HELP`.
    Field(u8),
}

impl Help {
    /// The number of its row in `help_rows`.
    pub(super) fn row(self, rule: Rule) -> u32 {
        match self {
            Help::Rule => rule as u32,
            Help::OtherProduct(at) => RULES.len() as u32 + u32::from(at),
            Help::Field(at) => (RULES.len() + OTHER_PRODUCTS.len()) as u32 + u32::from(at),
        }
    }

    pub(super) fn of(finding: &Finding) -> Self {
        if let Detail::OtherProduct(at) = finding.detail {
            return Help::OtherProduct(at);
        }
        let is_it = |(rule, field): &(Rule, Field)| (*rule, Some(*field)) == (finding.rule, finding.field);
        if finding.rule.row().on_fields.is_empty() {
            return Help::Rule;
        }
        FIELD_HELP.iter().position(is_it).map_or(Help::Rule, |at| Help::Field(at as u8))
    }

    /// Help, cause and URL.
    pub(super) fn texts(self, rule: Rule) -> [&'static str; 3] {
        let row = rule.row();
        match self {
            Help::Rule => [row.help, row.cause, row.source],
            Help::OtherProduct(at) => {
                let row = other_product(at);
                [row.help, row.cause, row.source]
            }
            Help::Field(at) => {
                let field = FIELD_HELP[at as usize].1;
                let (help, cause) = row
                    .on_fields
                    .iter()
                    .find(|row| row.field == field)
                    .map_or((row.help, row.cause), |row| (row.help, row.cause));
                [help, cause, row.source]
            }
        }
    }
}

/// A row for each help that a diagnostic can have: the rules, the other products, the fields with their own help.
pub(crate) fn help_rows() -> Vec<(Rule, [&'static str; 3])> {
    let products = (0..OTHER_PRODUCTS.len()).map(|at| (Rule::OtherProduct, Help::OtherProduct(at as u8)));
    let fields = FIELD_HELP.iter().enumerate().map(|(at, (rule, _))| (*rule, Help::Field(at as u8)));
    let rules = Rule::ALL.into_iter().map(|rule| (rule, Help::Rule));
    rules.chain(products).chain(fields).map(|(rule, help)| (rule, help.texts(rule))).collect()
}
