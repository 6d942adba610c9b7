"""Writes the PDF fixtures that need no other program."""

import hashlib

from pdf import SERIF, UNICODE, Pdf, rules, text, wrapped

PROSE = (
    "学前教育学是研究零至六岁儿童教育规律的一门基础课程。课程以儿童观、教育观的形成为主线，"
    "引导学生从日常的保育活动中发现问题、分析问题，并运用陈鹤琴、陶行知等教育家的思想解决问题。"
)


def flowing():
    """学前教育学: prose cut at the edge, running heads, page numbers, a table, two kinds of fonts."""
    pdf = Pdf()
    one = pdf.font(SERIF[0], SERIF[1])
    two = pdf.font(UNICODE[0], UNICODE[1])
    latin = pdf.add("<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>")
    uni = lambda x, y, words, size=12: text(x, y, words, size, "F2", "utf-16-be")
    pages = []
    for number in range(1, 4):
        page = text(200, 805, "虚构师范学院　学前教育学教学大纲", 9)
        page += f"BT /F3 9 Tf 290 30 Td (- {number} -) Tj ET\n".encode()
        y = 770
        lines = []
        if number == 1:
            page += uni(190, y, "《学前教育学》课程教学大纲", 16)
            y -= 36
            page += text(72, y, "课程名称：学前教育学") + text(320, y, "课程代码：PRE1004")
            y -= 20
            page += text(72, y, "总学时：32") + text(220, y, "学分：2") + text(320, y, "开课学期：2")
            y -= 28
            page += text(72, y, "一、课程简介", 14)
            y -= 22
            lines = wrapped(PROSE, 37) + ["二、课程目标"]
        if number == 2:
            # The same twice, half a point apart: bold as old drivers print it.
            page += text(72, y, "第一章　绪论", 14) + text(72.4, y, "第一章　绪论", 14)
            y -= 24
            lines = ["重点：学前教育的意义。", "难点：儿童观的演变。", "课后思考：", "1. 为什么说游戏是幼儿的基本活动？"]
        if number == 3:
            page += text(72, y, "三、成绩评定", 14)
            y -= 20
            xs, ys = [72, 200, 400, 520], [y, y - 24, y - 64, y - 88]
            page += rules(xs, ys)
            cells = [["项目", "要求", "比例"], ["见习日志", "到幼儿园见习两次，每次", "40%"], ["期末考试", "闭卷", "60%"]]
            for row, top in zip(cells, ys):
                for words, x in zip(row, xs):
                    page += text(x + 5, top - 16, words)
            page += text(205, ys[1] - 32, "写一篇日志")
            y -= 120
            lines = ["制定人：赵六"]
        for index, line in enumerate(lines):
            x = 96 if number == 1 and index == 0 else 72
            page += text(x, y, line)
            y -= 20
        pages.append(page)
    pdf.write("named-fonts.pdf", pages, f"/Font<</F1 {one} 0 R/F2 {two} 0 R/F3 {latin} 0 R>>")


def scan():
    """Pictures of two pages."""
    pdf = Pdf()
    image = pdf.stream(bytes(64 * 64), "/Type/XObject/Subtype/Image/Width 64/Height 64/ColorSpace/DeviceGray/BitsPerComponent 8")
    page = b"q 595 0 0 842 0 0 cm /I1 Do Q\n"
    pdf.write("scan.pdf", [page, page], f"/XObject<</I1 {image} 0 R>>")


def mute():
    """A font of its own making that does not say what its characters mean."""
    pdf = Pdf()
    font = pdf.font("ABCDEF+Own", "Identity-H", "Own")
    pdf.write("mute.pdf", [text(72, 700, "课程教学大纲", code="utf-16-be")], f"/Font<</F1 {font} 0 R>>")


def rc4(key, data):
    state, j, out = list(range(256)), 0, bytearray()
    for i in range(256):
        j = (j + state[i] + key[i % len(key)]) % 256
        state[i], state[j] = state[j], state[i]
    i = j = 0
    for byte in data:
        i = (i + 1) % 256
        j = (j + state[i]) % 256
        state[i], state[j] = state[j], state[i]
        out.append(byte ^ state[(state[i] + state[j]) % 256])
    return bytes(out)


def locked():
    """A PDF that asks for a password (the oldest way: 40 bits)."""
    padding = bytes.fromhex("28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A")
    pad = lambda word: (word + padding)[:32]
    owner = rc4(hashlib.md5(pad(b"owner")).digest()[:5], pad(b"user"))
    id = bytes(range(16))
    key = hashlib.md5(pad(b"user") + owner + (-4 & 0xFFFFFFFF).to_bytes(4, "little") + id).digest()[:5]
    pdf = Pdf()
    font = pdf.font(*SERIF[:2])
    lock = pdf.add(f"<</Filter/Standard/V 1/R 2/P -4/O<{owner.hex()}>/U<{rc4(key, padding).hex()}>>>")
    pdf.write(
        "locked.pdf",
        [text(72, 700, "课程教学大纲")],
        f"/Font<</F1 {font} 0 R>>",
        f"/Encrypt {lock} 0 R/ID[<{id.hex()}><{id.hex()}>]",
    )


if __name__ == "__main__":
    flowing()
    scan()
    mute()
    locked()
