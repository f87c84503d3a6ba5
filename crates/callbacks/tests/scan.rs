//! The scanner accepts exactly what RFC 8259 accepts.
//!
//! The situations are named as JSON test suites name them: `y` must be read, `n` must not, `i` is
//! left open by the RFC, and what is done here is written down.

use bandwidth_callbacks::json::fault::{Expected, Fault, Found};
use bandwidth_callbacks::json::scan::scan;
use bandwidth_callbacks::json::tape::{LONE_SURROGATE, LOSSY};
use serde_json::Value;

fn reads(text: &str) -> bool {
    scan(text, 64).is_ok()
}

const Y: &[&str] = &[
    "[]",
    "{}",
    "[[]   ]",
    "[\"\"]",
    " [] ",
    "[1\n]",
    "[1,\r\n2]",
    "[1,null,null,2]",
    "[false]",
    "[true]",
    "[null]",
    "null",
    "true",
    "false",
    "42",
    "-0.1",
    "\"asd\"",
    "\"\"",
    "[-0]",
    "[-0.0]",
    "[0]",
    "[-1]",
    "[-123]",
    "[123]",
    "[123e65]",
    "[0e+1]",
    "[0e1]",
    "[ 4]",
    "[1E22]",
    "[1E-2]",
    "[1E+2]",
    "[123e45]",
    "[123.456e78]",
    "[1e-2]",
    "[1e+2]",
    "[123.456789]",
    "[20e1]",
    "[-0.000000000000000000000000000000000000000000000000000000000001]",
    "{\"asd\":\"sdf\"}",
    "{\"a\":\"b\",\"a\":\"c\"}",
    "{\"\":0}",
    "{\"foo\\u0000bar\": 42}",
    "{\"a\":[]}",
    "{\n\"a\": \"b\"\n}",
    "{\"min\": -1.0e+28, \"max\": 1.0e+28}",
    "[\"\\u0060\\u012a\\u12AB\"]",
    "[\"\\uD801\\udc37\"]",
    "[\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"]",
    "[\"\\\\u0000\"]",
    "[\"\\\"\"]",
    "[\"a/*b*/c\"]",
    "[\"\\\\a\"]",
    "[\"\\u0012\"]",
    "[\"\\uFFFF\"]",
    "[\"\u{ffff}\"]",
    "[\"\u{10ffff}\"]",
    "[\"\u{7f}\"]",
    "[\"\u{2028}\u{2029}\"]",
    "[\"\\u0000\"]",
    "[\"\\uDBFF\\uDFFF\"]",
    "[\"\u{e9}\u{1F600}\"]",
    "\t[\n]\r ",
    "[\"new\\u000Aline\"]",
    "[\"\\u2064\"]",
    "[[[[[[]]]]]]",
];

