//! What of a Word document does not become text, counted and told.

use std::collections::BTreeMap;

use crate::diagnostic::Diagnostic;
use crate::import::document::Builder;

/// Characters of an example in a finding.
const LONGEST: usize = 60;
/// Examples in a finding.
const EXAMPLES: usize = 8;

/// A kind of thing that is left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// A line at the head or foot of the pages.
    RunningHead,
    /// Text deleted while changes were tracked.
    Deleted,
    /// Text formatted as hidden.
    Hidden,
    /// A remark in the margin.
    Comment,
    /// A picture.
    Picture,
    /// A chart or diagram.
    Diagram,
    /// Something of another program, such as a formula of MathType.
    Object,
    /// A whole document inside this one.
    Chunk,
}

/// How often things were left out, examples, and where first.
#[derive(Debug, Default)]
pub struct Left {
    counted: BTreeMap<Kind, Counted>,
}

#[derive(Debug, Default)]
struct Counted {
    times: usize,
    examples: Vec<String>,
    place: Option<usize>,
}

impl Left {
    /// Counts a thing, with its words where it has any.
    pub fn out(&mut self, kind: Kind, words: &str) {
        let counted = self.counted.entry(kind).or_default();
        counted.times += 1;
        let words = words.trim();
        if !words.is_empty() && counted.examples.len() < EXAMPLES {
            let words = words.chars().take(LONGEST).collect();
            counted.examples.push(words);
        }
    }

    /// What was counted since the last time stands here.
    pub fn place(&mut self, place: usize) {
        for counted in self.counted.values_mut() {
            counted.place.get_or_insert(place);
        }
    }

    /// A finding for each kind.
    pub fn tell(self, builder: &mut Builder) {
        for (kind, counted) in self.counted {
            builder.finding(counted.finding(kind), counted.place.unwrap_or_default());
        }
    }
}

impl Counted {
    fn finding(&self, kind: Kind) -> Diagnostic {
        let (code, what, help) = match kind {
            Kind::RunningHead => (
                "import-left-out",
                "running head",
                "only what stands on the pages themselves is read",
            ),
            Kind::Deleted => (
                "import-left-out",
                "deleted passage",
                "changes were tracked in Word; what was deleted is no text of the syllabus",
            ),
            Kind::Hidden => (
                "import-left-out",
                "hidden passage",
                "it is formatted as hidden in Word; readers do not see it",
            ),
            Kind::Comment => (
                "import-left-out",
                "comment",
                "remarks in the margin are no text of the syllabus",
            ),
            Kind::Picture => (
                "import-unread",
                "picture",
                "words in a picture cannot be read: type what the syllabus needs",
            ),
            Kind::Diagram => (
                "import-unread",
                "diagram or chart",
                "words in a diagram cannot be read: type what the syllabus needs",
            ),
            Kind::Object => (
                "import-unread",
                "object of another program",
                "a formula or table of another program cannot be read: type what the syllabus needs",
            ),
            Kind::Chunk => (
                "import-unread",
                "document inside the document",
                "open it in Word and save it again, so that it becomes part of the text",
            ),
        };
        let times = match self.times {
            1 => String::new(),
            times => format!("{times} × "),
        };
        let examples = match self.examples.join("」「").as_str() {
            "" => String::new(),
            examples => format!(": 「{examples}」"),
        };
        let fate = if code == "import-unread" {
            "could not be read"
        } else {
            "left out"
        };
        Diagnostic::warning(code, format!("{times}{what} {fate}{examples}")).help(help)
    }
}
