//! The kinds of repairs, one row each.

macro_rules! kinds {
    ($($kind:ident = $name:literal: $what:literal,)+) => {
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
        }
    };
}

kinds! {
    ByteOrderMark = "byte-order-mark": "removed a byte order mark",
    HttpRequest = "http-request": "removed the start line and headers of an HTTP message",
    CurlCommand = "curl-command": "removed a curl command around its data",
    MarkdownFence = "markdown-fence": "removed a Markdown code fence",
    SurroundingText = "surrounding-text": "removed text around the JSON, such as a log prefix",
    DoubleEncoded = "double-encoded": "decoded double-encoded JSON",
    Base64 = "base64": "decoded base64",
    LambdaEvent = "lambda-event": "extracted the body of an API Gateway or Lambda event",
    SqsMessage = "sqs-message": "extracted the body of an SQS message",
    SnsNotification = "sns-notification": "extracted the message of an SNS notification",
    EventBridgeEvent = "eventbridge-event": "extracted the detail of an EventBridge event",
    RailsParams = "rails-params": "unwrapped Rails' `_json`",
    JoinedValues = "joined-values": "joined several values into one array",
    NestedList = "nested-list": "flattened an array inside the array",
    MissingOpener = "missing-opener": "added an opening brace or bracket",
    MissingCloser = "missing-closer": "added a closing brace or bracket",
    UnclosedList = "unclosed-list": "closed an array before the next field",
    WrongBracket = "wrong-bracket": "replaced a mismatched brace or bracket",
    WrongSeparator = "wrong-separator": "replaced a wrong character with a comma or colon",
    ExtraBracket = "extra-bracket": "removed an extra brace or bracket",
    MissingComma = "missing-comma": "added a comma",
    ExtraComma = "extra-comma": "removed an extra comma",
    MissingColon = "missing-colon": "added a colon between a key and its value",
    StrayCharacter = "stray-character": "removed a stray character",
    OddSpace = "odd-space": "replaced whitespace JSON doesn't allow, such as a no-break space",
    Comment = "comment": "removed a comment",
    MissingQuote = "missing-quote": "added the opening or closing quote of a string",
    DoubledQuote = "doubled-quote": "removed a doubled quote",
    UnescapedQuote = "unescaped-quote": "escaped a quote inside a string",
    QuoteStyle = "quote-style": "replaced single, curly or backtick quotes with double quotes",
    UnquotedName = "unquoted-name": "quoted a key",
    UnquotedText = "unquoted-text": "quoted a string",
    ControlCharacter = "control-character": "escaped control characters in a string, such as a line break",
    InvalidEscape = "invalid-escape": "rewrote an invalid escape",
    JoinedText = "joined-text": "joined concatenated strings",
    ForeignLiteral = "foreign-literal": "converted syntax of another language (None, nil, =>)",
    UndefinedField = "undefined-field": "dropped an undefined field, as JSON.stringify does",
    PythonDict = "python-dict": "read a Python dict",
    PythonObject = "python-object": "read the repr of Python objects, such as SDK models or dataclasses",
    PythonBytes = "python-bytes": "decoded a Python bytes literal (b'…')",
    JavaScriptValue = "javascript-value": "read console.log output",
    TypeScriptLiteral = "typescript-literal": "read a TypeScript literal",
    RubyHash = "ruby-hash": "read a Ruby hash",
    PhpArray = "php-array": "read a PHP array (var_export)",
    PhpVarDump = "php-var-dump": "read PHP var_dump output",
    PhpPrintR = "php-print-r": "read PHP print_r output",
    PhpSerialized = "php-serialized": "read a value that PHP serialized",
    SymfonyDump = "symfony-dump": "read a Symfony or Laravel dump (dd)",
    PerlOrPhpValue = "perl-value": "read Perl Data::Dumper output",
    GoValue = "go-value": "read a Go value (%v, %+v or %#v)",
    JavaToString = "java-to-string": "read toString output of Java or Kotlin",
    JavaModel = "java-model": "read toString output of an SDK model",
    CsharpRecord = "csharp-record": "read ToString output of a C# record",
    CsharpObject = "csharp-object": "read a C# object initializer",
    ScalaMap = "scala-map": "read a Scala map",
    DartMap = "dart-map": "read a Dart map",
    GroovyMap = "groovy-map": "read a Groovy map",
    ElixirTerm = "elixir-term": "read an Elixir or Erlang term",
    SwiftDictionary = "swift-dictionary": "read a Swift dictionary",
    NsDictionary = "nsdictionary": "read an NSDictionary description",
    RustDebug = "rust-debug": "read Rust Debug output",
    LuaTable = "lua-table": "read a Lua table",
    JestValue = "jest-value": "read Jest output",
    PowerShellObject = "powershell-object": "read PowerShell output",
    Yaml = "yaml": "read YAML",
    FieldLines = "field-lines": "read fields on separate lines",
    DottedNames = "dotted-names": "nested the fields of dotted keys, such as `message.id`",
    ConsoleTable = "console-table": "read console.table output",
    DevtoolsTree = "devtools-tree": "read an object tree copied from browser developer tools",
    MongoShell = "mongo-shell": "read a Mongo shell document (ISODate(…), NumberInt(…))",
    MongoJson = "mongo-json": "read MongoDB extended JSON",
    DynamoDbJson = "dynamodb-json": "read DynamoDB JSON",
    FirestoreJson = "firestore-json": "read Firestore JSON",
    AvroJson = "avro-json": "read Avro JSON, which names the type of each nullable value",
    ColourCodes = "colour-codes": "removed terminal color codes",
    LogPrefix = "log-prefix": "removed a log prefix from lines, such as a timestamp or pod name",
    ComposePrefix = "compose-prefix": "removed a docker compose prefix from lines",
    QuotePrefix = "quote-prefix": "removed quote marks (>) of an email or Markdown from lines",
    CommentPrefix = "comment-prefix": "removed comment marks from lines",
    LineNumbers = "line-numbers": "removed line numbers",
    DiffLines = "diff-lines": "kept the new side of a diff",
    HardWrap = "hard-wrap": "joined lines that were wrapped at a fixed column",
    WordWrap = "word-wrap": "joined lines that were wrapped between words",
    TableCell = "table-cell": "joined the lines of a table cell",
    HtmlEntities = "html-entities": "decoded HTML entities",
    PercentEncoding = "percent-encoding": "decoded percent-encoding",
    QuotedPrintable = "quoted-printable": "decoded quoted-printable",
    ChunkedTransfer = "chunked-transfer": "joined the chunks of an HTTP body",
    HexBytes = "hex-bytes": "decoded hexadecimal bytes",
    HexDump = "hex-dump": "decoded a hex dump",
    ByteList = "byte-list": "decoded an array of bytes",
    ShellQuoting = "shell-quoting": "removed shell quoting",
    CmdQuoting = "cmd-quoting": "removed the carets of the Windows command line",
    PowerShellQuoting = "powershell-quoting": "removed PowerShell quoting",
    SqlQuoting = "sql-quoting": "removed SQL quoting",
    CsvQuoting = "csv-quoting": "removed CSV quoting",
    BackslashEscapes = "backslash-escapes": "removed backslashes added by a shell, Markdown or a database export",
    StringLiteral = "string-literal": "removed the quoting of a string literal",
    JoinedRecords = "joined-records": "joined log records that contain one line each",
    KeyCase = "key-case": "renamed keys that were written in another case, such as `SegmentCount`",
    SurroundingObject = "surrounding-object": "left out what surrounds an event, such as a log record or headers",
    CutText = "cut-text": "closed a truncated string",
    LostValue = "lost-value": "dropped a field or item whose value was lost",
}

crate::name::written_as_its_name!(RepairKind);
