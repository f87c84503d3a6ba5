//! The kinds of repairs, one row each.

use super::confidence::Confidence;

macro_rules! kinds {
    ($($kind:ident = $name:literal $confidence:ident: $what:literal,)+) => {
        /// A kind of repair.
        ///
        /// ```
        /// use bandwidth_callbacks::RepairKind;
        ///
        /// let recovery = bandwidth_callbacks::recover(r#"[{"type": "message-read" "time": ""}]"#);
        /// assert_eq!(recovery.repairs[0].repair, RepairKind::MissingComma);
        /// ```
        #[allow(clippy::doc_markdown)] // The texts are shown to people unchanged.
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

            /// What was done: "added a comma".
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

            /// Whether the values of the repaired text can be trusted.
            ///
            /// ```
            /// use bandwidth_callbacks::{RepairKind, explain::Confidence};
            ///
            /// assert_eq!(RepairKind::ExtraComma.confidence(), Confidence::Exact);
            /// ```
            #[must_use]
            pub const fn confidence(self) -> Confidence {
                match self {
                    $(Self::$kind => Confidence::$confidence,)+
                }
            }
        }
    };
}

kinds! {
    ByteOrderMark = "byte-order-mark" Exact: "removed a byte order mark",
    HttpRequest = "http-request" Exact: "removed the start line and headers of an HTTP message",
    CurlCommand = "curl-command" Exact: "removed a curl command around its data",
    MarkdownFence = "markdown-fence" Exact: "removed a Markdown code fence",
    SurroundingText = "surrounding-text" Exact: "removed text around the body, such as a log prefix",
    DoubleEncoded = "double-encoded" Exact: "decoded double-encoded JSON",
    Base64 = "base64" Exact: "decoded base64",
    LambdaEvent = "lambda-event" Exact: "extracted the body of an API Gateway or Lambda event",
    SqsMessage = "sqs-message" Exact: "extracted the body of an SQS message",
    SnsNotification = "sns-notification" Exact: "extracted the message of an SNS notification",
    EventBridgeEvent = "eventbridge-event" Exact: "extracted the detail of an EventBridge event",
    RailsParams = "rails-params" Exact: "unwrapped Rails' `_json`",
    JoinedValues = "joined-values" Exact: "joined several values into one array",
    NestedList = "nested-list" Exact: "flattened an array inside the array",
    MissingOpener = "missing-opener" Inferred: "added an opening brace or bracket",
    MissingCloser = "missing-closer" Inferred: "added a closing brace or bracket",
    UnclosedList = "unclosed-list" Inferred: "closed an array before the next field",
    WrongBracket = "wrong-bracket" Inferred: "replaced a mismatched brace or bracket",
    WrongSeparator = "wrong-separator" Exact: "replaced a wrong character with a comma or colon",
    ExtraBracket = "extra-bracket" Inferred: "removed an extra brace or bracket",
    MissingComma = "missing-comma" Exact: "added a comma",
    ExtraComma = "extra-comma" Exact: "removed an extra comma",
    MissingColon = "missing-colon" Exact: "added a colon between a key and its value",
    StrayCharacter = "stray-character" Inferred: "removed a stray character",
    OddSpace = "odd-space" Exact: "replaced whitespace JSON doesn't allow, such as a no-break space",
    Comment = "comment" Exact: "removed a comment",
    MissingQuote = "missing-quote" Inferred: "added the opening or closing quote of a string",
    DoubledQuote = "doubled-quote" Inferred: "removed a doubled quote",
    UnescapedQuote = "unescaped-quote" Inferred: "escaped a quote inside a string",
    QuoteStyle = "quote-style" Exact: "replaced single, curly or backtick quotes with double quotes",
    UnquotedName = "unquoted-name" Exact: "quoted a key",
    UnquotedText = "unquoted-text" Inferred: "quoted a string",
    ControlCharacter = "control-character" Inferred: "escaped control characters in a string, such as a line break",
    InvalidEscape = "invalid-escape" Inferred: "rewrote an invalid escape",
    JoinedText = "joined-text" Exact: "joined concatenated strings",
    ForeignLiteral = "foreign-literal" Exact: "converted syntax of another language (None, nil, =>)",
    UndefinedField = "undefined-field" Exact: "dropped an undefined field, as JSON.stringify does",
    PythonDict = "python-dict" Printed: "read a Python dict",
    PythonObject = "python-object" Printed: "read the repr of Python objects, such as SDK models or dataclasses",
    PythonBytes = "python-bytes" Exact: "decoded a Python bytes literal (b'…')",
    JavaScriptValue = "javascript-value" Printed: "read console.log output",
    TypeScriptLiteral = "typescript-literal" Printed: "read a TypeScript literal",
    RubyHash = "ruby-hash" Printed: "read a Ruby hash",
    PhpArray = "php-array" Printed: "read a PHP array (var_export)",
    PhpVarDump = "php-var-dump" Printed: "read PHP var_dump output",
    PhpPrintR = "php-print-r" Printed: "read PHP print_r output",
    PhpSerialized = "php-serialized" Exact: "read a value that PHP serialized",
    SymfonyDump = "symfony-dump" Printed: "read a Symfony or Laravel dump (dd)",
    PerlOrPhpValue = "perl-value" Printed: "read Perl Data::Dumper output",
    GoValue = "go-value" Printed: "read a Go value (%v, %+v or %#v)",
    JavaToString = "java-to-string" Printed: "read toString output of Java or Kotlin",
    JavaModel = "java-model" Printed: "read toString output of an SDK model",
    CsharpRecord = "csharp-record" Printed: "read ToString output of a C# record",
    CsharpObject = "csharp-object" Printed: "read a C# object initializer",
    ScalaMap = "scala-map" Printed: "read a Scala map",
    DartMap = "dart-map" Printed: "read a Dart map",
    GroovyMap = "groovy-map" Printed: "read a Groovy map",
    ElixirTerm = "elixir-term" Printed: "read an Elixir or Erlang term",
    SwiftDictionary = "swift-dictionary" Printed: "read a Swift dictionary",
    NsDictionary = "nsdictionary" Printed: "read an NSDictionary description",
    RustDebug = "rust-debug" Printed: "read Rust Debug output",
    LuaTable = "lua-table" Printed: "read a Lua table",
    JestValue = "jest-value" Printed: "read Jest output",
    PowerShellObject = "powershell-object" Printed: "read PowerShell output",
    Yaml = "yaml" Printed: "read YAML",
    FieldLines = "field-lines" Printed: "read fields on separate lines",
    DottedNames = "dotted-names" Exact: "nested the fields of dotted or bracketed keys, such as `message.id`",
    ConsoleTable = "console-table" Printed: "read console.table output",
    DevtoolsTree = "devtools-tree" Printed: "read an object tree copied from browser developer tools",
    MongoShell = "mongo-shell" Printed: "read a Mongo shell document (ISODate(…), NumberInt(…))",
    MongoJson = "mongo-json" Exact: "read MongoDB extended JSON",
    DynamoDbJson = "dynamodb-json" Exact: "read DynamoDB JSON",
    FirestoreJson = "firestore-json" Exact: "read Firestore JSON",
    AvroJson = "avro-json" Exact: "read Avro JSON, which names the type of each nullable value",
    ColorCodes = "color-codes" Exact: "removed terminal color codes",
    LogPrefix = "log-prefix" Exact: "removed a log prefix from lines, such as a timestamp or pod name",
    ComposePrefix = "compose-prefix" Exact: "removed a docker compose prefix from lines",
    QuotePrefix = "quote-prefix" Exact: "removed quote marks (>) of an email or Markdown from lines",
    CommentPrefix = "comment-prefix" Exact: "removed comment marks from lines",
    LineNumbers = "line-numbers" Exact: "removed line numbers",
    DiffLines = "diff-lines" Exact: "kept the new side of a diff",
    HardWrap = "hard-wrap" Inferred: "joined lines that were wrapped at a fixed column",
    WordWrap = "word-wrap" Inferred: "joined lines that were wrapped between words",
    TableCell = "table-cell" Inferred: "joined the lines of a table cell",
    HtmlEntities = "html-entities" Exact: "decoded HTML entities",
    PercentEncoding = "percent-encoding" Exact: "decoded percent-encoding",
    QuotedPrintable = "quoted-printable" Exact: "decoded quoted-printable",
    ChunkedTransfer = "chunked-transfer" Exact: "joined the chunks of an HTTP body",
    HexBytes = "hex-bytes" Exact: "decoded hexadecimal bytes",
    HexDump = "hex-dump" Exact: "decoded a hex dump",
    ByteList = "byte-list" Exact: "decoded an array of bytes",
    ShellQuoting = "shell-quoting" Exact: "removed shell quoting",
    CmdQuoting = "cmd-quoting" Exact: "removed the carets of the Windows command line",
    PowerShellQuoting = "powershell-quoting" Exact: "removed PowerShell quoting",
    SqlQuoting = "sql-quoting" Exact: "removed SQL quoting",
    CsvQuoting = "csv-quoting" Exact: "removed CSV quoting",
    BackslashEscapes = "backslash-escapes" Inferred: "removed backslashes that a shell, Markdown or a database added",
    StringLiteral = "string-literal" Exact: "removed the quoting of a string literal",
    JoinedRecords = "joined-records" Exact: "joined log records that contain one line each",
    KeyCase = "key-case" Exact: "renamed keys that were written in another case, such as `SegmentCount`",
    SurroundingObject = "surrounding-object" Exact: "left out what surrounds an event, such as a log record or headers",
    CutText = "cut-text" Incomplete: "closed a truncated string",
    LostValue = "lost-value" Incomplete: "dropped a field or item whose value was lost",
}

crate::name::written_as_its_name!(RepairKind);
