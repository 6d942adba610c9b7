#!/usr/bin/env bash
# Writes the fixtures that other programs make: printed.pdf (Chromium), calendar.docx and
# calendar.pdf (LibreOffice). Needs both, and the font Droid Sans Fallback, whose glyphs are
# small. Other versions write other bytes; the snapshots must stay the same.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
profile=$(mktemp -d)
trap 'rm -rf "$profile"' EXIT
chromium --headless --no-sandbox --disable-gpu --no-first-run --user-data-dir="$profile/c" \
    --no-pdf-header-footer --print-to-pdf=printed.pdf "file://$PWD/printed.html"
office=(soffice --headless "-env:UserInstallation=file://$profile/o")
"${office[@]}" --infilter="HTML (StarWriter)" --convert-to "docx:MS Word 2007 XML" calendar.html
"${office[@]}" --convert-to pdf calendar.docx
