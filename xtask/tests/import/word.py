"""Word documents as Word writes them, from a few calls."""

import zipfile
from xml.sax.saxutils import escape

SPACES = " ".join(
    f'xmlns:{prefix}="http://schemas.{where}"'
    for prefix, where in {
        "w": "openxmlformats.org/wordprocessingml/2006/main",
        "m": "openxmlformats.org/officeDocument/2006/math",
        "mc": "openxmlformats.org/markup-compatibility/2006",
        "wp": "openxmlformats.org/drawingml/2006/wordprocessingDrawing",
        "a": "openxmlformats.org/drawingml/2006/main",
        "wps": "microsoft.com/office/word/2010/wordprocessingShape",
        "r": "openxmlformats.org/officeDocument/2006/relationships",
    }.items()
) + ' xmlns:v="urn:schemas-microsoft-com:vml"'
KINDS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def run(text, props=""):
    """A run; Word cuts runs anywhere, so each is cut once."""
    half = len(text) // 2
    pieces = [text[:half], text[half:]] if half > 2 else [text]
    props = f"<w:rPr>{props}</w:rPr>" if props else ""
    made = []
    for piece in pieces:
        inner = "<w:tab/>".join(
            f'<w:t xml:space="preserve">{escape(part)}</w:t>' for part in piece.split("\t")
        )
        made.append(f'<w:r w:rsidR="00A77B3E">{props}{inner}</w:r>')
    return '<w:proofErr w:type="spellStart"/>'.join(made)


def p(*parts, style=None, num=None, props=""):
    """A paragraph; num is (list, level)."""
    inner = f'<w:pStyle w:val="{style}"/>' if style else ""
    if num:
        inner += f'<w:numPr><w:ilvl w:val="{num[1]}"/><w:numId w:val="{num[0]}"/></w:numPr>'
    inner += props
    inner = f"<w:pPr>{inner}</w:pPr>" if inner else ""
    parts = "".join(part if part.startswith("<") else run(part) for part in parts)
    return f"<w:p>{inner}{parts}</w:p>"


def cell(content="", across=1, merge=None):
    """A cell; merge is "restart" or "" for one that goes on from above."""
    props = f'<w:gridSpan w:val="{across}"/>' if across > 1 else ""
    if merge is not None:
        props += f'<w:vMerge w:val="{merge}"/>' if merge else "<w:vMerge/>"
    if not content.startswith("<"):
        content = "".join(p(line) for line in content.split("\n"))
    return f'<w:tc><w:tcPr><w:tcW w:w="900" w:type="dxa"/>{props}</w:tcPr>{content}</w:tc>'


def table(rows, columns):
    """A table of strings, of cells, or of (text, across)."""

    def made(entry):
        if isinstance(entry, tuple):
            return cell(*entry)
        return entry if entry.startswith("<w:tc>") else cell(entry)

    grid = '<w:gridCol w:w="900"/>' * columns
    rows = "".join(f"<w:tr>{''.join(made(entry) for entry in row)}</w:tr>" for row in rows)
    return f'<w:tbl><w:tblPr><w:tblW w:w="0" w:type="auto"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>'


def field(code, result):
    """A field with its result."""
    mark = lambda kind: f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'
    code = f'<w:r><w:instrText xml:space="preserve"> {code} </w:instrText></w:r>'
    return mark("begin") + code + mark("separate") + result + mark("end")


def style(id, name, more="", props=""):
    """A paragraph style."""
    return (
        f'<w:style w:type="paragraph" w:styleId="{id}"><w:name w:val="{name}"/>{more}'
        f"<w:pPr>{props}</w:pPr></w:style>"
    )


def level(at, kind, text, more=""):
    """A level of a list."""
    return (
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/>{more}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


def lists(levels, uses):
    """numbering.xml: levels by list, uses as (id, list, start again?)."""
    out = ""
    for at, each in levels.items():
        out += f'<w:abstractNum w:abstractNumId="{at}">{"".join(each)}</w:abstractNum>'
    for number, of, again in uses:
        again = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>' if again else ""
        out += f'<w:num w:numId="{number}"><w:abstractNumId w:val="{of}"/>{again}</w:num>'
    return out


def write(path, body, **parts):
    """A .docx; parts are the insides of styles, numbering, header1, footer1, footnotes."""
    roots = {"styles": "styles", "numbering": "numbering", "header1": "hdr", "footer1": "ftr", "footnotes": "footnotes"}
    files = {"word/document.xml": f"<w:document {SPACES}><w:body>{body}<w:sectPr/></w:body></w:document>"}
    relations = ""
    types = ""
    for name, inner in parts.items():
        root = roots[name]
        files[f"word/{name}.xml"] = f"<w:{root} {SPACES}>{inner}</w:{root}>"
        kind = name.rstrip("1")
        relations += f'<Relationship Id="r{name}" Type="{KINDS}{kind}" Target="{name}.xml"/>'
        types += (
            f'<Override PartName="/word/{name}.xml" ContentType="application/'
            f'vnd.openxmlformats-officedocument.wordprocessingml.{kind}+xml"/>'
        )
    files["word/_rels/document.xml.rels"] = f'<Relationships xmlns="{PACKAGE}relationships">{relations}</Relationships>'
    files["_rels/.rels"] = (
        f'<Relationships xmlns="{PACKAGE}relationships"><Relationship Id="r1" '
        f'Type="{KINDS}officeDocument" Target="word/document.xml"/></Relationships>'
    )
    files["[Content_Types].xml"] = (
        f'<Types xmlns="{PACKAGE}content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        '<Override PartName="/word/document.xml" ContentType="application/'
        f'vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>{types}</Types>'
    )
    with zipfile.ZipFile(path, "w") as packed:
        for name in sorted(files):
            entry = zipfile.ZipInfo(name, (2000, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            packed.writestr(entry, HEAD + files[name])
