//! The manual pages of section 7, made of the pages in `docs`.

use pulldown_cmark::{CodeBlockKind, Event, HeadingLevel, Options, Parser, Tag, TagEnd};
use roff::{Inline, Roff, bold, italic, roman};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// The pages for people who build or change the program. They are of no use on a node, so `man` does not have them.
const FOR_DEVELOPERS: [&str; 2] = ["architecture", "packaging"];

/// The names of the topics: `dkms` for `docs/dkms.md`, which becomes `cray-ims-dkms(7)`.
pub fn names() -> Vec<String> {
    let pages = glob::glob(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/*.md")).unwrap();
    let names = pages.map(|page| page.unwrap().file_stem().unwrap().to_str().unwrap().to_owned());
    names.filter(|name| !FOR_DEVELOPERS.contains(&name.as_str())).collect()
}

/// Renders the page of every topic.
pub fn pages(directory: &Path, files: &mut BTreeMap<PathBuf, Vec<u8>>) {
    for name in names() {
        let path = format!("{}/docs/{name}.md", env!("CARGO_MANIFEST_DIR"));
        let page = page(&name, &std::fs::read_to_string(path).unwrap());
        files.insert(directory.join(format!("cray-ims-{name}.7")), page.into_bytes());
    }
}

fn page(name: &str, text: &str) -> String {
    let mut page = Page::new(name);
    for event in Parser::new_ext(text, Options::ENABLE_TABLES) {
        page.take(event);
    }
    page.see_also();
    in_ascii(&page.roff.render())
}

/// The page with the names of the letters that not every typesetter reads.
fn in_ascii(page: &str) -> String {
    let name =
        |letter: char| if letter.is_ascii() { letter.to_string() } else { format!("\\[u{:04X}]", u32::from(letter)) };
    page.chars().map(name).collect()
}

/// A page that is being written.
struct Page {
    name: String,
    roff: Roff,
    /// The text that has come and is not yet written.
    line: Vec<Inline>,
    /// What marks the text that comes: the innermost is the last.
    styles: Vec<Style>,
    /// The heads of the columns of a table, and the cells of a row that have come.
    heads: Vec<Vec<Inline>>,
    cells: Vec<Vec<Inline>>,
    /// The lists that the text stands in, each with the number of its next item if its items have numbers.
    lists: Vec<Option<u64>>,
    /// Other pages that the text refers to.
    links: Vec<String>,
}

#[derive(Clone, Copy, PartialEq)]
enum Style {
    Emphasis,
    Strong,
    /// Lines that are shown as they stand.
    Verbatim,
    /// What GitHub shows and a manual page cannot.
    Hidden,
}

impl Page {
    fn new(name: &str) -> Self {
        let mut roff = Roff::new();
        let (title, version) = (format!("CRAY-IMS-{}", name.to_uppercase()), env!("CARGO_PKG_VERSION"));
        // Words are not divided and lines not spread out, so that options can be searched for and copied.
        roff.control("TH", [title.as_str(), "7", "\"\"", &format!("cray-ims {version}"), "cray-ims manual"]);
        roff.control("nh", []).control("ad", ["l"]);
        Page {
            name: name.to_owned(),
            roff,
            line: Vec::new(),
            styles: Vec::new(),
            heads: Vec::new(),
            cells: Vec::new(),
            lists: Vec::new(),
            links: Vec::new(),
        }
    }

    fn take(&mut self, event: Event) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) => self.text(&text),
            Event::Code(code) => self.line.push(bold(code.into_string())),
            Event::SoftBreak => self.line.push(roman(" ")),
            other => panic!("docs/{}.md has what no manual page can show: {other:?}", self.name),
        }
    }

    fn text(&mut self, text: &str) {
        match self.styles.last() {
            Some(Style::Emphasis) => self.line.push(italic(text)),
            Some(Style::Strong) => self.line.push(bold(text)),
            Some(Style::Hidden) => {}
            Some(Style::Verbatim) => text.lines().for_each(|line| {
                folded(line).into_iter().for_each(|part| _ = self.roff.text([roman(part)]));
            }),
            None => self.line.push(roman(text)),
        }
    }

    fn start(&mut self, tag: Tag) {
        match tag {
            Tag::Paragraph if self.lists.is_empty() => _ = self.roff.control("PP", []),
            Tag::Emphasis => self.styles.push(Style::Emphasis),
            Tag::Strong => self.styles.push(Style::Strong),
            Tag::Image { .. } => self.styles.push(Style::Hidden),
            Tag::Link { dest_url, .. } => self.link(&dest_url),
            Tag::CodeBlock(CodeBlockKind::Fenced(_)) => {
                self.flush();
                self.roff.control("PP", []).control("RS", ["2"]).control("nf", []);
                self.styles.push(Style::Verbatim);
            }
            Tag::List(number) => {
                self.flush();
                self.lists.push(number);
            }
            Tag::Item => self.item(),
            Tag::Paragraph | Tag::Heading { .. } | Tag::Table(_) | Tag::TableHead | Tag::TableRow | Tag::TableCell => {}
            other => panic!("docs/{}.md has what no manual page can show: {other:?}", self.name),
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Heading(HeadingLevel::H1) => {
                let title = plain(&std::mem::take(&mut self.line));
                self.roff.control("SH", ["NAME"]).text([roman(format!("cray-ims-{} - {title}", self.name))]);
                self.roff.control("SH", ["DESCRIPTION"]);
            }
            TagEnd::Heading(level) => {
                let title = plain(&std::mem::take(&mut self.line));
                if level == HeadingLevel::H2 {
                    self.roff.control("SH", [title.to_uppercase().as_str()]);
                } else {
                    self.roff.control("SS", [title.as_str()]);
                }
            }
            TagEnd::Paragraph | TagEnd::Item => self.flush(),
            TagEnd::Emphasis | TagEnd::Strong | TagEnd::Image => drop(self.styles.pop()),
            TagEnd::CodeBlock => {
                self.styles.pop();
                self.roff.control("fi", []).control("RE", []);
            }
            TagEnd::List(_) => drop(self.lists.pop()),
            TagEnd::TableCell => self.cells.push(std::mem::take(&mut self.line)),
            TagEnd::TableHead => self.heads = std::mem::take(&mut self.cells),
            TagEnd::TableRow => self.row(),
            _ => {}
        }
    }

    fn item(&mut self) {
        match self.lists.last_mut() {
            Some(Some(number)) => {
                self.roff.control("IP", [format!("{number}.").as_str(), "3"]);
                *number += 1;
            }
            _ => _ = self.roff.control("IP", ["\\(bu", "2"]),
        }
    }

    /// Notes the page that a link leads to. Its words stand in the text as they are.
    fn link(&mut self, address: &str) {
        let file = address.split('#').next().unwrap_or_default();
        if let Some(name) = file.strip_suffix(".md").filter(|name| names().iter().any(|known| known == name)) {
            let page = format!("cray-ims-{name}");
            if !self.links.contains(&page) && name != self.name {
                self.links.push(page);
            }
        }
    }

    /// A row of a table: its first cell is a term, and the others say what it means, under their heads if they are many.
    fn row(&mut self) {
        let mut cells = std::mem::take(&mut self.cells).into_iter();
        let term = cells.next().unwrap_or_default();
        let others: Vec<_> = cells.zip(self.heads.iter().skip(1)).filter(|(cell, _)| !cell.is_empty()).collect();
        let is_one = self.heads.len() == 2;
        self.roff.control("TP", []).text(if term.is_empty() { vec![roman("(none)")] } else { term });
        for (number, (cell, head)) in others.into_iter().enumerate() {
            if number > 0 {
                self.roff.control("br", []);
            }
            let head = if is_one { Vec::new() } else { vec![roman(format!("{}: ", plain(head)))] };
            self.roff.text([head, cell].concat());
        }
    }

    fn see_also(&mut self) {
        self.links.sort();
        self.roff.control("SH", ["SEE ALSO"]);
        let mut line = vec![bold("cray-ims"), roman("(1)")];
        for page in &self.links {
            line.extend([roman(", "), bold(page.as_str()), roman("(7)")]);
        }
        self.roff.text(line);
    }

    fn flush(&mut self) {
        if !self.line.is_empty() {
            let line = std::mem::take(&mut self.line);
            self.roff.text(line);
        }
    }
}

/// A line that is shown as it stands, cut at its blanks to what a page of 80 columns has room for.
fn folded(line: &str) -> Vec<String> {
    const WIDTH: usize = 71;
    // An empty line would be a request to leave a gap.
    let (mut parts, mut rest) = (Vec::new(), if line.is_empty() { " ".to_owned() } else { line.to_owned() });
    while rest.chars().count() > WIDTH {
        let end = rest.char_indices().nth(WIDTH).map_or(rest.len(), |(end, _)| end);
        let Some(blank) = rest[..end].rfind(' ').filter(|blank| !rest[..*blank].trim().is_empty()) else { break };
        parts.push(rest[..blank].to_owned());
        rest = rest[blank..].trim_start().to_owned();
    }
    parts.push(rest);
    parts
}

/// The words alone.
fn plain(line: &[Inline]) -> String {
    let words = line.iter().map(|inline| match inline {
        Inline::Roman(text) | Inline::Bold(text) | Inline::Italic(text) => text.as_str(),
        Inline::LineBreak => " ",
    });
    words.collect()
}
