//! The kinds of things in a syllabus: how content files write them, and how pages and search
//! call them.

use serde::Deserialize;

/// The meaning of a line of course information.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum InfoKey {
    /// 课程名称
    Title,
    /// 课程英文名称
    English,
    /// 课程代码
    Code,
    /// 课程类别、课程类型
    Category,
    /// 课程性质
    Nature,
    /// 适用专业
    Audience,
    /// 总学时, a number of class hours
    Hours,
    /// 理论学时
    TheoryHours,
    /// 实践学时
    PracticeHours,
    /// 学分
    Credits,
    /// 开课单位
    Department,
    /// 开课时间
    Term,
    /// 考核方式
    Assessment,
    /// 先修课程
    Prerequisite,
    /// 后续课程
    Successor,
    /// 使用教材
    Textbook,
    /// 大纲制订人
    Author,
    /// 大纲审定人
    Reviewer,
    /// 制订日期
    Date,
    /// Anything else.
    Other,
}

/// The kind of a course-level section.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CourseKind {
    /// 课程信息: shows [`super::written::SyllabusFile::info`].
    Info,
    /// 课程目标, as a whole.
    Goals,
    /// 知识目标
    Knowledge,
    /// 能力目标
    Ability,
    /// 思政目标
    Values,
    /// 教学目的和任务
    Purpose,
    /// 教学基本要求
    Requirements,
    /// 教学思想
    Philosophy,
    /// 学时分配
    Hours,
    /// Where the units stand in the document.
    Units,
    /// 实践环节
    Practice,
    /// 课外习题
    Exercises,
    /// 教学方法与手段, 教学手段
    Methods,
    /// 教材和参考书, 教学资源
    Books,
    /// 考核评价
    Assessment,
    /// 说明
    Note,
    /// 制订人、审定人、日期
    Signatures,
    /// A heading that only groups the sections below it, or anything else.
    Other,
}

/// The kind of a part.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PartKind {
    /// 教学内容: [`super::written::UnitFile::section`] or prose.
    Contents,
    /// 教学目的要求
    Purpose,
    /// 教学重点
    Key,
    /// 教学难点
    Difficult,
    /// 教学重点、难点 in one
    KeyDifficult,
    /// 教学方法: the table of [`super::written::Section::methods`].
    Methods,
    /// 教学组织: the table of [`super::written::UnitFile::process`].
    Process,
    /// 板书设计
    Board,
    /// 教学建议
    Advice,
    /// 课后作业, 思考题: where the document prints its questions, if not on the board.
    Exercises,
    /// 课程思政, 思政融入点: where the document prints its carriers.
    Values,
    /// Anything else that has a heading.
    Other,
}

/// Where a question is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum QuestionKind {
    /// 板书设计 · 课堂作业
    Board,
    /// 引导回顾 · 课堂作业
    Opening,
    /// 思考
    Thinking,
    /// 课外习题
    Exercise,
}

/// The kind of a carrier.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CarrierKind {
    /// 案例
    Case,
    /// 荐读
    Reading,
    /// 引文
    Quotation,
    /// 法规
    Law,
    /// 活动: students speak of their own experience
    Activity,
    /// 素养: an attitude or value named as such
    Literacy,
}

/// What a carrier is used to talk about; a short list, so that each theme gathers carriers
/// of many units. Files and pages write them alike.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Deserialize)]
pub enum Theme {
    /// Honesty in business: promises kept, customers not deceived.
    #[serde(rename = "诚信")]
    Honesty,
    /// Responsibility towards customers, society, the environment.
    #[serde(rename = "责任")]
    Responsibility,
    /// New ways.
    #[serde(rename = "创新")]
    Innovation,
    /// Love of country and culture, national enterprises.
    #[serde(rename = "家国")]
    Country,
    /// Serving people.
    #[serde(rename = "服务")]
    Service,
    /// Rule of law.
    #[serde(rename = "法治")]
    Law,
    /// Working together, winning together.
    #[serde(rename = "合作")]
    Cooperation,
    /// Professional ethics, craftsmanship.
    #[serde(rename = "敬业")]
    Dedication,
    /// Self-reliance, perseverance.
    #[serde(rename = "自强")]
    Perseverance,
}

impl Theme {
    /// Every theme, in the order of pages.
    pub const ALL: [Self; 9] = [
        Self::Honesty,
        Self::Responsibility,
        Self::Innovation,
        Self::Country,
        Self::Service,
        Self::Law,
        Self::Cooperation,
        Self::Dedication,
        Self::Perseverance,
    ];

    /// What readers see.
    pub fn name(self) -> &'static str {
        match self {
            Self::Honesty => "诚信",
            Self::Responsibility => "责任",
            Self::Innovation => "创新",
            Self::Country => "家国",
            Self::Service => "服务",
            Self::Law => "法治",
            Self::Cooperation => "合作",
            Self::Dedication => "敬业",
            Self::Perseverance => "自强",
        }
    }
}

impl PartKind {
    /// Its name in content files, which is also the anchor of its heading.
    pub fn id(self) -> &'static str {
        match self {
            Self::Contents => "contents",
            Self::Purpose => "purpose",
            Self::Key => "key",
            Self::Difficult => "difficult",
            Self::KeyDifficult => "key-difficult",
            Self::Methods => "methods",
            Self::Process => "process",
            Self::Board => "board",
            Self::Advice => "advice",
            Self::Exercises => "exercises",
            Self::Values => "values",
            Self::Other => "other",
        }
    }
}

impl QuestionKind {
    /// What readers see.
    pub fn name(self) -> &'static str {
        match self {
            Self::Board => "课堂作业",
            Self::Opening => "课前回顾",
            Self::Thinking => "思考",
            Self::Exercise => "课外习题",
        }
    }
}

impl CarrierKind {
    /// What readers see.
    pub fn name(self) -> &'static str {
        match self {
            Self::Case => "案例",
            Self::Reading => "荐读",
            Self::Quotation => "引文",
            Self::Law => "法规",
            Self::Activity => "活动",
            Self::Literacy => "素养",
        }
    }
}
