//! Whether the values of a repaired text can be trusted, one row for each degree.

macro_rules! degrees {
    ($($(#[$doc:meta])* $degree:ident $name:literal meaning $meaning:literal action $action:literal)+) => {
        /// Whether the values of a repaired text can be trusted.
        ///
        /// ```
        /// use bandwidth_callbacks::explain::Confidence;
        ///
        /// assert_eq!(Confidence::Incomplete.name(), "incomplete");
        /// ```
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Hash)]
        #[non_exhaustive]
        pub enum Confidence {
            $($(#[$doc])* $degree,)+
        }

        impl Confidence {
            /// Every degree, the best first.
            ///
            /// ```
            /// use bandwidth_callbacks::explain::Confidence;
            ///
            /// assert_eq!(Confidence::ALL[0], Confidence::Exact);
            /// ```
            pub const ALL: &'static [Self] = &[$(Self::$degree),+];

            /// Its name.
            ///
            /// ```
            /// assert_eq!(bandwidth_callbacks::explain::Confidence::Exact.to_string(), "exact");
            /// ```
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$degree => $name,)+
                }
            }

            /// What it means, in full sentences.
            ///
            /// ```
            /// assert!(bandwidth_callbacks::explain::Confidence::Exact.meaning().ends_with('.'));
            /// ```
            #[must_use]
            pub const fn meaning(self) -> &'static str {
                match self {
                    $(Self::$degree => $meaning,)+
                }
            }

            /// What to do, in full sentences.
            ///
            /// ```
            /// assert!(bandwidth_callbacks::explain::Confidence::Exact.action().starts_with("Nothing to do"));
            /// ```
            #[must_use]
            pub const fn action(self) -> &'static str {
                match self {
                    $(Self::$degree => $action,)+
                }
            }
        }
    };
}

degrees! {
    /// As in the pasted text.
    Exact "exact"
        meaning "Only the notation, or what is around the event, was changed: the values are those of the pasted text."
        action "Nothing to do; in code, pass the raw body to `parse`, which needs no repair."
    /// As a program printed them.
    Printed "as-printed"
        meaning "A program printed the body in its own notation. Strings in quotes are exact; without quotes, a value \
                 that can be read in two ways is reported as `uncertain-value`."
        action "Log the body as JSON, before it is parsed, if you need every value exactly."
    /// As the fields of the catalogue suggest.
    Inferred "inferred"
        meaning "The text can be read in more than one way, and was read as the fields that Bandwidth documents \
                 suggest. A value that is still uncertain is reported as `uncertain-value`."
        action "Compare the values with the source, or copy the body again as JSON."
    /// Not all of them.
    Incomplete "incomplete"
        meaning "A part of the body is not in the pasted text. The value that it belongs to is reported as \
                 `incomplete-value`, and `ok` is false."
        action "Copy the whole body; don't rely on the value that was shortened."
}

crate::name::written_as_its_name!(Confidence);
