//! Makes payload text safe to print: it must not inject terminal control sequences.

/// The same text, with a space for each character that would move the cursor, change colors, start a line or change the
/// direction of text.
#[must_use]
pub fn printable(text: &str) -> String {
    text.chars().map(|c| if is_harmless(c) { c } else { ' ' }).collect()
}

fn is_harmless(c: char) -> bool {
    // The bidirectional controls, then the line and paragraph separators.
    let reorders = matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    !c.is_control() && !reorders && !matches!(c, '\u{2028}' | '\u{2029}')
}

#[cfg(test)]
mod tests {
    use super::printable;

    #[test]
    fn nothing_that_drives_a_terminal_is_left() {
        for c in ('\0'..=char::MAX).filter(|c| c.is_control() || "\u{2028}\u{2029}".contains(*c)) {
            assert_eq!(printable(&format!("a{c}b")), "a b");
        }
        // Each character with the Unicode property Bidi_Control.
        for c in
            "\u{61c}\u{200e}\u{200f}\u{202a}\u{202b}\u{202c}\u{202d}\u{202e}\u{2066}\u{2067}\u{2068}\u{2069}".chars()
        {
            assert_eq!(printable(&c.to_string()), " ", "{}", c.escape_unicode());
        }
        let text = "שלום مرحبا é 👩\u{200d}💻 \u{a0}";
        assert_eq!(printable(text), text);
    }
}
