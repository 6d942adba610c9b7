//! The same content for other tools. Each format is a pure function of the catalogue;
//! JSON-LD is [`crate::web::data::document`], records are those of the search.

pub mod anki;
pub mod gift;
pub mod spreadsheet;
pub mod zip;

use crate::catalog::model::{Catalog, Syllabus};
use crate::study::card::UnitRef;
use crate::web::address::Address;

/// What the formats are made from.
#[derive(Debug, Clone, Copy)]
pub struct Source<'a> {
    /// The content.
    pub catalog: &'a Catalog,
    /// Where the site is published, for links back to it.
    pub site: Option<&'a Address>,
}

impl<'a> Source<'a> {
    fn syllabus(self, id: &str) -> Option<&'a Syllabus> {
        self.catalog.syllabi.iter().find(|s| s.id == id)
    }

    /// `客户关系管理 · 16 学时` and `第五章 提升客户满意度与忠诚度`; the unit is 课程 for unit 0.
    fn names(self, (id, unit): &UnitRef) -> (String, String) {
        let Some(syllabus) = self.syllabus(id) else {
            return (id.clone(), String::new());
        };
        let unit = syllabus
            .unit(*unit)
            .map_or_else(|| "课程".to_owned(), |unit| unit.name());
        (syllabus.name(), unit)
    }

    /// The address of a place on the site.
    fn link(self, url: &str) -> Option<String> {
        self.site.map(|site| site.url(url))
    }
}
