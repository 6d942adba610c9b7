//! Words within texts that say what a text is.

use crate::catalog::kinds::CarrierKind as K;

/// Steps of a lesson, as the first column of a process table names them.
pub const STEPS: &[&str] = &[
    "引导回顾",
    "课堂作业",
    "引入新课",
    "明确任务",
    "理论学习",
    "课堂总结",
    "导入新课",
    "新课导入",
    "课程导入",
    "导入",
    "新课讲授",
    "讲授新课",
    "新课教学",
    "新授",
    "课堂练习",
    "巩固练习",
    "课堂小结",
    "小结",
    "总结",
    "布置作业",
    "作业布置",
    "复习旧课",
    "复习回顾",
    "复习",
    "组织教学",
    "课前准备",
    "课中实施",
    "课后拓展",
    "案例分析",
    "案例讨论",
    "小组讨论",
    "任务实施",
    "任务导入",
    "总结评价",
    "拓展提升",
    "课前",
    "课中",
    "课后",
];

/// The steps in which what is asked is a prompt to think.
pub const TEACHING: &[&str] = &[
    "理论学习",
    "新课讲授",
    "讲授新课",
    "新课教学",
    "新授",
    "课中实施",
    "任务实施",
];
/// The steps in which what is asked looks back.
pub const OPENING: &[&str] = &[
    "引导回顾",
    "复习旧课",
    "复习回顾",
    "复习",
    "导入新课",
    "新课导入",
    "课程导入",
    "导入",
];

/// Words that carry no knowledge, by a part of them (without marks between).
pub const FILLERS: &[&str] = &["真善美的揭示"];

/// What a 思政 item is, by the words in it; the first that fits. Nothing fits: an attitude.
pub const CARRIERS: &[(&str, K)] = &[
    ("保护法》", K::Law),
    ("《中华人民共和国", K::Law),
    ("条例", K::Law),
    ("宪法", K::Law),
    ("民法典", K::Law),
    ("法律法规", K::Law),
    ("荐读", K::Reading),
    ("阅读", K::Reading),
    ("篇章", K::Reading),
    ("选读", K::Reading),
    ("语录", K::Quotation),
    ("古语", K::Quotation),
    ("名言", K::Quotation),
    ("诗词", K::Quotation),
    ("典故", K::Quotation),
    ("”解读", K::Quotation),
    ("学生个人", K::Activity),
    ("学生分组", K::Activity),
    ("小组", K::Activity),
    ("辩论", K::Activity),
    ("讨论", K::Activity),
    ("参观", K::Activity),
    ("走访", K::Activity),
    ("调研", K::Activity),
    ("案例", K::Case),
    ("视频", K::Case),
    ("事件", K::Case),
    ("事迹", K::Case),
    ("故事", K::Case),
    ("纪录片", K::Case),
    ("以…为例", K::Case),
    ("为例", K::Case),
];

/// Ways to examine.
pub const EXAMS: &[&str] = &[
    "考查", "考试", "闭卷", "开卷", "笔试", "口试", "机试", "面试", "答辩",
];

/// Names of the whole that shares are shares of.
pub const TOTALS: &[&str] = &[
    "最终成绩",
    "总评成绩",
    "总成绩",
    "课程总成绩",
    "课程成绩",
    "综合成绩",
    "总评",
    "学期成绩",
    "期末总评成绩",
    "课程总评成绩",
];

/// Demands on a student, before what is to be known.
pub const DEMANDS: &[&str] = &[
    "了解",
    "理解",
    "掌握",
    "熟悉",
    "明确",
    "学会",
    "懂得",
    "意识到",
    "认识到",
    "认识",
    "把握",
    "知道",
    "熟知",
    "识记",
    "领会",
    "做出",
    "总结出",
    "形成",
    "树立",
    "记住",
    "弄清",
    "会用",
];
/// Verbs that are demands in a row of demands and part of what is to be known elsewhere.
pub const DOINGS: &[&str] = &[
    "分析", "确定", "识别", "选择", "建立", "应用", "运用", "使用", "提升", "利用", "构建", "处理",
    "操作",
];
/// Who is to know it.
pub const LEARNERS: &[&str] = &[
    "要求学生",
    "使学生能够",
    "使学生",
    "让学生",
    "引导学生",
    "帮助学生",
    "培养学生",
    "学生应该",
    "学生应",
    "学生能够",
    "学生能",
    "学生需要",
    "学生",
    "重点让学生",
];
/// Words that join what is to be known to what stands before it.
pub const JOINING: &[&str] = &[
    "并且",
    "并能",
    "并",
    "以及",
    "及",
    "也",
    "还",
    "同时",
    "从而",
    "进而",
    "重点是",
    "难点是",
    "其中",
    "包括",
    "结合",
    "特别是",
    "尤其是",
    "目前",
    "如何去",
    "如何",
    "从思路上",
    "从总体上",
    "简单的",
];
/// Words that start with one of those and are terms.
pub const KEPT: &[&str] = &[
    "及时",
    "及格",
    "并发",
    "并行",
    "并列",
    "并联",
    "并购",
    "并网",
    "并集",
    "还原",
    "还贷",
    "还本",
    "结合律",
    "也门",
    "包括号",
    "操作系统",
    "操作数",
    "操作码",
    "应用软件",
    "应用程序",
    "应用层",
    "使用价值",
    "分析化学",
    "分析力学",
    "选择结构",
    "选择排序",
    "处理器",
    "处理机",
    "确定性",
    "利用率",
];
/// How something is to be known: only before a demand, for they start terms as well.
pub const DEGREES: &[&str] = &[
    "能够",
    "能",
    "基本",
    "初步",
    "简单",
    "深刻",
    "深入",
    "正确",
    "熟练",
    "系统",
    "系统地",
    "全面",
    "全面地",
    "具体",
    "主要",
    "重点",
    "难点",
    "整体",
    "一般",
    "进一步",
    "需要",
    "应",
    "应该",
    "再",
    "和",
    "及",
    "、",
    "熟练地",
    "牢固",
    "较好地",
    "准确",
    "大致",
    "要",
];
/// Attributes: such a word alone after a comma belongs to what stands before it.
pub const ATTRIBUTES: &[&str] = &[
    "意义", "特点", "特征", "内容", "作用", "方法", "原则", "类型", "分类", "步骤", "概念", "内涵",
    "任务", "功能", "目的", "性质", "种类", "状况", "情况", "流程", "条件", "影响", "原因", "规律",
    "结构",
];
/// What is done in class is not what is taught.
pub const ACTIVITIES: &[&str] = &[
    "进行调查",
    "进行讨论",
    "进行分组",
    "分组讨论",
    "进行练习",
    "布置",
    "演讲",
    "组织学生",
    "开展",
    "课堂上",
    "学生",
];

