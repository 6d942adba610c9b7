//! Fonts: what a code means and how far it moves the pen.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;
use std::sync::Arc;

use hayro_cmap::{BfString, CMap, CMapName, CidFamily, load_embedded};
use hayro_font::{CMapResolverFn, Font, FontCache, FontGlyph, FontQuery, FontResolverFn};
use hayro_syntax::object::{Array, Dict, Object, String as PdfString};

/// Codes of Chinese fonts have two bytes.
const LAST_CID: f64 = 65_535.0;

/// Fonts that were read, by the number of their object; none where one cannot be.
type Made<'a> = BTreeMap<(u32, i32), Option<Rc<Face<'a>>>>;

/// The fonts of a file.
pub struct Faces<'a> {
    cache: FontCache<'a>,
    fonts: FontResolverFn,
    cmaps: CMapResolverFn,
    made: RefCell<Made<'a>>,
}

/// A font.
pub struct Face<'a> {
    font: Font<'a>,
    /// For codes that the font does not explain: codes to the numbers of a known set of
    /// characters, and those to text.
    known: Option<(CMap, CMap)>,
    meanings: RefCell<BTreeMap<u32, Option<Arc<str>>>>,
}

/// A character of a string that is shown.
pub struct Shown {
    /// What it means; none when the file does not tell.
    pub text: Option<Arc<str>>,
    /// How far it moves the pen, in units of the font size.
    pub advance: (f64, f64),
    /// A space of one byte, which word spacing widens.
    pub is_space: bool,
}

impl<'a> Faces<'a> {
    /// No fonts yet.
    pub fn new() -> Self {
        Self {
            cache: FontCache::new(),
            fonts: Arc::new(|query| {
                Some(match query {
                    FontQuery::Standard(font) => font.get_font_data(),
                    FontQuery::Fallback(query) => query.pick_standard_font().get_font_data(),
                })
            }),
            cmaps: Arc::new(load_embedded),
            made: RefCell::new(BTreeMap::new()),
        }
    }

    /// The font that a dictionary describes; none when it cannot be used.
    pub fn face(&self, dict: &Dict<'a>) -> Option<Rc<Face<'a>>> {
        let key = dict.obj_id().map(|id| (id.obj_number, id.gen_number));
        if let Some(made) = key.and_then(|key| self.made.borrow().get(&key).cloned()) {
            return made;
        }
        let face = self.make(dict).map(Rc::new);
        if let Some(key) = key {
            self.made.borrow_mut().insert(key, face.clone());
        }
        face
    }

    fn make(&self, dict: &Dict<'a>) -> Option<Face<'a>> {
        let inner = dict.get::<Array<'_>>("DescendantFonts");
        let inner = inner.and_then(|fonts| fonts.iter::<Dict<'_>>().next());
        if inner
            .as_ref()
            .is_some_and(|inner| !bounded(inner, "W") || !bounded(inner, "W2"))
        {
            return None;
        }
        Some(Face {
            font: self.cache.font(dict, &self.fonts, &self.cmaps)?,
            known: inner.and_then(|inner| self.known(dict, &inner)),
            meanings: RefCell::new(BTreeMap::new()),
        })
    }

    /// The set of characters of a Chinese font, by which its codes can be read.
    fn known(&self, dict: &Dict<'a>, inner: &Dict<'a>) -> Option<(CMap, CMap)> {
        let named = |name: CMapName<'_>| {
            let resolve = self.cmaps.clone();
            CMap::parse((self.cmaps)(name)?, move |name| resolve(name))
        };
        let encoding = match dict.get::<Object<'_>>("Encoding")? {
            Object::Name(name) => match CMapName::from_bytes(name.as_ref()) {
                CMapName::IdentityH => CMap::identity_h(),
                CMapName::IdentityV => CMap::identity_v(),
                name => named(name)?,
            },
            Object::Stream(stream) => {
                let resolve = self.cmaps.clone();
                CMap::parse(&stream.decoded_data().ok()?, move |name| resolve(name))?
            }
            _ => return None,
        };
        let info = inner.get::<Dict<'_>>("CIDSystemInfo")?;
        let (registry, ordering) = (
            info.get::<PdfString<'_>>("Registry")?,
            info.get::<PdfString<'_>>("Ordering")?,
        );
        let family = CidFamily::from_registry_ordering(registry.as_bytes(), ordering.as_bytes());
        Some((encoding, named(family.ucs2_cmap()?)?))
    }
}

impl Face<'_> {
    /// Whether it writes from left to right.
    pub fn is_horizontal(&self) -> bool {
        self.font.is_horizontal()
    }

    /// The characters of a string.
    pub fn show(&self, bytes: &[u8]) -> Vec<Shown> {
        let mut shown = Vec::with_capacity(bytes.len() / 2);
        let mut at = 0;
        while at < bytes.len() {
            let (code, length) = self.font.read_code(bytes, at);
            at += length.max(1);
            let advance = self.font.code_advance(code);
            shown.push(Shown {
                text: self.meaning(code),
                advance: (advance.x / 1000.0, advance.y / 1000.0),
                is_space: code == 32 && length == 1,
            });
        }
        shown
    }

    fn meaning(&self, code: u32) -> Option<Arc<str>> {
        if let Some(known) = self.meanings.borrow().get(&code) {
            return known.clone();
        }
        let glyph = self.font.glyph(self.font.map_code(code), code);
        let found = match glyph {
            FontGlyph::Outline(glyph) => glyph.as_unicode(),
            FontGlyph::Type3(glyph) => glyph.as_unicode(),
        };
        let useful = found
            .map(text)
            .filter(|text| text.chars().any(|c| c != '\0' && c != '\u{fffd}'));
        let meaning = useful.or_else(|| self.by_set(code)).map(Arc::from);
        self.meanings.borrow_mut().insert(code, meaning.clone());
        meaning
    }

    fn by_set(&self, code: u32) -> Option<String> {
        let (encoding, set) = self.known.as_ref()?;
        let cid = (1..=4).find_map(|length| encoding.lookup_cid_code(code, length))?;
        set.lookup_bf_string(cid).map(text)
    }
}

fn text(found: BfString) -> String {
    let text = match found {
        BfString::Char(c) => c.to_string(),
        BfString::String(text) => text,
    };
    // Letters that a font draws as one are letters all the same.
    match text.as_str() {
        "ﬀ" => "ff".to_owned(),
        "ﬁ" => "fi".to_owned(),
        "ﬂ" => "fl".to_owned(),
        "ﬃ" => "ffi".to_owned(),
        "ﬄ" => "ffl".to_owned(),
        _ => text,
    }
}

/// Whether a table of widths names no more codes than there can be. The library makes an
/// entry for each, so that a broken number would fill the memory.
fn bounded(font: &Dict<'_>, key: &str) -> bool {
    let Some(widths) = font.get::<Array<'_>>(key) else {
        return true;
    };
    widths.iter::<Object<'_>>().all(|entry| match entry {
        Object::Number(number) => number.as_f64() <= LAST_CID,
        _ => true,
    })
}
