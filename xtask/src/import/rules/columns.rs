//! What the columns of a table mean, by their heads.

/// A column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Column {
    /// 序号
    Number,
    /// 周次
    Week,
    /// 章节, 教学内容: what a row is about.
    Title,
    /// 实验项目: what a row is about beside the chapters.
    Lab,
    /// 学时, 合计
    Hours,
    /// 理论
    Theory,
    /// 实践
    Practice,
    /// 教学要求
    Purpose,
    /// 重点
    Key,
    /// 难点
    Difficult,
    /// 重点难点
    KeyDifficult,
    /// 教学方法
    Methods,
    /// 作业
    Homework,
    /// 思考题
    Thinking,
    /// 课程思政
    Values,
    /// 教学进程
    Step,
    /// 教师活动
    Teacher,
    /// 学生活动
    Student,
    /// 考核类别
    Category,
    /// 考核项目
    Item,
    /// 考核方式
    Method,
    /// 权重
    Percent,
    /// Anything else that heads a column.
    Other,
}

use Column::{
    Category, Difficult, Homework, Hours, Item, Key, KeyDifficult, Lab, Method, Methods, Number,
    Other, Percent, Practice, Purpose, Step, Student, Teacher, Theory, Thinking, Title, Values,
    Week,
};

/// The heads of columns, without white space and in half-width.
pub const COLUMNS: &[(&str, Column)] = &[
    ("序号 编号 no no. number #", Number),
    ("周次 周 教学周 周数 week weeks", Week),
    (
        "章节 教学内容 章节名称 章 章次 章节内容 课程内容 内容 教学章节 单元 教学单元 单元名称 项目 项目名称 模块 模块名称 教学项目 教学模块 \
         教学主题 主题 授课内容 主要内容 教学内容(章节) 章节及内容 章节与内容 章节(内容) 知识单元 讲授内容 教学内容及章节 学习内容 教学内容提要 教学内容与要求 知识点 教学知识点 章节标题 标题 \
         章节(模块) 任务 工作任务 topic topics content contents chapter unit title",
        Title,
    ),
    (
        "实验项目 实验项目名称 实验名称 实验题目 实验内容 实训项目 实训项目名称 实训名称 实训内容 实践项目 实践项目名称 上机内容 上机项目 实践内容 \
         experiment experiments",
        Lab,
    ),
    (
        "学时 课时 学时数 总学时 合计 小计 总计 学时分配 课时数 总课时 学时合计 建议学时 参考学时 授课学时 教学时数 学时小计 课时分配 计划学时 hours total",
        Hours,
    ),
    (
        "理论 理论学时 讲授 讲课 理论教学 课堂讲授 理论课时 讲课学时 讲授学时 lecture",
        Theory,
    ),
    (
        "实践 实验 实践学时 实验学时 上机 实训 讨论 习题 实践教学 实验教学 习题课 实践课时 实验/实践 实践(实验) 上机学时 课堂讨论 实训学时 lab practice",
        Practice,
    ),
    (
        "教学要求 教学目标 学习目标 要求 基本要求 教学目的 教学目的与要求 目标 能力要求 知识要求 预期学习成果 学习成果 学习要求 教学目标与要求 教学基本要求 objectives requirements",
        Purpose,
    ),
    ("教学重点 重点", Key),
    ("教学难点 难点", Difficult),
    (
        "重点难点 重点、难点 重难点 教学重难点 教学重点难点 教学重点、难点 重点与难点 教学重点与难点 重点/难点 重、难点",
        KeyDifficult,
    ),
    (
        "教学方法 教学方式 授课方式 教学方法与手段 教学手段 教学形式 授课方法 教学方法与策略 教学策略 教学环节 methods",
        Methods,
    ),
    (
        "作业 课后作业 作业布置 课外作业 习题作业 作业要求 课后任务 作业与习题 homework assignment assignments",
        Homework,
    ),
    ("思考题 讨论题 思考与讨论 复习思考题 questions", Thinking),
    (
        "课程思政 思政元素 思政融入点 课程思政元素 思政内容 思政点 课程思政融入点 思政目标 育人元素 课程思政内容 思政案例 思政元素与融入点",
        Values,
    ),
    ("教学进程 教学步骤 教学环节设计 教学过程 步骤 进程", Step),
    ("教师活动 教师行为 教师", Teacher),
    ("学生活动 学生行为 学生", Student),
    (
        "考核类别 类别 成绩类别 考核环节 评价类别 成绩组成 成绩构成 考核类型 考核方面 评价环节 category",
        Category,
    ),
    (
        "考核项目 项目内容 考核内容 评价项目 考核指标 评价内容 评价指标 考核点 item",
        Item,
    ),
    (
        "考核方式 考核方法 评价方式 考核形式 方式 评价方法 考试方式 method",
        Method,
    ),
    (
        "权重 比例 占比 百分比 成绩占比 所占比例 分值 所占比重 比重 分数 占总成绩比例 成绩比例 分值比例 权重(%) 比例(%) 占比(%) 占总评比例 所占权重 weight percentage %",
        Percent,
    ),
    (
        "备注 支撑课程目标 对应课程目标 课程目标 支撑目标 毕业要求 对应目标 评价标准 评分标准 考核标准 支撑的课程目标 对应毕业要求 指标点 毕业要求指标点 \
         评价主体 考核时间 教学资源 教学场所 学习任务 授课教师 日期 地点 目标达成 支撑关系 评价依据 教学活动 课外学习 执行情况 remarks notes",
        Other,
    ),
];
