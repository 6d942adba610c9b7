//! PDF files that have a text layer.

use crate::diagnostic::Diagnostic;
use crate::import::document::Document;

/// Reads the bytes of a `.pdf` file.
///
/// # Errors
/// `import-format` when it is none that can be read, `import-scan` when it holds pictures of
/// pages only.
pub fn read(_bytes: &[u8]) -> Result<Document, Diagnostic> {
    Err(
        Diagnostic::error("import-format", "PDF files cannot be read yet")
            .help("copy its text into a .txt file (UTF-8) and import that"),
    )
}
