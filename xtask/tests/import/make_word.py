"""Writes the Word fixtures; run it here after a change, and look at the snapshots."""

from word import cell, field, level, lists, p, run, style, table, write

HEADINGS = (
    style("a", "Normal")
    + style("ab", "Title")
    + style("1", "heading 1", '<w:basedOn w:val="a"/>', '<w:numPr><w:numId w:val="1"/></w:numPr><w:outlineLvl w:val="0"/>')
    + style("2", "heading 2", '<w:basedOn w:val="a"/>', '<w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr><w:outlineLvl w:val="1"/>')
    + style("3", "heading 3", '<w:basedOn w:val="a"/>', '<w:numPr><w:numId w:val="2"/></w:numPr><w:outlineLvl w:val="2"/>')
    + style("T1", "toc 1")
)


def textbox(text):
    """A text box as Word writes it: once for Word 2010, once for older programs."""
    inner = f"<w:txbxContent>{p(text)}</w:txbxContent>"
    new = (
        '<w:drawing><wp:anchor><a:graphic><a:graphicData uri="x"><wps:wsp>'
        f"<wps:txbx>{inner}</wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing>"
    )
    old = f"<w:pict><v:shape><v:textbox>{inner}</v:textbox></v:shape></w:pict>"
    return (
        f'<w:r><mc:AlternateContent><mc:Choice Requires="wps">{new}</mc:Choice>'
        f"<mc:Fallback>{old}</mc:Fallback></mc:AlternateContent></w:r>"
    )


def contents(entries):
    """Word's table of contents, in its box."""
    lines = []
    for index, (text, page) in enumerate(entries):
        link = f'<w:hyperlink w:anchor="_Toc{index}">{run(text)}<w:r><w:tab/></w:r>{field(f"PAGEREF _Toc{index}", run(page))}</w:hyperlink>'
        if index == 0:
            mark = lambda kind: f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'
            link = mark("begin") + r'<w:r><w:instrText> TOC \o "1-1" </w:instrText></w:r>' + mark("separate") + link
        lines.append(p(link, style="T1"))
    lines.append(p('<w:r><w:fldChar w:fldCharType="end"/></w:r>'))
    gallery = '<w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr>'
    return f"<w:sdt>{gallery}<w:sdtContent>{p('目录')}{''.join(lines)}</w:sdtContent></w:sdt>"


TICKED = '<w:r><w:sym w:font="Wingdings 2" w:char="F052"/></w:r>'
BOX = '<w:r><w:sym w:font="Wingdings" w:char="F0A8"/></w:r>'
PICTURE = '<w:r><w:drawing><wp:inline><a:graphic><a:graphicData uri="p"><a:blip r:embed="rId9"/></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>'


def tables():
    """运筹学: what a form of a university looks like, with tables for nearly everything."""
    info = table(
        [
            ["课程名称", ("运筹学", 3), "课程代码", "MGT20361"],
            ["英文名称", ("Operations Research", 5)],
            ["总学时", "48", "理论学时", "40", "实验学时", "8"],
            ["学分", "3", "课程类别", cell(p(TICKED, "必修 ", BOX, "选修")), "考核方式", "考试"],
            ["先修课程", ("高等数学、线性代数、概率论与数理统计", 5)],
            ["适用专业", ("物流管理、工商管理", 3), "开课学期", "第4学期"],
        ],
        6,
    )
    hours = table(
        [
            [cell("章次", merge="restart"), cell("教学内容", merge="restart"), ("学时分配", 2), cell("课程思政", merge="restart")],
            [cell(merge=""), cell(merge=""), "理论", "实验", cell(merge="")],
            ["第一章", "绪论", "2", "0", "华罗庚推广优选法与统筹法，把论文写在车间里"],
            ["第二章", "线性规划与单纯形法", "12", "4", cell("都江堰的分水：有限资源的合理分配\n诚信：数据不造假", merge="restart")],
            ["第三章", "对偶理论", "8", "2", cell(merge="")],
            ["第四章", "运输问题", "18", "2", "中欧班列的调运"],
            [("合计", 2), "40", "8", ""],
        ],
        5,
    )
    grading = table(
        [
            ["类别", "序号", "考核项目", "考核方式", "权重"],
            [cell("平时成绩（40%）", merge="restart"), cell(p(num=("9", 0))), "课堂表现", "提问、讨论", "10%"],
            [cell(merge=""), cell(p(num=("9", 0))), "作业", "书面作业5次", "15%"],
            [cell(merge=""), cell(p(num=("9", 0))), "实验报告", "上机2次", "15%"],
            ["期末成绩（60%）", cell(p(num=("9", 0))), "期末考试", "闭卷笔试", "60%"],
        ],
        5,
    )
    square = "<m:oMath><m:r><m:t>z=</m:t></m:r><m:nary><m:naryPr><m:chr m:val=\"∑\"/></m:naryPr><m:sub><m:r><m:t>j=1</m:t></m:r></m:sub><m:sup><m:r><m:t>n</m:t></m:r></m:sup><m:e><m:sSub><m:e><m:r><m:t>c</m:t></m:r></m:e><m:sub><m:r><m:t>j</m:t></m:r></m:sub></m:sSub><m:sSub><m:e><m:r><m:t>x</m:t></m:r></m:e><m:sub><m:r><m:t>j</m:t></m:r></m:sub></m:sSub></m:e></m:nary></m:oMath>"
    body = [
        p("《运筹学》课程教学大纲", style="ab"),
        contents([("一、课程基本信息", "1"), ("二、课程目标", "1"), ("三、学时分配", "2")]),
        p("课程基本信息", style="1"),
        info,
        p("课程目标", style="1"),
        p("知识目标", style="2"),
        p("掌握线性规划的数学模型", '<w:r><w:footnoteReference w:id="2"/></w:r>', "和单纯形法。", num=("3", 0)),
        p("理解对偶理论的经济意义。", num=("3", 0)),
        p("能力目标", style="2"),
        p("能够把管理问题", '<w:del w:id="1" w:author="x"><w:r><w:delText>随便</w:delText></w:r></w:del>', '<w:ins w:id="2" w:author="x">' + run("抽象") + "</w:ins>", "为数学模型。", num=("4", 0)),
        p("学时分配", style="1"),
        hours,
        p("教学内容", style="1"),
        p("线性规划与单纯形法", style="3"),
        p("教学重点：目标函数 ", square, " 的建立。"),
        p("教学难点：单纯形表的迭代。", textbox("本章实验在机房进行")),
        p("课后作业", num=("5", 0)),
        p("什么是可行域？它为什么是凸集？", num=("6", 0)),
        p("用图解法求解例2-3。", num=("6", 0)),
        p("运输问题", style="3"),
        p("【教学重点、难点】表上作业法"),
        p("课后作业", num=("5", 0)),
        p("产销不平衡时怎样处理？", num=("7", 0)),
        p("考核方式", style="1"),
        grading,
        p(PICTURE),
        p("教材与参考书", style="1"),
        p("《运筹学》编写组．运筹学[M]．虚构出版社，2020．", num=("8", 0)),
        p("张三．运筹学习题集[M]．虚构出版社，2018．", num=("8", 0)),
        p("执笔人：李四\t审核人：王五\t2023年8月"),
    ]
    numbering = lists(
        {
            1: [level(0, "chineseCountingThousand", "%1、", '<w:pStyle w:val="1"/><w:suff w:val="nothing"/>'), level(1, "chineseCounting", "（%2）", '<w:pStyle w:val="2"/><w:suff w:val="nothing"/>')],
            2: [level(0, "chineseCounting", "第%1章", '<w:pStyle w:val="3"/><w:suff w:val="space"/>')],
            3: [level(0, "decimal", "%1.")],
            4: [level(0, "bullet", "\uf06c", "") .replace("</w:lvl>", '<w:rPr><w:rFonts w:ascii="Wingdings" w:hAnsi="Wingdings"/></w:rPr></w:lvl>')],
            5: [level(0, "decimal", "[%1]")],
            6: [level(0, "decimal", "%1")],
        },
        [(1, 1, False), (2, 2, False), (3, 3, False), (4, 3, True), (5, 4, False), (6, 3, True), (7, 3, True), (8, 5, False), (9, 6, False)],
    )
    write(
        "word-tables.docx",
        "".join(body),
        styles=HEADINGS,
        numbering=numbering,
        header1=p("虚构大学《运筹学》课程教学大纲"),
        footer1=p("第 ", field("PAGE", run("1")), " 页"),
        footnotes='<w:footnote w:type="separator" w:id="0"><w:p/></w:footnote><w:footnote w:id="2">' + p("<w:r><w:footnoteRef/></w:r>", " 只讨论两个变量的情形。") + "</w:footnote>",
    )


