//! Which character of the document stands where in the content: nothing is lost without
//! being said.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::import::content::Notes;
use crate::import::sift::Taken;
use crate::import::words::Words;

/// Characters of the shortest piece that the check of verbatim words takes for proof.
const SHORTEST: usize = 4;

/// Keeps account of every character of a text.
#[derive(Debug)]
pub struct Ledger<'a> {
    text: &'a str,
    /// By byte, 0 or one more than the index of a name.
    marks: Vec<u8>,
    names: Vec<&'static str>,
    /// By byte, how many characters that are no white space stand before.
    dense: Vec<u32>,
}

/// How much stands where, in characters that are no white space.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Account {
    /// All of them.
    pub total: usize,
    /// By field.
    pub placed: BTreeMap<&'static str, usize>,
    /// Understood, and written in another way: heads of tables, hours, marks between items.
    pub understood: BTreeMap<&'static str, usize>,
    /// Taken out: copies, running heads.
    pub taken: BTreeMap<&'static str, usize>,
    /// Letters and digits that stand nowhere, as byte ranges, a line at most each.
    pub unplaced: Vec<Range<usize>>,
    /// How many these are.
    pub lost: usize,
}

impl<'a> Ledger<'a> {
    /// Nothing is placed yet. What `source.txt` leaves out of the text does not part what
    /// stands around it.
    pub fn new(text: &'a str, taken: &[Taken]) -> Self {
        let mut dense = vec![0; text.len()];
        let mut count = 0;
        let mut gone = taken
            .iter()
            .filter(|taken| taken.reason.is_of_paper())
            .peekable();
        for (at, c) in text.char_indices() {
            while gone.next_if(|taken| taken.span.end <= at).is_some() {}
            let here = gone.peek().is_none_or(|taken| at < taken.span.start);
            dense[at] = count;
            count += u32::from(here && !c.is_whitespace());
        }
        Self {
            text,
            marks: vec![0; text.len()],
            names: Vec::new(),
            dense,
        }
    }

    /// These words stand in this field.
    pub fn place(&mut self, field: &'static str, words: &Words) {
        let mark = self.name(field);
        for range in words.places() {
            if let Some(marks) = self.marks.get_mut(range) {
                marks.fill(mark);
            }
        }
    }

    fn name(&mut self, name: &'static str) -> u8 {
        let known = self.names.iter().position(|other| *other == name);
        let at = known.unwrap_or_else(|| {
            self.names.push(name);
            self.names.len() - 1
        });
        u8::try_from(at + 1).unwrap_or(u8::MAX)
    }

    /// The stretches of words that stand in one piece in the document, white space aside, as
    /// counts of characters.
    fn runs(&self, words: &[&Words]) -> Vec<usize> {
        let mut runs = Vec::new();
        let mut before: Option<u32> = None;
        for (c, place) in words.iter().flat_map(|words| words.chars()) {
            if c.is_whitespace() {
                continue;
            }
            let here = place.and_then(|place| self.dense.get(place)).copied();
            match (here, before, runs.last_mut()) {
                (Some(here), Some(before), Some(run)) if here == before + 1 => *run += 1,
                _ => runs.push(1),
            }
            before = here;
        }
        runs
    }

    /// Whether the check of verbatim words will find these in the document.
    pub fn is_verbatim(&self, words: &[&Words]) -> bool {
        let runs = self.runs(words);
        runs.len() <= 1 || runs.iter().all(|run| *run >= SHORTEST)
    }

    /// The words, or their longest stretch where they would not be found.
    pub fn verbatim(&self, words: &Words) -> Words {
        if self.is_verbatim(&[words]) {
            return words.clone();
        }
        let text = words.as_str();
        let (mut best, mut start, mut end) = (0..0, 0, 0);
        let mut before: Option<u32> = None;
        for ((at, c), (_, place)) in text.char_indices().zip(words.chars()) {
            if c.is_whitespace() {
                continue;
            }
            let here = place.and_then(|place| self.dense.get(place)).copied();
            if !matches!((here, before), (Some(here), Some(before)) if here == before + 1) {
                start = at;
            }
            end = at + c.len_utf8();
            if end - start > best.len() {
                best = start..end;
            }
            before = here;
        }
        let _ = end;
        words.cut(best)
    }

    /// The account when all is written.
    pub fn close(mut self, notes: &Notes, taken: &[Taken]) -> Account {
        let fields = self.names.len();
        for (name, words) in &notes.understood {
            let mark = self.name(name);
            for range in words.places() {
                if let Some(marks) = self.marks.get_mut(range) {
                    marks
                        .iter_mut()
                        .filter(|m| **m == 0)
                        .for_each(|m| *m = mark);
                }
            }
        }
        let understood = self.names.len();
        for line in taken {
            let mark = self.name(line.reason.name());
            if let Some(marks) = self.marks.get_mut(line.span.clone()) {
                marks.fill(mark);
            }
        }
        let mut account = Account::default();
        for (at, c) in self.text.char_indices().filter(|(_, c)| !c.is_whitespace()) {
            account.total += 1;
            let mark = usize::from(self.marks[at]);
            match mark.checked_sub(1).map(|index| (index, self.names[index])) {
                Some((index, name)) if index < fields => {
                    *account.placed.entry(name).or_default() += 1
                }
                Some((index, name)) if index < understood => {
                    *account.understood.entry(name).or_default() += 1;
                }
                Some((_, name)) => *account.taken.entry(name).or_default() += 1,
                None if c.is_alphanumeric() => {
                    account.lost += 1;
                    account.lose(self.text, at..at + c.len_utf8());
                }
                None => *account.understood.entry("marks between items").or_default() += 1,
            }
        }
        account
    }
}

impl Account {
    /// Adds a character that stands nowhere to the stretch before it, if only marks and
    /// white space of the same line are between.
    fn lose(&mut self, text: &str, place: Range<usize>) {
        match self.unplaced.last_mut() {
            Some(last) if goes_on(&text[last.end..place.start]) => last.end = place.end,
            _ => self.unplaced.push(place),
        }
    }

    /// The share of the document that is placed or understood, from 0 to 1; lines that were
    /// taken out do not count.
    pub fn share(&self) -> f64 {
        let kept = self.total - self.taken.values().sum::<usize>();
        if kept == 0 {
            return 1.0;
        }
        // Counts of characters are far below what a float holds exactly.
        #[allow(clippy::cast_precision_loss)]
        let share = 1.0 - self.lost as f64 / kept as f64;
        share
    }
}

fn goes_on(between: &str) -> bool {
    between.len() <= 24 && !between.contains('\n') && !between.contains(char::is_alphanumeric)
}