/// Endings of a title line of a document.
pub const TITLES: &[&str] = &[
    "教学大纲",
    "课程大纲",
    "课程标准",
    "教学标准",
    "考试大纲",
    "实验大纲",
    "syllabus",
    "courseoutline",
];

/// Behind a per cent that measures something and is no share: 90%以上.
pub const NO_SHARES_AFTER: &[&str] = &[
    "以上", "及以上", "以下", "及以下", "以内", "以外", "左右者", "者", "的学生", "的课时", "的学时",
];
/// Before such a per cent: 正确率90%, 缺课达30%.
pub const NO_SHARES_BEFORE: &[&str] = &[
    "正确率", "达到", "超过", "低于", "高于", "不少于", "不低于", "至少", "大于", "小于", "准确率",
    "出勤率", "完成率", "得分率", "缺课达", "缺勤达", "优秀率", "及格率", "覆盖率",
];

/// Words around the names in 由平时成绩和期末成绩两部分构成，比例为4:6.
pub const RATIO: &[&str] = &[
    "由", "课程", "按照", "按", "各占比例", "的比例为", "比例为", "比例是", "的比例", "比例", "之比为",
    "之比", "比为", "构成", "组成", "两部分", "三部分", "四部分", "两个部分", "为", "计算", "的权重",
    "权重为", "权重", "各部分", "分别占", "其中",
];

/// The words that English names of fields and sections are made of.
pub const LATIN: &[&str] = &[
    "course", "title", "name", "english", "chinese", "code", "credit", "credits", "contact", "total",
    "class", "hour", "hours", "time", "category", "type", "nature", "prerequisite", "prerequisites",
    "offered", "offering", "by", "target", "student", "students", "audience", "basic", "general",
    "information", "description", "introduction", "overview", "objective", "objectives", "goal", "goals",
    "aim", "aims", "learning", "outcome", "outcomes", "teaching", "content", "contents", "schedule",
    "plan", "outline", "syllabus", "arrangement", "arrangements", "method", "methods", "process",
    "assessment", "grading", "evaluation", "examination", "exam", "textbook", "textbooks", "reference",
    "references", "book", "books", "reading", "readings", "material", "materials", "resource",
    "resources", "key", "main", "difficult", "difficulty", "difficulties", "point", "points",
    "ideological", "political", "element", "elements", "education", "assignment", "assignments",
    "homework", "exercise", "exercises", "question", "questions", "discussion", "prepared", "approved",
    "reviewed", "written", "reviewer", "author", "date", "version", "department", "school", "faculty",
    "college", "semester", "term", "language", "instructor", "instructors", "teacher", "unit", "units",
    "chapter", "requirement", "requirements", "purpose", "purposes", "knowledge", "ability",
    "abilities", "skill", "skills", "value", "values", "quality", "and", "of", "the", "for", "in", "to",
    "with", "practice", "practical", "experiment", "experiments", "lab", "lecture", "lectures",
    "policy", "note", "notes", "remark", "remarks", "allocation", "design", "final", "week", "weekly",
];

/// What stands where there is nothing to say.
pub const NONE: &[&str] = &["无", "略", "暂无", "none", "/", "-", "--", "—", "——", "⸺", "–", "没有"];

/// Verbs behind 重点 and 难点 in a sentence that names them.
pub const TELLS: &[&str] = &["主要是", "在于", "讲授", "包括", "是", "为"];
/// What may stand before 重点 in such a sentence.
pub const OWN: &[&str] = &["本章的", "本章", "本节", "本单元", "本讲", "本项目", "本课程", "其", "教学的"];

/// What stands behind a date that is a line of its own.
pub const AFTER_DATES: &[&str] = &["修订", "制订", "制定", "修改", "编制", "编写", "编", "印", "修订版", "起执行"];