def modules():
    """工业机器人编程: modules and tasks, Chinese beside English, grading in a sentence."""
    inner = table([["考核点", "分值"], ["轨迹规划", "60"], ["安全操作", "40"]], 2)
    tasks = table(
        [
            ["模块", "任务", "教学要求", "学时"],
            [cell("模块一 认识工业机器人", merge="restart"), "任务1.1 机器人的组成", "了解", "2"],
            [cell(merge=""), "任务1.2 安全规范", cell(p("掌握", "<w:r><w:br/></w:r>", "考核表：") + inner + p("")), "4"],
            ["模块二 示教编程", '<w:tc><w:tcPr/><w:sdt><w:sdtContent>' + p("任务2.1 直线轨迹") + "</w:sdtContent></w:sdt></w:tc>", "熟练", "10"],
        ],
        4,
    )
    frame = table([[cell(p("课程思政内容：从“手工焊”到“机器人焊”，看大国工匠的精益求精。"))]], 1)
    body = [
        p("《工业机器人编程》课程标准", style="ab"),
        p("Programming of Industrial Robots"),
        '<w:sdt><w:sdtPr><w:alias w:val="课程信息"/></w:sdtPr><w:sdtContent>'
        + p("课程名称（中英文）：工业机器人编程 / Programming of Industrial Robots")
        + p("学时/学分：64/4\t课程类别：专业核心课")
        + "</w:sdtContent></w:sdt>",
        p("认识工业机器人", num=("1", 0)),
        p("机器人的组成", num=("1", 1)),
        p("学习目标 Learning Objectives：能够说出机器人的", '<w:smartTag w:uri="x" w:element="y">' + run("三大部分") + "</w:smartTag>", "和六个子系统。"),
        p("安全规范", num=("1", 1)),
        p("示教", props="<w:rPr><w:del w:id=\"5\" w:author=\"x\"/></w:rPr>", num=("1", 0)),
        p("编程"),
        p("直线轨迹", num=("1", 1)),
        p(r'<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>eq \o\ac(○,1)</w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>', "设定工具坐标系；"),
        frame,
        tasks,
        p("本课程的总评成绩＝平时（30%）＋项目（30%）＋期末笔试（40%）。"),
        p("参考资源：", '<w:hyperlink r:id="rId5">' + run("课程网站") + "</w:hyperlink>", run("内部备注", "<w:vanish/>")),
    ]
    numbering = lists(
        {1: [level(0, "chineseCounting", "模块%1", ""), level(1, "decimal", "任务%1.%2", "<w:isLgl/>")]},
        [(1, 1, False)],
    )
    write("modules.docx", "".join(body), styles=HEADINGS, numbering=numbering)


if __name__ == "__main__":
    tables()
    modules()
