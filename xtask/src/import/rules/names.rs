//! What headings and field names mean: one table.
//!
//! To teach the importer a new name, add it to the line of its meaning, or add a line. Names
//! stand without white space and brackets, in half-width; the longest one that fits wins.

use crate::catalog::kinds::{CourseKind as C, InfoKey as I, PartKind as P, QuestionKind as Q};

/// What a name means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Means {
    /// A line of course information.
    Info(I),
    /// A section above the units.
    Course(C),
    /// A part of a unit.
    Part(P),
    /// Questions of a unit.
    Questions(Q),
    /// 思政 items of a unit.
    Carriers,
    /// The 思政 objective of a unit.
    Objective,
    /// Class hours of a unit.
    Hours,
}

use Means::{Carriers, Course, Hours, Info, Objective, Part, Questions};

/// Names and what they mean above the units, within one, and as a field.
pub const NAMES: &[(&str, &[Means])] = &[
    // Course information.
    (
        "课程名称 中文名称 课程中文名称 课程名 课程名称中文 课程名称中英文 课程中文名 名称 \
         课程名称(中文) 课程名称(中英文) 课程中文名称(全称) 课程名称(中/英文) coursename coursetitle nameofcourse title",
        &[Info(I::Title)],
    ),
    (
        "课程英文名称 英文名称 课程英文名 英文课程名称 课程名称英文 课程名称(英文) 英文名 \
         coursenameinenglish coursename(english)",
        &[Info(I::English)],
    ),
    (
        "课程代码 课程编号 课程编码 课程号 课程代号 课号 课程序号 课程代码(编号) coursecode code coursenumber",
        &[Info(I::Code)],
    ),
    (
        "课程类别 课程类型 课程分类 课程模块 课程体系 课程归属 所属模块 课程属类 课程类型(性质) 课程种类 \
         coursetype coursecategory category",
        &[Info(I::Category)],
    ),
    (
        "课程性质 修读性质 修课性质 修读方式 选课性质 课程属性 课程修习类别 必修/选修",
        &[Info(I::Nature)],
    ),
    (
        "适用专业 授课对象 适用对象 适用层次 开课专业 面向专业 适用专业及层次 适用年级 适用专业/年级 修读对象 教学对象 \
         适用班级 授课专业 适用范围 面向对象 开课对象 适用学科专业 授课班级",
        &[Info(I::Audience)],
    ),
    (
        "总学时 学时 学时数 课程总学时数 课程学时数 参考学时 课时 课程学时 总课时 总学时数 计划学时 课时数 学时安排 总学时/周学时 \
         学时总数 课程总学时 课内学时 课内总学时 总学时(课时) 教学时数 总时数 建议学时 学时/课时 \
         classhours hours contacthours totalhours",
        &[Info(I::Hours), Hours],
    ),
    (
        "理论学时 讲课学时 讲授学时 授课学时 课堂讲授 理论教学学时 理论课时 理论教学 理论讲授 课堂教学学时 \
         讲课 讲授 理论 理论课 lecture lecturehours",
        &[Info(I::TheoryHours)],
    ),
    (
        "实践学时 实验学时 上机学时 实训学时 实践教学学时 实践课时 实验课时 实验/实践学时 实践(实验)学时 \
         实践 实验 上机 实训 实验(上机)学时 实验/上机学时 实验实践学时 实操学时 labhours",
        &[Info(I::PracticeHours)],
    ),
    (
        "学分 总学分 学分数 课程学分数 课程总学分 课程学分 credits credit credithours",
        &[Info(I::Credits)],
    ),
    (
        "开课单位 开课院系 开课学院 开设院系 开课部门 开课系部 授课学院 承担单位 开课教研室 开课系 教学单位 开设单位 \
         所属院系 所属学院 院系 负责单位 归口单位 开课院(系) 课程归口单位 department school offeredby",
        &[Info(I::Department)],
    ),
    (
        "开课时间 开课学期 授课学期 开设学期 修读学期 建议修读学期 授课时间 开课学年学期 学期 建议开课学期 \
         semester term",
        &[Info(I::Term)],
    ),
    (
        "先修课程 先修 预修课程 前导课程 先修要求 先修课 前修课程 前置课程 先修课程要求 先修先导课程 先行课程 \
         预修课程要求 先修及预备知识 先导课程 先修知识 prerequisite prerequisites",
        &[Info(I::Prerequisite)],
    ),
    ("后续课程 后继课程 后修课程 后置课程", &[Info(I::Successor)]),
    (
        "使用教材 选用教材 教材名称 建议教材 指定教材 课程教材 教材及作者 主要教材 textbook",
        &[Info(I::Textbook), Course(C::Books)],
    ),
    (
        "执笔人 大纲制定人 大纲制订人 制定人 制订人 撰写人 编写人 大纲执笔人 大纲撰写人 编制人 大纲编写人 执笔者 \
         大纲执笔 大纲起草人 大纲起草 起草 撰写 制订者 大纲编制人 制定者 大纲负责人 执笔 大纲修订人 修订人 起草人 编制 编制单位 编写者 author preparedby writtenby",
        &[Info(I::Author)],
    ),
    (
        "审定人 审核人 大纲审定人 大纲审核人 审阅人 审批人 审核者 课程负责人审核 教学院长 系主任 教研室主任 批准人 \
         大纲审批人 审定 审核 专业负责人 校对人 审稿人 主管院长 学院审核 审阅 审批 批准 批准者 核准 院长 学院院长 分管院长 教学副院长 系(教研室)主任 专业带头人 \
         系主任审核意见 院长审核意见 学院审核意见 审核意见 reviewer approvedby reviewedby",
        &[Info(I::Reviewer)],
    ),
    (
        "制订日期 制定日期 制定时间 制订时间 修订日期 修订时间 编写日期 编写时间 撰写日期 审核日期 审定日期 日期 \
         执笔日期 大纲修订时间 大纲制定时间 批准日期 修订年月 date",
        &[Info(I::Date)],
    ),
    (
        "周学时 授课方式 教学方式 课程网址 联系方式 课程负责人 授课教师 主讲教师 任课教师 教学团队 授课语言 教学语言 \
         成绩记载方式 考核类型 课程网站 办公地点 办公时间 答疑时间 答疑安排 电子邮箱 邮箱 联系电话 课程归属 \
         上课地点 课外学时 讨论学时 实习学时 自学学时 版本 大纲版本 学位课程 是否独立设课 课程团队 \
         教师 instructor teacher email office officehours language",
        &[Info(I::Other)],
    ),
    // Sections above the units.
    (
        "课程信息 课程基本信息 基本信息 课程概况 课程基本情况 课程总体信息 课程描述信息 课程概要 课程一般信息 基本情况 \
         courseinformation generalinformation basicinformation",
        &[Course(C::Info)],
    ),
    (
        "课程目标 教学目标 课程教学目标 课程学习目标 学习目标 课程总目标 总体目标 总目标 教学目标与要求 课程目标及要求 \
         课程目标与要求 课程目标与毕业要求 培养目标 课程预期目标 预期学习成果 学习成果 课程学习成果 教学目标及要求 \
         courseobjectives objectives learningobjectives learningoutcomes courseoutcomes intendedlearningoutcomes",
        &[Course(C::Goals), Part(P::Purpose)],
    ),
    (
        "知识目标 知识与技能目标 知识与技能 知识要求 知识层面 知识传授目标 知识传授 知识目标要求 \
         knowledge knowledgeobjectives knowledgegoals",
        &[Course(C::Knowledge)],
    ),
    (
        "能力目标 技能目标 能力要求 能力培养目标 能力培养 能力层面 过程与方法 职业能力目标 专业能力目标 专业能力 \
         方法能力 社会能力 skills abilities abilityobjectives skillobjectives",
        &[Course(C::Ability)],
    ),
    (
        "思政目标 素质目标 育人目标 课程思政目标 价值目标 情感目标 价值引领目标 价值塑造目标 价值塑造 \
         素质要求 素养目标 职业素养目标 素质(思政)目标 思政育人目标 德育目标 情感态度与价值观 情感态度价值观 \
         素质与思政目标 素质思政目标 情感、态度与价值观目标 情感态度与价值观目标 思想政治目标 values valueobjectives",
        &[Course(C::Values), Objective],
    ),
    (
        "教学目的和任务 教学目的与任务 教学目的 课程目的 课程任务 教学任务 课程的目的和任务 课程的性质与任务 课程性质与任务 \
         课程性质和任务 课程的性质和任务 课程性质与目的 课程性质、目的与任务 课程性质、目的和任务 课程的性质、目的与任务 \
         课程目的与任务 课程教学目的 课程的任务 课程地位与作用 课程的地位与作用 课程性质与作用 课程定位 课程设置的目的 \
         课程性质及任务 课程性质与定位 课程性质、地位和任务 课程的性质 课程的教学目的 任务与目的 courseaims aims purpose",
        &[Course(C::Purpose), Part(P::Purpose)],
    ),
    (
        "教学基本要求 课程教学基本要求 课程基本要求 教学要求 教学总体要求 课程教学要求 课程要求 基本要求 总体要求 学习要求 requirements",
        &[Course(C::Requirements), Part(P::Purpose)],
    ),
    (
        "课程简介 课程描述 课程概述 课程介绍 课程内容简介 内容简介 内容提要 课程说明 前言 课程内容概述 中文简介 课程中文简介 英文简介 \
         课程英文简介 课程导言 coursedescription introduction overview description courseintroduction",
        &[Course(C::Note)],
    ),
    (
        "教学思想 教学理念 设计理念 课程理念 课程设计思路 设计思路 课程设计理念 课程设计 基本理念 教学设计思路 课程标准设计思路 课程理念与思路",
        &[Course(C::Philosophy)],
    ),
    (
        "章节安排与学时分配 学时分配 课时分配 学时分配表 学时安排表 教学学时分配 课时安排 教学时间分配 各章学时分配 \
         课程学时分配 教学环节与学时分配 教学进度安排 学时分配及教学安排 教学内容与学时分配表 教学时数分配 学时分配建议 \
         教学内容学时分配 教学安排与学时分配 课程内容与学时分配 hoursallocation schedule",
        &[Course(C::Hours)],
    ),
    (
        "教学内容 课程内容 课程教学内容 教学内容和教学设计 教学内容及要求 教学内容与要求 教学内容和要求 教学内容与教学要求 \
         教学内容及基本要求 教学内容与基本要求 教学大纲内容 课程内容与要求 理论教学内容 课程内容及要求 教学内容与安排 \
         教学内容及安排 课程内容与教学要求 教学内容与教学安排 教学内容及教学要求 教学内容安排 课程教学内容与要求 \
         课程教学内容及要求 教学单元 课程内容和要求 学习内容 教学内容设计 授课内容 主要教学内容 课程主要内容 教学进程安排 \
         教学计划 教学安排 教学日历 教学进度 教学进度表 课程进度 周次安排 每周安排 每周教学安排 课程教学安排 教学内容与进度 课程结构与内容 课程内容与结构 教学进程表 \
         contents coursecontent coursecontents content teachingcontent coursecontent courseoutline outline weeklyschedule teachingschedule courseschedule syllabus topics 大纲内容 大纲正文 课程教学 教学大纲内容及要求",
        &[Course(C::Units), Part(P::Contents)],
    ),
    (
        "主要内容 内容 实验内容 实验内容与步骤 实训内容 实验内容及要求 教学主要内容 知识点 主要知识点 基本内容 讲授内容 本章内容 教学要点 内容要点 学习要点 讲课内容 教学知识点 课堂内容 \
         知识要点 基本知识点 理论内容 maincontents keycontents",
        &[Part(P::Contents)],
    ),
    (
        "实践环节 实践教学 实践教学内容与安排 实验教学内容与安排 实践教学活动 实验教学 实践教学内容 实验教学内容 实验内容 实验项目 实践教学环节 实践教学安排 上机内容 实验安排 \
         实验教学安排 实训项目 实训内容 实践内容 实验内容与要求 实验(实践)教学 实验项目及要求 实践要求 实践项目 practice labs experiments",
        &[Course(C::Practice)],
    ),
    (
        "课外习题及课程讨论 课外习题 课外作业 课程作业 课程习题 作业要求 课程讨论 课程作业要求 作业与讨论 习题与讨论 作业安排 课外学习 assignments",
        &[Course(C::Exercises), Questions(Q::Exercise)],
    ),
    (
        "教学方法与手段 教学方法和手段 教学方法 教学手段 教学方法及手段 教学策略 教学方法与教学手段 教学方式与方法 授课方法 \
         教学方式方法 教学模式 教学策略与方法 教学方法和教学手段 教与学方法 教学方法建议 教学实施 教学方法与策略 教法 学法 \
         teachingmethods methods teachingapproach",
        &[Course(C::Methods), Part(P::Methods)],
    ),
    (
        "推荐教材和教学参考书 教材和参考书 教材与参考书 教材及参考书 教学资源 参考书 参考书目 参考资料 教材 推荐教材 参考教材 \
         参考文献 教学参考书 主要参考书 教材与参考资料 教材及参考资料 教材与教学资源 教材和教学参考书 教材与教学参考书 \
         教材及主要参考书 教材和主要参考书 推荐教材与参考书 课程资源 参考资源 教学参考资料 主要参考资料 参考书籍 推荐书目 推荐阅读 \
         阅读书目 使用教材及参考书 教材、参考书 学习资源 教材与资源 建议教材及参考书 建议教材与参考书 主要参考文献 \
         选用教材与参考书 参考教材及资料 教材建设 课程资源的开发与利用 拓展阅读 阅读材料 必读书目 选读书目 网络资源 网站资源 教学资料 学习资料 \
         textbooks references readings textbooksandreferences referencebooks bibliography",
        &[Course(C::Books)],
    ),
    (
        "考核评价 考核方式 考核 课程考核 成绩评定 成绩评价 考核方法 考核与评价 考核方式与成绩评定 考核方式及成绩评定 课程考核与评价 \
         考核及成绩评定 考核与成绩评定 成绩评定方法 考核要求 课程评价 教学评价 学习评价 考核方式和成绩评定 课程考核方式 考试方式 \
         课程考核评价 考核办法 成绩构成 考核标准 评价方式 评分标准 考核内容与方式 成绩考核 课程成绩评定 考核评价方式 考核方案 \
         考试与成绩评定 考核方式与标准 学习考核与评价 学业评价 课程考核与成绩评定 课程考核及成绩评定 成绩评定方式 课程考核方案 课程成绩构成 \
         成绩组成 考核形式 考试形式 课程评价与考核 考核环节 平时考核 \
         assessment grading evaluation assessmentmethods gradingpolicy",
        &[Course(C::Assessment), Info(I::Assessment)],
    ),
    (
        "说明 其他说明 大纲说明 其它说明 其他 其它 附注 备注 有关说明 几点说明 使用说明 实施建议 教学实施建议 教学说明 其他事项 注意事项 需要说明的问题 \
         notes remarks",
        &[Course(C::Note)],
    ),
    (
        "签字 签名 编写 制订 审批 审批意见 大纲制定 审批签字",
        &[Course(C::Signatures)],
    ),
    (
        "课程目标与毕业要求的对应关系 课程目标与毕业要求对应关系 课程目标对毕业要求的支撑 课程目标与毕业要求的关系 \
         课程目标对毕业要求的支撑关系 课程目标与毕业要求指标点的对应关系 课程目标与毕业要求的支撑关系 课程目标达成评价 \
         课程目标与教学内容的对应关系 课程目标与考核方式的对应关系 课程目标与考核环节的对应关系 毕业要求 支撑的毕业要求 \
         对毕业要求的支撑 课程目标达成度评价 课程目标达成情况评价",
        &[Course(C::Other)],
    ),
    (
        "课程思政 课程思政设计 思政设计 课程思政元素 课程思政建设 思政元素 课程思政教学设计 课程思政融入 课程思政案例 思政教学设计",
        &[Course(C::Values), Carriers],
    ),
    (
        "价值引领 价值引领点 育人目标与元素",
        &[Course(C::Values), Carriers],
    ),
    // Parts of a unit.
    (
        "教学目的要求 教学目的与要求 教学目的和要求 教学目的及要求 目的要求 教学目的、要求 目的与要求 本章目标 单元目标 \
         单元教学目标 本章教学目标 本章教学要求 目标要求 学习目的 学习目的与要求 学习目标与要求 项目目标 任务目标 教学目标要求 要求 目标 目的 \
         本章要求 单元要求 实验目的 实验目的与要求 实验目的和要求 实验要求 实训目的 实训目标 学习目标及要求 teachingobjectives teachingaims unitgoals teachinggoals 知识能力目标 教学内容要求 unitobjectives",
        &[Part(P::Purpose)],
    ),
    (
        "教学重点 重点 本章重点 重点内容 教学重点内容 学习重点 重点问题 单元重点 课程重点 教学重点: keypoints focus",
        &[Part(P::Key)],
    ),
    (
        "教学难点 难点 本章难点 难点内容 教学难点内容 学习难点 难点问题 单元难点 课程难点 difficulties difficultpoints",
        &[Part(P::Difficult)],
    ),
    (
        "教学重点、难点 教学重、难点 教学重点及难点 教学重点与难点 教学重点和难点 教学重难点 重点难点 重点、难点 重点与难点 重点和难点 \
         重点及难点 重难点 重、难点 教学重点难点 本章重点难点 本章重点与难点 重点/难点 教学重点/难点 本章重难点 重点,难点 教学重点,难点 学习重点难点 学习重难点 重难点分析 \
         keyanddifficultpoints keypointsanddifficulties",
        &[Part(P::KeyDifficult)],
    ),
    (
        "教学方式 授课方式 教学形式 授课形式 教学方法与形式 教学环节与方法",
        &[Part(P::Methods)],
    ),
    (
        "教学组织 教学过程 教学进程 教学设计 教学环节 教学组织与安排 教学组织形式 教学活动 教学组织过程 课堂组织 教学流程 教学步骤 teachingprocess",
        &[Part(P::Process)],
    ),
    ("板书设计 板书 板书内容", &[Part(P::Board)]),
    (
        "教学建议 教学提示 学习建议 教学说明与建议 学法指导",
        &[Part(P::Advice)],
    ),
    (
        "课堂作业 课堂练习 随堂练习 课堂提问 随堂作业 课堂讨论题 课堂测验 inclassexercises",
        &[Questions(Q::Board)],
    ),
    (
        "作业 课后作业 习题 本章习题 课后习题 复习题 练习题 课外作业 布置作业 作业布置 练习 作业题 单元作业 本章作业 课外练习 课后练习 \
         作业与习题 习题与作业 作业及思考题 作业与思考题 习题与思考题 习题及思考题 复习与练习 思考与练习 习题作业 作业练习 课后任务 作业内容 课后作业题 \
         homework exercises assignment problems",
        &[Questions(Q::Exercise)],
    ),
    (
        "思考题 本章思考题 复习思考题 思考与讨论 思考讨论题 讨论题 思考 课后思考题 复习与思考 课后思考 思考问题 问题讨论 讨论 课堂讨论 案例讨论 \
         思考与复习 思考题与习题 思考题与作业 复习思考 讨论与思考 思考练习题 questions discussionquestions reviewquestions discussion",
        &[Questions(Q::Thinking)],
    ),
    (
        "案例(思政) 思政案例(案例) 教学案例(思政) 案例(课程思政) 案例(课程思政元素) 思政与案例 课程思政与案例 价值引领与思政元素 \
         思政 思政育人点 主要思政载体 思政载体 课程思政内容 思政融入点 课程思政融入点 思政内容 课程思政要点 思政元素融入 思政案例 思政点 思政元素与融入点 \
         课程思政元素与融入点 课程思政元素及融入点 思政要点 思政映射与融入点 思政映射点 育人元素 课程思政教学内容 本章思政 思政结合点 思政切入点 \
         课程思政映射与融入点 思政融入 思政教育 思政教育内容 德育渗透 德育元素 课程思政点 课程思政育人 思政育人 素质教育点 \
         ideologicalelements",
        &[Carriers],
    ),
    (
        "教学学时 本章学时 单元学时 授课学时 授课课时 学时分布 参考课时 建议课时 计划课时",
        &[Hours],
    ),
    (
        "单元名称 项目名称 任务名称 模块名称 授课题目 授课内容题目 教学准备 教学条件 教学场所 教学环境 教学媒体 教学工具 教具 课前准备 教学资源准备 课程支撑 支撑课程目标 对应课程目标 支撑目标 教学后记 \
         教学反思 课后小结 案例 案例分析 教学案例 实验原理 实验步骤 实验仪器 仪器设备 仪器与试剂 实验方法 实训任务 操作任务 任务描述 任务实施 任务准备 知识链接 知识准备 能力训练 拓展 拓展内容 拓展知识 预习要求 课前任务 \
         课前预习 自学内容 课外阅读 延伸阅读 课时说明 活动设计 学生活动 教师活动 考核点 考核知识点 教学评价方式 评价要点 学习方法 学习任务 学习资源与工具",
        &[Part(P::Other)],
    ),
];

