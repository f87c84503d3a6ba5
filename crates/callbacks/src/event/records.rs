//! Makes structs from the rows in `generated`, with serde, an opaque `Debug`, a constructor from a view, and a copy
//! that owns its strings.

/// `CallbackEvent`, with a variant for each row, and accessors for what all events have.
macro_rules! events {
    ($($(#[$meta:meta])* $name:literal $variant:ident($record:ident),)*) => {
        /// One callback: a variant for each type.
        ///
        /// ```
        /// use bandwidth_callbacks::{CallbackEvent, parse, sample};
        ///
        /// let report = parse(sample("message-read").unwrap());
        /// match &report.events[0] {
        ///     CallbackEvent::MessageRead(event) => assert_eq!(event.to, "+15555550142"),
        ///     other => panic!("{:?}", other.event_type()),
        /// }
        /// ```
        #[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
        #[serde(tag = "type")]
        #[non_exhaustive]
        pub enum CallbackEvent<'a> {
            $(
                $(#[$meta])*
                #[serde(rename = $name)]
                $variant($record<'a>),
            )*
        }

        impl<'a> CallbackEvent<'a> {
            /// Its type.
            ///
            /// ```
            /// use bandwidth_callbacks::catalogue::events::EventType;
            /// use bandwidth_callbacks::{parse, sample};
            ///
            /// let report = parse(sample("message-sent").unwrap());
            /// assert_eq!(report.events[0].event_type(), EventType::MessageSent);
            /// ```
            #[must_use]
            pub fn event_type(&self) -> EventType {
                match self {
                    $(CallbackEvent::$variant(_) => EventType::$variant,)*
                }
            }

            /// The message that it is about.
            ///
            /// ```
            /// use bandwidth_callbacks::{parse, sample};
            ///
            /// let report = parse(sample("message-sent").unwrap());
            /// assert_eq!(report.events[0].message().direction, "out");
            /// ```
            #[must_use]
            pub fn message(&self) -> &Message<'a> {
                match self {
                    $(CallbackEvent::$variant(event) => &event.message,)*
                }
            }

            pub(super) fn message_mut(&mut self) -> &mut Message<'a> {
                match self {
                    $(CallbackEvent::$variant(event) => &mut event.message,)*
                }
            }

            /// When it happened (UTC).
            ///
            /// ```
            /// use bandwidth_callbacks::{parse, sample};
            ///
            /// let report = parse(sample("message-sent").unwrap());
            /// assert_eq!(report.events[0].time().len(), "2026-07-14T09:12:07.412906Z".len());
            /// ```
            #[must_use]
            pub fn time(&self) -> &str {
                match self {
                    $(CallbackEvent::$variant(event) => &event.time,)*
                }
            }

            /// What happened, for people. Do not match on it.
            ///
            /// ```
            /// use bandwidth_callbacks::{parse, sample};
            ///
            /// let report = parse(sample("message-received").unwrap());
            /// assert_eq!(report.events[0].description(), Some("Incoming message received"));
            /// ```
            #[must_use]
            pub fn description(&self) -> Option<&str> {
                match self {
                    $(CallbackEvent::$variant(event) => event.description.as_deref(),)*
                }
            }

            /// The recipient's carrier, if Bandwidth reports it.
            ///
            /// ```
            /// use bandwidth_callbacks::{parse, sample};
            ///
            /// let report = parse(sample("message-received").unwrap());
            /// assert_eq!(report.events[0].carrier_name(), None);
            /// ```
            #[must_use]
            pub fn carrier_name(&self) -> Option<&str> {
                match self {
                    $(CallbackEvent::$variant(event) => event.carrier_name.as_deref(),)*
                }
            }

            /// Why the message failed, if it did; see [`crate::catalogue::errors`].
            ///
            /// ```
            /// use bandwidth_callbacks::{parse, sample};
            ///
            /// let report = parse(sample("message-failed").unwrap());
            /// assert_eq!(report.events[0].error_code(), Some(4432));
            /// ```
            #[must_use]
            pub fn error_code(&self) -> Option<u32> {
                if let CallbackEvent::MessageFailed(failed) = self { failed.error_code } else { None }
            }

            /// The same event, independent of the body.
            ///
            /// ```
            /// use bandwidth_callbacks::{CallbackEvent, parse, sample};
            ///
            /// let event: CallbackEvent<'static> = {
            ///     let body = sample("message-read").unwrap().to_owned();
            ///     parse(&body).events.remove(0).into_owned()
            /// };
            /// assert!(event.is_status());
            /// ```
            #[must_use]
            pub fn into_owned(self) -> CallbackEvent<'static> {
                match self {
                    $(CallbackEvent::$variant(event) => CallbackEvent::$variant(event.into_static()),)*
                }
            }

            /// The event of a view.
            pub(crate) fn from_values(from: &FieldValues<'_, 'a>) -> Self {
                match from.parts.event_type() {
                    $(EventType::$variant => CallbackEvent::$variant($record::from_values(from)),)*
                    // So that a new event type compiles, and its variant can be generated.
                    #[allow(unreachable_patterns)]
                    _ => unreachable!("event/generated.rs is stale: UPDATE=1 cargo test"),
                }
            }

            pub(super) fn to(&self) -> Vec<&str> {
                match self {
                    $(CallbackEvent::$variant(event) => Strings::strings(&event.to),)*
                }
            }
        }
    };
}
pub(super) use events;

/// A struct for each row: `pub struct Name: Object { pub member: Type = Field, }`.
macro_rules! records {
    ($($(#[$meta:meta])* pub struct $record:ident: $of:ident {
        $($(#[$field_meta:meta])* pub $member:ident: $type:ty = $field:ident,)*
        $(; $(#[$own_meta:meta])* pub(crate) $own:ident: $own_type:ty)?
    })*) => {
        $(
            $(#[$meta])*
            #[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
            #[serde(rename_all = "camelCase")]
            #[non_exhaustive]
            pub struct $record<'a> {
                $(
                    $(#[$field_meta])*
                    #[serde(skip_serializing_if = "Member::is_absent")]
                    pub $member: $type,
                )*
                /// Fields that are not documented here.
                #[serde(flatten)]
                pub extra: Extra,
                $($(#[$own_meta])* #[serde(skip)] pub(crate) $own: $own_type,)?
            }

            impl<'a> $record<'a> {
                pub(super) fn from_values(from: &FieldValues<'_, 'a>) -> Self {
                    $record {
                        $($member: Member::member(from, Field::$field),)*
                        extra: from.extra(Record::$of),
                        $($own: Default::default(),)?
                    }
                }
            }

            impl<'a> Value<'a> for $record<'a> {
                fn value(from: &FieldValues<'_, 'a>, field: Field) -> Option<Self> {
                    from.parts.has(field).then(|| $record::from_values(from))
                }
            }

            impl<'a> Member<'a> for $record<'a> {
                fn member(from: &FieldValues<'_, 'a>, _: Field) -> Self {
                    $record::from_values(from)
                }
            }

            impl IntoStatic for $record<'_> {
                type Static = $record<'static>;

                fn into_static(self) -> Self::Static {
                    $record {
                        $($member: self.$member.into_static(),)*
                        extra: self.extra,
                        $($own: self.$own,)?
                    }
                }
            }

            impl fmt::Debug for $record<'_> {
                fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                    f.debug_struct(stringify!($record)).finish_non_exhaustive()
                }
            }
        )*
    };
}
pub(super) use records;
