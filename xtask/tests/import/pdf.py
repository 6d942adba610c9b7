"""PDF files with fonts that are named and not held, as many Chinese programs write them."""

import zlib

SERIF = ("STSong-Light", "GBK-EUC-H", "gbk")
UNICODE = ("SimSun", "UniGB-UCS2-H", "utf-16-be")


class Pdf:
    def __init__(self):
        self.objects = []

    def add(self, body):
        """An object; its number."""
        self.objects.append(body if isinstance(body, bytes) else body.encode("latin-1"))
        return len(self.objects)

    def stream(self, data, more=""):
        packed = zlib.compress(data, 9)
        head = f"<</Length {len(packed)}/Filter/FlateDecode{more}>>stream\n".encode()
        return self.add(head + packed + b"\nendstream")

    def font(self, name, encoding, ordering="GB1"):
        """A Chinese font that the reader must have."""
        inner = self.add(
            f"<</Type/Font/Subtype/CIDFontType0/BaseFont/{name}/DW 1000/W[1 95 500]"
            f"/CIDSystemInfo<</Registry(Adobe)/Ordering({ordering})/Supplement 2>>"
            f"/FontDescriptor<</Type/FontDescriptor/FontName/{name}/Flags 6/ItalicAngle 0"
            "/Ascent 880/Descent -120/CapHeight 700/StemV 80/FontBBox[0 -120 1000 880]>>>>"
        )
        return self.add(f"<</Type/Font/Subtype/Type0/BaseFont/{name}/Encoding/{encoding}/DescendantFonts[{inner} 0 R]>>")

    def write(self, path, contents, resources, more=""):
        """One page a content stream."""
        pages = len(self.objects) + 2 * len(contents) + 1
        kids = []
        for content in contents:
            data = self.stream(content)
            kids.append(self.add(f"<</Type/Page/Parent {pages} 0 R/MediaBox[0 0 595 842]/Resources<<{resources}>>/Contents {data} 0 R>>"))
        listed = " ".join(f"{kid} 0 R" for kid in kids)
        self.add(f"<</Type/Pages/Count {len(kids)}/Kids[{listed}]>>")
        root = self.add(f"<</Type/Catalog/Pages {pages} 0 R>>")
        out = b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n"
        places = []
        for number, body in enumerate(self.objects, 1):
            places.append(len(out))
            out += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
        start = len(out)
        out += f"xref\n0 {len(places) + 1}\n0000000000 65535 f \n".encode()
        out += b"".join(f"{place:010} 00000 n \n".encode() for place in places)
        out += f"trailer<</Size {len(places) + 1}/Root {root} 0 R{more}>>\nstartxref\n{start}\n%%EOF\n".encode()
        with open(path, "wb") as file:
            file.write(out)


def text(x, y, words, size=12, font="F1", code="gbk"):
    """A line of text."""
    return f"BT /{font} {size} Tf {x} {y} Td <{words.encode(code).hex()}> Tj ET\n".encode()


def rules(xs, ys):
    """A full grid of lines."""
    out = "0.5 w\n"
    for y in ys:
        out += f"{xs[0]} {y} m {xs[-1]} {y} l S\n"
    for x in xs:
        out += f"{x} {ys[0]} m {x} {ys[-1]} l S\n"
    return out.encode()


def wrapped(words, columns):
    """Lines of so many characters, the first one indented by two."""
    words = "　　" + words
    return [words[at : at + columns].removeprefix("　　") for at in range(0, len(words), columns)]
