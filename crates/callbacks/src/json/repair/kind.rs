//! The names of everything the repair can do; one row each, in the order in which they are explained.

macro_rules! kinds {
    ($($kind:ident = $name:literal: $what:literal,)+) => {
        /// What kind of repair was made.
        ///
        /// ```
        /// use bandwidth_callbacks::RepairKind;
        ///
        /// let recovery = bandwidth_callbacks::recover(r#"[{"type": "message-read" "time": ""}]"#);
        /// assert_eq!(recovery.repairs[0].repair, RepairKind::MissingComma);
        /// ```
        #[allow(clippy::doc_markdown)] // The words are shown to people as they are.
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Hash)]
        #[non_exhaustive]
        pub enum RepairKind {
            $(#[doc = $what] $kind,)+
        }

        impl RepairKind {
            /// Every kind.
            ///
            /// ```
            /// assert!(bandwidth_callbacks::RepairKind::ALL.len() > 20);
            /// ```
            pub const ALL: &'static [Self] = &[$(Self::$kind),+];

            /// The kebab-case name.
            ///
            /// ```
            /// assert_eq!(bandwidth_callbacks::RepairKind::MissingComma.name(), "missing-comma");
            /// ```
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$kind => $name,)+
                }
            }

            /// What was done, in words.
            ///
            /// ```
            /// assert!(!bandwidth_callbacks::RepairKind::MissingComma.what().is_empty());
            /// ```
            #[must_use]
            pub const fn what(self) -> &'static str {
                match self {
                    $(Self::$kind => $what,)+
                }
            }
        }
    };
}

kinds! {
    ByteOrderMark = "byte-order-mark": "removed a byte order mark",
    HttpRequest = "http-request": "removed the request line and headers of an HTTP request",
    CurlCommand = "curl-command": "removed a curl command around its data",
    MarkdownFence = "markdown-fence": "removed the fence of a Markdown code block",
    SurroundingText = "surrounding-text": "removed text before, after or between the JSON, such as a log prefix",
    DoubleEncoded = "double-encoded": "took the JSON out of a text that held it, quotes and backslashes escaped",
    Base64 = "base64": "decoded base64",
    LambdaEvent = "lambda-event": "took the body out of what holds it, such as an event of AWS API Gateway or Lambda",
    SqsMessage = "sqs-message": "took the body out of an SQS message",
    SnsNotification = "sns-notification": "took the message out of an SNS notification",
    EventBridgeEvent = "eventbridge-event": "took the detail out of an EventBridge event",
    RailsParams = "rails-params": "took the list out of the parameter _json of Rails",
    JoinedValues = "joined-values": "joined several values into one list",
    NestedList = "nested-list": "joined a list inside the list to it, as in a list of bodies",
    MissingOpener = "missing-opener": "added an opening brace or bracket",
    MissingCloser = "missing-closer": "added a closing brace or bracket",
    UnclosedList = "unclosed-list": "closed a list before the next field",
    WrongBracket = "wrong-bracket": "replaced a brace or bracket of the wrong sort",
    WrongSeparator = "wrong-separator": "replaced a punctuation mark by the comma or colon that belongs there",
    ExtraBracket = "extra-bracket": "removed a brace or bracket too many",
    MissingComma = "missing-comma": "added a comma",
    ExtraComma = "extra-comma": "removed a comma too many",
    MissingColon = "missing-colon": "added a colon between a name and its value",
    StrayCharacter = "stray-character": "removed a character that means nothing where it stood",
    OddSpace = "odd-space": "replaced white space that JSON does not know, such as a no-break space",
    Comment = "comment": "removed a comment",
    MissingQuote = "missing-quote": "added the opening or closing quote of a text",
    DoubledQuote = "doubled-quote": "removed a quote that was doubled",
    UnescapedQuote = "unescaped-quote": "escaped a quote inside a text",
    QuoteStyle = "quote-style": "replaced single, curly or backtick quotes by double quotes",
    UnquotedName = "unquoted-name": "quoted a name",
    UnquotedText = "unquoted-text": "quoted a text",
    ControlCharacter = "control-character": "escaped control characters inside a text, such as a line break",
    InvalidEscape = "invalid-escape": "rewrote an escape that JSON does not have",
    JoinedText = "joined-text": "joined the pieces of a text written as a sum",
    ForeignLiteral = "foreign-literal": "replaced a literal or sign of another language, such as None or =>, by the JSON one",
    UndefinedField = "undefined-field": "dropped a field that was undefined, as JSON.stringify does",
    CutText = "cut-text": "kept a text that is cut off as far as it goes",
    LostValue = "lost-value": "dropped what is left of a field or item whose value is lost",
}

crate::name::written_as_its_name!(RepairKind);
