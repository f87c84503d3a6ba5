//! The languages whose printed values `read` understands, as data: what each is known by, and what its words mean.

use std::ops::Range;

use super::value::{Data, Lost};
use crate::json::repair::RepairKind;

/// What was seen in a value; together they tell the language.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Marks(pub(super) u64);

macro_rules! marks {
    ($($name:ident,)*) => { marks!(@ 0, $($name,)*); };
    (@ $at:expr, $name:ident, $($rest:ident,)*) => {
        pub(super) const $name: Marks = Marks(1 << $at);
        marks!(@ $at + 1, $($rest,)*);
    };
    (@ $at:expr,) => {};
}

impl Marks {
    marks! {
        SINGLE_QUOTES, BARE_KEYS, ARROWS, EQUALS, BACKTICKS, SMART_QUOTES, ODD_ESCAPES, COMMENTS, EXTRA_COMMAS,
        NO_COMMAS, SEMICOLONS, PARENS, BARE_WORDS, NONE, NIL, UNDEFINED, TYPED, CALLS, COUNTED, GO_TYPES, ENUMS, MONGO,
        PERCENT, SIGILS, KEYWORDS, JOINED, BRACKET_MAP, BRACKET_KEYS, SYMBOLS, DATES, RAW_SINGLE, INSPECT,
        WRAPPED, AT_SIGNS,
    }

    pub(super) fn add(&mut self, other: Marks) {
        self.0 |= other.0;
    }

    pub(super) fn has(self, other: Marks) -> bool {
        self.0 & other.0 == other.0
    }

    pub(super) const fn and(self, other: Marks) -> Marks {
        Marks(self.0 | other.0)
    }
}

/// A mark, and where it was seen.
pub(super) type Spot = (Marks, Range<usize>);

/// A language, by what its values show.
struct Dialect {
    needs: Marks,
    kind: RepairKind,
    /// It is JSON but for the places where that was seen.
    is_local: bool,
}

const fn row(needs: Marks, kind: RepairKind) -> Dialect {
    Dialect { needs, kind, is_local: false }
}

const fn local(needs: Marks, kind: RepairKind) -> Dialect {
    Dialect { needs, kind, is_local: true }
}

/// The most particular first.
static DIALECTS: &[Dialect] = &[
    row(Marks::COUNTED, RepairKind::PhpVarDump),
    row(Marks::GO_TYPES, RepairKind::GoValue),
    row(Marks::ENUMS, RepairKind::PythonObject),
    row(Marks::PERCENT, RepairKind::ElixirTerm),
    row(Marks::MONGO, RepairKind::MongoShell),
    row(Marks::RAW_SINGLE.and(Marks::PARENS), RepairKind::PhpArray),
    row(Marks::RAW_SINGLE, RepairKind::PerlOrPhpValue),
    row(Marks::AT_SIGNS.and(Marks::SIGILS), RepairKind::NsDictionary),
    row(Marks::SIGILS, RepairKind::SymfonyDump),
    row(Marks::ARROWS.and(Marks::NO_COMMAS), RepairKind::SymfonyDump),
    row(Marks::ARROWS, RepairKind::RubyHash),
    row(Marks::SYMBOLS, RepairKind::RubyHash),
    row(Marks::EQUALS.and(Marks::SEMICOLONS), RepairKind::NsDictionary),
    row(Marks::TYPED.and(Marks::PARENS).and(Marks::EQUALS), RepairKind::PythonObject),
    row(Marks::TYPED.and(Marks::EQUALS), RepairKind::CsharpObject),
    row(Marks::BRACKET_KEYS, RepairKind::LuaTable),
    row(Marks::EQUALS, RepairKind::LuaTable),
    row(Marks::BRACKET_MAP, RepairKind::SwiftDictionary),
    row(Marks::TYPED.and(Marks::CALLS), RepairKind::RustDebug),
    row(Marks::TYPED.and(Marks::BARE_KEYS), RepairKind::RustDebug),
    row(Marks::TYPED, RepairKind::JestValue),
    row(Marks::CALLS, RepairKind::RustDebug),
    row(Marks::KEYWORDS, RepairKind::TypeScriptLiteral),
    row(Marks::BARE_KEYS, RepairKind::JavaScriptValue),
    row(Marks::NONE, RepairKind::PythonDict),
    row(Marks::SINGLE_QUOTES, RepairKind::PythonDict),
    local(Marks::SMART_QUOTES, RepairKind::QuoteStyle),
    row(Marks::BACKTICKS, RepairKind::JavaScriptValue),
    local(Marks::JOINED, RepairKind::JoinedText),
    local(Marks::COMMENTS, RepairKind::Comment),
    local(Marks::EXTRA_COMMAS, RepairKind::ExtraComma),
    row(Marks::INSPECT, RepairKind::JavaScriptValue),
    local(Marks::UNDEFINED, RepairKind::UndefinedField),
    local(Marks::WRAPPED, RepairKind::WordWrap),
    local(Marks::NIL, RepairKind::ForeignLiteral),
    local(Marks::DATES, RepairKind::ForeignLiteral),
];

