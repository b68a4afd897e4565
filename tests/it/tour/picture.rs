//! The picture at the top of the README: a session in the sandbox, drawn as a terminal shows it.

use super::names::Names;
use super::shell::in_sandbox;
use crate::support::Home;
use crate::support::terminal::{self, converse};
use std::fmt::Write;
use std::num::NonZeroU16;
use vt100::{Cell, Color, Parser, Screen};

const PICTURE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/session.svg");

/// What is typed.
const LINES: [&str; 3] = [
    "cray-ims dkms enable --yes --print verdict",
    "cray ims jobs create --job-type create --artifact-id $IMS_RECIPE_ID \\\n  --public-key-id $IMS_PUBLIC_KEY_ID \
     --image-root-archive-name my-image \\\n  --require-dkms true --wait --print resultant_image_id",
    "cray-ims images list --format table",
];

/// A green dollar, with the marks that keep the shell from counting its colour as letters.
const PS1: &str = "\\[\x1b[32m\\]$\\[\x1b[0m\\] ";
const PROMPT: &str = "\x1b[32m$\x1b[0m ";

/// The terminal, higher than that of the tests so that nothing is scrolled away.
const COLUMNS: u16 = terminal::COLUMNS as u16;
const ROWS: u16 = 60;

/// The size of a letter, and what is left free around the text.
const WIDTH: u16 = 9;
const HEIGHT: u16 = 20;
const MARGIN: u16 = 16;

#[test]
fn the_picture_shows_what_a_terminal_shows() {
    let picture = picture(&session());
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(PICTURE, &picture).unwrap();
    }
    let committed = std::fs::read_to_string(PICTURE).unwrap_or_default();
    assert!(
        picture == committed,
        "docs/session.svg is out of date. Renew with: UPDATE=1 cargo test --test tour\n{picture}"
    );
}

/// What a terminal was sent, with names that are the same in every run.
fn session() -> String {
    let home = Home::empty();
    let command = in_sandbox(&home, "xterm", [PS1, "  "]);
    let lines: Vec<_> = LINES.iter().chain(&["exit"]).map(|line| format!("{line}\n")).collect();
    let dialogue: Vec<_> = lines.iter().map(|line| (PROMPT, line.as_str())).collect();
    let (sent, _) = converse(command, &dialogue);
    let (session, _) = sent.rsplit_once(PROMPT).unwrap();
    let session = session.replace('\n', "\r\n");
    // Which lines are shown only for a while differs from run to run.
    Names::new().fixed(&session, &shown(&session).screen().contents())
}

/// A terminal that was sent this.
fn shown(session: &str) -> Parser {
    let size = |size| NonZeroU16::new(size).unwrap();
    let mut parser = Parser::new(size(ROWS), size(COLUMNS), 0);
    parser.process(session.as_bytes());
    parser
}

fn picture(session: &str) -> String {
    let terminal = shown(session);
    let screen = terminal.screen();
    let (rows, _) = screen.cursor_position();
    assert!((10..ROWS).contains(&rows), "the session fills {rows} rows");
    let (width, height) = (COLUMNS * WIDTH + 2 * MARGIN, rows * HEIGHT + 2 * MARGIN);
    let mut picture = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\">\n\
         <title>DKMS is switched on, an image is built, and the images are listed</title>\n{STYLE}\
         <rect width=\"{width}\" height=\"{height}\" rx=\"8\"/>\n"
    );
    for row in 0..rows {
        let _ = writeln!(picture, "{}", drawn(screen, row));
    }
    picture + "</svg>\n"
}

/// The colours of a light and of a dark page.
const STYLE: &str = "<style>
rect { fill: #f6f8fa; stroke: #d0d7de }
text { fill: #1f2328; font: 15px ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace; white-space: pre }
.bold { font-weight: bold }
.c1 { fill: #cf222e } .c2 { fill: #1a7f37 } .c3 { fill: #9a6700 } .c4 { fill: #0969da } .c5 { fill: #8250df } .c6 { fill: #1b7c83 }
@media (prefers-color-scheme: dark) {
rect { fill: #161b22; stroke: #30363d }
text { fill: #e6edf3 }
.c1 { fill: #ff7b72 } .c2 { fill: #3fb950 } .c3 { fill: #d29922 } .c4 { fill: #58a6ff } .c5 { fill: #bc8cff } .c6 { fill: #39c5cf }
}
</style>
";

/// A row of the screen. Each group of words says where it begins and how wide it is, whatever letters a page has.
fn drawn(screen: &Screen, row: u16) -> String {
    let y = MARGIN + (row + 1) * HEIGHT - 5;
    let cells: Vec<_> = (0..COLUMNS).map(|column| screen.cell(row, column).unwrap()).collect();
    let mut text = format!("<text y=\"{y}\">");
    let mut column = 0;
    for part in cells.chunk_by(|left, right| class(left) == class(right)) {
        let letters: String = part.iter().map(|cell| if cell.has_contents() { cell.contents() } else { " " }).collect();
        let class = class(part[0]);
        let class = if class.is_empty() { String::new() } else { format!(" class=\"{class}\"") };
        for words in letters.split("  ") {
            let blanks = words.chars().take_while(|letter| *letter == ' ').count() as u16;
            let (x, length) = (MARGIN + (column + blanks) * WIDTH, words.trim().chars().count() as u16 * WIDTH);
            if length > 0 {
                let words = escaped(words.trim());
                let _ = write!(text, "<tspan x=\"{x}\" textLength=\"{length}\"{class}>{words}</tspan>");
            }
            column += words.chars().count() as u16 + 2;
        }
        // No blanks follow the last words.
        column -= 2;
    }
    text + "</text>"
}

/// The look of a letter.
fn class(cell: &Cell) -> String {
    let colour = match cell.fgcolor() {
        Color::Idx(number) if number < 16 => format!("c{}", number % 8),
        _ => String::new(),
    };
    if cell.bold() { format!("{colour} bold").trim().to_owned() } else { colour }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