const N: &[&str] = &[
    "",
    " ",
    "[1 true]",
    "[\"\": 1]",
    "[\"\"],",
    "[,1]",
    "[1,,2]",
    "[\"x\",,]",
    "[\"x\"]]",
    "[\"\",]",
    "[\"x\"",
    "[x",
    "[3[4]]",
    "[1:2]",
    "[,]",
    "[-]",
    "[   , \"\"]",
    "[\"a\",\n4\n,1,",
    "[1,]",
    "[1,\n1\n,1",
    "[\"\u{b}a\"\\f]",
    "[*]",
    "[\"\"",
    "[1,",
    "[{}",
    "[fals]",
    "[nul]",
    "[tru]",
    "[++1234]",
    "[+1]",
    "[+Inf]",
    "[-01]",
    "[-1.0.]",
    "[-2.]",
    "[-NaN]",
    "[.-1]",
    "[.2e-3]",
    "[0.1.2]",
    "[0.3e+]",
    "[0.3e]",
    "[0.e1]",
    "[0E+]",
    "[0E]",
    "[0e+]",
    "[0e]",
    "[1.0e+]",
    "[1.0e-]",
    "[1.0e]",
    "[1 000.0]",
    "[1eE2]",
    "[2.e+3]",
    "[2.e-3]",
    "[2.e3]",
    "[9.e+]",
    "[Inf]",
    "[NaN]",
    "[\u{ff11}]",
    "[1+2]",
    "[0x1]",
    "[0x42]",
    "[Infinity]",
    "[0e+-1]",
    "[-123.123foo]",
    "[-Infinity]",
    "[-foo]",
    "[- 1]",
    "[-012]",
    "[-.123]",
    "[-1x]",
    "[1ea]",
    "[1.]",
    "[.123]",
    "[1.2a-3]",
    "[1.8011670033376514H]",
    "[012]",
    "[\"x\", truth]",
    "{[: \"x\"}\n",
    "{\"x\", null}",
    "{\"x\"::\"b\"}",
    "{\"a\":\"a\" 123}",
    "{key: 'value'}",
    "{\"a\" b}",
    "{:\"b\"}",
    "{\"a\" \"b\"}",
    "{\"a\":",
    "{\"a\"",
    "{1:1}",
    "{9999E9999:1}",
    "{null:null}",
    "{\"id\":0,,,,,}",
    "{'a':0}",
    "{\"id\":0,}",
    "{\"a\":\"b\"}/**/",
    "{\"a\":\"b\"}#",
    "{\"a\":\"b\",,\"c\":\"d\"}",
    "{a: \"b\"}",
    "{\"a\":\"a",
    "{ \"foo\" : \"bar\", \"a\" }",
    "{\"a\":\"b\"}{}",
    "[\"\\uD800\\\"]",
    "[\"\\uD800\\u\"]",
    "[\"\\uD800\\u1\"]",
    "[\"\\uD800\\u1x\"]",
    "[\u{e9}]",
    "[\"\\x00\"]",
    "[\"\\\\\\\"]",
    "[\"\\\u{9}\"]",
    "[\"\\\u{1F600}\"]",
    "[\"\\\"]",
    "[\"\\u00A\"]",
    "[\"\\uD834\\uDd\"]",
    "[\"\\u\u{e9}\"]",
    "[\"\\a\"]",
    "[\\u0020\"asd\"]",
    "[\\n]",
    "\"",
    "['single quote']",
    "abc",
    "[\"\\",
    "[\"new\nline\"]",
    "[\"\t\"]",
    "[\"a\u{0}a\"]",
    "\"\\UA66D\"",
    "\u{feff}[]",
    "<.>",
    "[<null>]",
    "[1]x",
    "[1]]",
    "[\"asd]",
    "a\u{e5}",
    "[True]",
    "1]",
    "{\"x\": true,",
    "[][]",
    "]",
    "\u{ef}",
    "[",
    "{",
    "{{}}",
    "{}}",
    "{\"\":",
    "{\"a\":/*comment*/\"b\"}",
    "{\"a\": true} \"x\"",
    "['",
    "[\"a",
    "[\"a\"",
    "{\"",
    "{]",
    "{,",
    "{[",
    "{\"a",
    "{'a'",
    "[\"\\{[\"\\{[\"\\{[\"\\{",
    "*",
    "{\"a\":\"b\"}#{}",
    "[\\u000A\"\"]",
    "[1",
    "[ false, nul",
    "[ true, fals",
    "[ false, tru",
    "{\"asd\":\"asd\"",
    "\u{2060}",
    "\u{c}[]",
    "[\u{c}]",
    "\u{a0}[]",
    "[\"\u{1f}\"]",
    "00",
    "-",
    "1.",
    "1e",
    "\"\\u\"",
    "\"\\uD8\"",
    "\"\\uZZZZ\"",
];

#[test]
fn what_the_grammar_accepts() {
    for text in Y {
        assert!(reads(text), "{text:?} must be read");
        assert!(serde_json::from_str::<Value>(text).is_ok(), "{text:?}");
    }
}

#[test]
fn what_it_does_not() {
    for text in N {
        assert!(!reads(text), "{text:?} must not be read");
        assert!(serde_json::from_str::<Value>(text).is_err(), "{text:?}");
    }
}

