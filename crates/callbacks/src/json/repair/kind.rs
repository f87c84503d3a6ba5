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
    PythonDict = "python-dict": "read a Python dict",
    PythonObject = "python-object": "read the repr of Python objects, such as those of an SDK or a dataclass",
    PythonBytes = "python-bytes": "decoded the bytes of a Python literal (b'…')",
    JavaScriptValue = "javascript-value": "read a value as console.log prints it",
    TypeScriptLiteral = "typescript-literal": "read a literal of TypeScript code",
    RubyHash = "ruby-hash": "read a Ruby hash",
    PhpArray = "php-array": "read a PHP array (var_export)",
    PhpVarDump = "php-var-dump": "read PHP's var_dump",
    PhpPrintR = "php-print-r": "read PHP's print_r",
    SymfonyDump = "symfony-dump": "read a dump of Symfony or Laravel (dd)",
    PerlOrPhpValue = "perl-value": "read a value of Perl's Data::Dumper",
    GoValue = "go-value": "read a Go value (%v, %+v or %#v)",
    JavaToString = "java-to-string": "read what toString of Java or Kotlin prints",
    JavaModel = "java-model": "read what toString of an SDK model prints",
    CsharpRecord = "csharp-record": "read what ToString of a C# record prints",
    ScalaMap = "scala-map": "read a Scala map",
    DartMap = "dart-map": "read a Dart map",
    GroovyMap = "groovy-map": "read a Groovy map",
    ElixirTerm = "elixir-term": "read a term of Elixir or Erlang",
    SwiftDictionary = "swift-dictionary": "read a Swift dictionary",
    NsDictionary = "nsdictionary": "read the description of an NSDictionary",
    RustDebug = "rust-debug": "read the Debug form of a Rust value",
    LuaTable = "lua-table": "read a Lua table",
    JestValue = "jest-value": "read a value as Jest prints it",
    PowerShellObject = "powershell-object": "read an object as PowerShell prints it",
    Yaml = "yaml": "read YAML",
    FieldLines = "field-lines": "read fields written on lines of their own",
    DevtoolsTree = "devtools-tree": "read an object tree copied from browser developer tools",
    MongoShell = "mongo-shell": "read a document of the Mongo shell, such as ISODate(…) and NumberInt(…)",
    MongoJson = "mongo-json": "read MongoDB extended JSON",
    DynamoDbJson = "dynamodb-json": "read DynamoDB JSON",
    FirestoreJson = "firestore-json": "read Firestore JSON",
    ColourCodes = "colour-codes": "removed terminal color codes",
    LogPrefix = "log-prefix": "removed a log prefix from lines, such as a time and a pod name",
    ComposePrefix = "compose-prefix": "removed a docker compose prefix from lines",
    QuotePrefix = "quote-prefix": "removed the quote marks (>) of a mail or Markdown from lines",
    CommentPrefix = "comment-prefix": "removed comment marks from lines",
    LineNumbers = "line-numbers": "removed line numbers",
    DiffLines = "diff-lines": "took the new side of a diff",
    HardWrap = "hard-wrap": "joined lines that were broken at a fixed column",
    WordWrap = "word-wrap": "joined lines that were wrapped between words",
    HtmlEntities = "html-entities": "decoded HTML entities",
    PercentEncoding = "percent-encoding": "decoded percent-encoding",
    QuotedPrintable = "quoted-printable": "decoded quoted-printable",
    ChunkedTransfer = "chunked-transfer": "joined the chunks of an HTTP body",
    HexBytes = "hex-bytes": "decoded hexadecimal bytes",
    HexDump = "hex-dump": "decoded a hex dump",
    ByteList = "byte-list": "decoded a list of bytes",
    ShellQuoting = "shell-quoting": "removed shell quoting",
    CmdQuoting = "cmd-quoting": "removed the carets of the Windows command line",
    PowerShellQuoting = "powershell-quoting": "removed PowerShell quoting",
    SqlQuoting = "sql-quoting": "removed SQL quoting",
    CsvQuoting = "csv-quoting": "removed CSV quoting",
    StringLiteral = "string-literal": "removed the quoting of a string literal",
    JoinedRecords = "joined-records": "joined log records that hold one line each",
    SurroundingObject = "surrounding-object": "left out what is around or beside an event, such as a log record, headers, or a logger's fields",
    CutText = "cut-text": "kept a text that is cut off as far as it goes",
    LostValue = "lost-value": "dropped what is left of a field or item whose value is lost",
}

crate::name::written_as_its_name!(RepairKind);
