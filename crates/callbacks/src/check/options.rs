//! The limits of `parse`.

/// The limits of `parse`.
///
/// ```
/// use bandwidth_callbacks::ParseOptions;
///
/// let options = ParseOptions::default().max_depth(16).max_bytes(64 << 10);
/// assert_eq!(options.max_diagnostics, 1000);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct ParseOptions {
    /// How deep arrays and objects may be nested. 64 by default; at most 1000, to protect the stack.
    pub max_depth: usize,
    /// How many bytes a body may have. 16 MiB by default; at most `i32::MAX`.
    pub max_bytes: usize,
    /// How many diagnostics are reported. 1000 by default; the rest is only counted.
    pub max_diagnostics: usize,
}

impl Default for ParseOptions {
    fn default() -> Self {
        ParseOptions { max_depth: 64, max_bytes: 16 << 20, max_diagnostics: 1000 }
    }
}

impl ParseOptions {
    /// The same with another limit on nesting.
    ///
    /// ```
    /// assert_eq!(bandwidth_callbacks::ParseOptions::default().max_depth(2).max_depth, 2);
    /// ```
    #[must_use]
    pub fn max_depth(self, max_depth: usize) -> Self {
        ParseOptions { max_depth, ..self }
    }

    /// The same with another limit on bytes.
    ///
    /// ```
    /// assert_eq!(bandwidth_callbacks::ParseOptions::default().max_bytes(99).max_bytes, 99);
    /// ```
    #[must_use]
    pub fn max_bytes(self, max_bytes: usize) -> Self {
        ParseOptions { max_bytes, ..self }
    }

    /// The same with another limit on diagnostics.
    ///
    /// ```
    /// assert_eq!(bandwidth_callbacks::ParseOptions::default().max_diagnostics(9).max_diagnostics, 9);
    /// ```
    #[must_use]
    pub fn max_diagnostics(self, max_diagnostics: usize) -> Self {
        ParseOptions { max_diagnostics, ..self }
    }

    /// The same options within what is possible: values are built recursively, and positions have 32 bits.
    pub(crate) fn bounded(self) -> Self {
        self.max_depth(self.max_depth.min(1000)).max_bytes(self.max_bytes.min(i32::MAX as usize))
    }
}