#[test]
fn what_the_rfc_leaves_open() {
    // Numbers of any size are read and marked where a 64-bit float changes them.
    for text in [
        "1e400",
        "-1e9999",
        "1.5e-9999",
        "1e18446744073709551616",
        "1.8e308",
        "1.7976931348623159e308",
        "123456789012345678901234567890",
        "9007199254740993",
        "0.1234567890123456789",
    ] {
        assert_eq!(scan(text, 64).unwrap().flags & LOSSY, LOSSY, "{text}");
    }
    for text in [
        "0",
        "-0",
        "0e999",
        "0e999999999",
        "0.1",
        "1e22",
        "9007199254740992",
        "9007199254740994",
        "1e300",
        "1.7e308",
        "123456789012345e4",
        "0.1234567890123456",
        "1.7976931348623157e308",
    ] {
        assert_eq!(scan(text, 64).unwrap().flags & LOSSY, 0, "{text}");
    }
    // No number of zeros could balance so large an exponent.
    assert_eq!(scan(&format!("0.{}1e999990", "0".repeat(99_998)), 64).unwrap().flags & LOSSY, LOSSY);
    // Half a surrogate pair is read and marked.
    for text in [
        "\"\\uDADA\"",
        "\"\\uD888\\u1234\"",
        "\"\\uD800\\n\"",
        "\"\\uDd1e\\uD834\"",
        "\"\\uDFAA\"",
        "\"\\uD800\\uD800\"",
    ] {
        assert_eq!(scan(text, 64).unwrap().flags & LONE_SURROGATE, LONE_SURROGATE, "{text}");
    }
    assert_eq!(scan("\"\\uD801\\uDC37\"", 64).unwrap().flags & LONE_SURROGATE, 0);
    // Nesting is bounded, and not by the stack.
    let deep = |depth: usize| "[".repeat(depth) + &"]".repeat(depth);
    assert!(scan(&deep(64), 64).is_ok());
    assert_eq!(scan(&deep(65), 64).unwrap_err(), Fault::Depth { at: 64 });
    assert!(scan(&deep(100_000), 100_000).is_ok());
    assert!(matches!(scan(&"{\"a\":".repeat(100_000), 64), Err(Fault::Depth { at: 320 })));
}

#[test]
fn values_are_those_of_serde_json() {
    for text in Y {
        let Ok(tape) = scan(text, 64) else { panic!("{text}") };
        let value = serde_json::from_str::<Value>(text).unwrap();
        // As it comes `serde_json` reads a fraction to the nearest float or the one beside it.
        match text.trim_matches(['[', ']', ' ']).parse::<f64>() {
            Ok(nearest) if value[0].is_f64() => assert_eq!(tape.value(1), nearest, "{text}"),
            _ => assert_eq!(tape.value(0), value, "{text}"),
        }
    }
    assert_eq!(scan("\"\\uD801\\udc37 \\uD801 \\\\u\"", 64).unwrap().string(0), "\u{10437} \u{fffd} \\u");
}

#[test]
fn tokens_know_their_places() {
    let text = " {\"a\\n\": [1, \"\u{1F600}\"], \"b\": {}}";
    let tape = scan(text, 64).unwrap();
    let raw: Vec<_> = (0..tape.nodes.len() as u32).map(|at| tape.raw(at)).collect();
    assert_eq!(raw, [text.trim(), "\"a\\n\"", "[1, \"\u{1F600}\"]", "1", "\"\u{1F600}\"", "\"b\"", "{}"]);
    let next: Vec<_> = tape.nodes.iter().map(|node| node.next).collect();
    assert_eq!(next, [7, 2, 5, 4, 5, 6, 7]);
    assert_eq!(tape.member(0, "b"), Some(6));
}

#[test]
fn a_fault_names_what_was_found() {
    for (rest, found) in [
        ("", Found::EndOfText),
        ("{", Found::Brace),
        ("}", Found::ClosingBrace),
        ("[", Found::Bracket),
        (":", Found::Colon),
        ("\"", Found::Quote),
        ("'", Found::SingleQuote),
        ("`", Found::SingleQuote),
        ("\u{201c}", Found::SmartQuote),
        ("\u{2019}", Found::SmartQuote),
        ("7", Found::Number),
        ("-", Found::Number),
        (".", Found::Dot),
        ("x", Found::Word),
        ("_", Found::Word),
        ("#", Found::Comment),
        ("/", Found::Comment),
        ("\u{feff}", Found::ByteOrderMark),
        ("\u{7f}", Found::ControlCharacter),
        ("\0", Found::ControlCharacter),
        ("\u{e9}", Found::Character),
        ("@", Found::Character),
    ] {
        let fault = Fault::Syntax { at: 3, expected: Expected::CommaInList, found };
        assert_eq!(scan(&format!("[1 {rest}"), 64).unwrap_err(), fault, "{rest:?}");
    }
    for (text, found) in [("[1 }", Found::ClosingBrace), ("{\"a\" ]", Found::ClosingBracket), ("{,", Found::Comma)] {
        assert!(matches!(scan(text, 64), Err(Fault::Syntax { found: it, .. }) if it == found), "{text}");
    }
}
