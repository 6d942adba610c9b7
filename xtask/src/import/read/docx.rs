//! Word documents (`.docx`).

use crate::diagnostic::Diagnostic;
use crate::import::document::Document;

/// Reads the bytes of a `.docx` file.
///
/// # Errors
/// `import-format` when it is none that can be read.
pub fn read(_bytes: &[u8]) -> Result<Document, Diagnostic> {
    Err(
        Diagnostic::error("import-format", "Word documents cannot be read yet")
            .help("save it as plain text (.txt, UTF-8) and import that"),
    )
}