/// What to call the language that shows these marks, for all of a value. JSON with a few oddities has their places.
pub(super) fn causes(marks: Marks, spots: &[Spot], value: &Range<usize>) -> Vec<(RepairKind, Range<usize>)> {
    let language = DIALECTS.iter().find(|row| marks.has(row.needs));
    let local = |marks: Marks| DIALECTS.iter().find(|row| row.is_local && row.needs == marks);
    if language.is_some_and(|row| row.is_local) {
        spots.iter().filter_map(|(marks, place)| Some((local(*marks)?.kind, place.clone()))).collect()
    } else {
        vec![(language.map_or(RepairKind::ForeignLiteral, |row| row.kind), value.clone())]
    }
}

/// Words that are values.
pub(super) fn constant(word: &str) -> Option<(Data, Marks)> {
    Some(match word {
        "null" => (Data::Null, Marks::default()),
        "true" => (Data::Bool(true), Marks::default()),
        "false" => (Data::Bool(false), Marks::default()),
        "None" => (Data::Null, Marks::NONE),
        "True" => (Data::Bool(true), Marks::NONE),
        "False" => (Data::Bool(false), Marks::NONE),
        "nil" | "NULL" | "Null" | "nullptr" | "Nothing" | "undef" | "NaN" | "Infinity" => (Data::Null, Marks::NIL),
        "TRUE" => (Data::Bool(true), Marks::NIL),
        "FALSE" => (Data::Bool(false), Marks::NIL),
        "undefined" => (Data::Undefined, Marks::UNDEFINED),
        _ => return None,
    })
}

/// A placeholder in brackets for a value that was not printed: `[Array]`, `[Object]`, `[Array ...]`.
pub(super) fn elided(inside: &str) -> Option<Lost> {
    let word = inside.trim_end_matches(['.', '…']).trim_end();
    let is_elided = matches!(word, "Array" | "Object" | "Circular" | "Function" | "Getter" | "Map" | "Set" | "List")
        || word.starts_with("Object: ")
        || word.starts_with("Circular ")
        || ["Function", "AsyncFunction", "Getter/Setter"].iter().any(|kind| word.starts_with(kind))
        || word.starts_with("class ");
    if is_elided || inside == "▶" {
        return Some(Lost::Depth);
    }
    (word.is_empty() && word.len() < inside.len()).then_some(Lost::Elision)
}

/// Calls around one value that change nothing: `String("…")`, `NumberInt(2)`, `Some(…)`. They are names of types, not
/// of functions that compute something.
pub(super) fn is_transparent(name: &str) -> bool {
    let last = name.rsplit(['.', ':']).next().unwrap_or(name);
    let known = [
        "String",
        "Number",
        "Bool",
        "Some",
        "Ok",
        "Optional",
        "AnyHashable",
        "ISODate",
        "Date",
        "ObjectId",
        "NumberInt",
        "NumberLong",
        "NumberDecimal",
        "Int32",
        "Long",
        "Int64",
        "Double",
        "Decimal",
        "Decimal128",
        "UUID",
        "BinData",
        "str",
        "int",
        "Array",
        "List",
        "listOf",
        "arrayOf",
        "mutableListOf",
        "asList",
        "of",
        "Arrays",
        "dict",
        "list",
        "OrderedDict",
        "frozenset",
        "array",
        "Object",
        "mapping",
        "Box",
        "Cow",
        "Text",
        "Str",
        "I64",
        "U64",
        "PosInt",
        "setOf",
        "tuple",
        "set",
        "mappingproxy",
        "fromisoformat",
        "Url",
        "HttpUrl",
        "AnyUrl",
        "URI",
        "URL",
        "Binary",
    ];
    known.contains(&last)
}

/// Names of types of the mongo shell.
pub(super) fn is_mongo(name: &str) -> bool {
    let known = ["ISODate", "ObjectId", "NumberInt", "NumberLong", "NumberDecimal", "Int32", "Long", "Decimal128"];
    known.contains(&name)
}