/// Words that stand before a name and add nothing to it.
pub const BEFORE: &[&str] = &[
    "本章",
    "本节",
    "本单元",
    "本项目",
    "本模块",
    "本课程",
    "该课程",
    "课程的",
    "本讲",
    "本次课",
    "其中:",
    "其中,",
    "其中",
];
/// Words that stand behind it.
pub const BEHIND: &[&str] = &["如下", "一览表", "表", "及说明", "设计"];

/// The words that name a unit, and how far out they stand: a document that has modules with
/// tasks has modules as its units. 第N篇 holds chapters and is a unit only without them.
pub const UNITS: &[(&str, u8)] = &[
    ("模块", 1),
    ("学习情境", 1),
    ("单元", 2),
    ("章", 2),
    ("项目", 3),
    ("专题", 3),
    ("主题", 3),
    ("讲", 3),
    ("课", 4),
    ("次课", 4),
    ("次", 4),
    ("周", 4),
    ("module", 1),
    ("chapter", 2),
    ("unit", 2),
    ("project", 3),
    ("topic", 3),
    ("lecture", 3),
    ("lesson", 4),
    ("session", 4),
    ("week", 4),
    ("实验", 5),
    ("任务", 6),
    ("学习任务", 6),
    ("task", 6),
    ("部分", 7),
    ("篇", 8),
    ("part", 8),
];

/// The words that name a section of a unit.
pub const SECTIONS: &[&str] = &[
    "节",
    "section",
    "任务",
    "学习任务",
    "task",
    "学习单元",
    "子任务",
];
