//! The manual pages, made of the command tree, the texts below its help, and the variables that `src/env.rs` names.

pub mod topics;

use clap_mangen::Man;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Renders the page of a command and those of the commands below it. `words` is how the command is called.
pub fn pages(command: &clap::Command, words: &str, directory: &Path, files: &mut BTreeMap<PathBuf, Vec<u8>>) {
    let name = words.replace(' ', "-");
    files.insert(directory.join(format!("{name}.1")), page(command, words).into_bytes());
    for below in command.get_subcommands().filter(|below| !below.is_hide_set()) {
        pages(below, &format!("{words} {}", below.get_name()), directory, files);
    }
}

fn page(command: &clap::Command, words: &str) -> String {
    let is_top = words == "cray-ims";
    let name = words.replace(' ', "-");
    let command = command
        .clone()
        .version(env!("CARGO_PKG_VERSION"))
        .display_name(&name)
        .bin_name(words)
        .subcommand_value_name("COMMAND")
        .subcommand_help_heading("COMMANDS");
    // The options of every command stand in the page of the program alone.
    let command = command.mut_args(|argument| {
        let is_elsewhere = argument.is_global_set() && !is_top;
        argument.hide(is_elsewhere)
    });
    let usage = command.clone().render_usage().to_string();
    let help = sections(&command.get_after_help().map(ToString::to_string).unwrap_or_default());
    let has_commands = command.has_subcommands();
    let man = Man::new(command.disable_version_flag(!is_top));
    let mut page = title(&name) + &rendered(|out| man.render_name_section(out));
    page += &format!(".SH SYNOPSIS\n{}\n", synopsis(usage.trim_start_matches("Usage: "), words));
    page += &rendered(|out| man.render_description_section(out));
    for text in help.iter().filter(|section| section.title.is_empty()) {
        page += &format!(".PP\n{}\n", escaped(&text.lines.join("\n")));
    }
    page += &with_short_lists(&rendered(|out| man.render_options_section(out)));
    if has_commands {
        page += &rendered(|out| man.render_subcommands_section(out));
    }
    for section in help.iter().filter(|section| !section.title.is_empty()) {
        page += &section.rendered();
    }
    if is_top {
        page += &environment();
    }
    page + &see_also(words)
}

/// What every part that is rendered for itself begins with, and is needed once.
const APOSTROPHE: &str = ".ie \\n(.g .ds Aq \\(aq\n.el .ds Aq '\n";

/// The first lines. Words are not divided and lines not spread out, so that options can be searched for and copied.
fn title(name: &str) -> String {
    let (name, version) = (name.to_uppercase(), env!("CARGO_PKG_VERSION"));
    format!(".TH {name} 1 \"\" \"cray-ims {version}\" \"cray-ims manual\"\n.nh\n.ad l\n{APOSTROPHE}")
}

/// A part of the text below the options: under a title, or without one.
struct Section {
    title: String,
    lines: Vec<String>,
}

/// Cuts a text at its empty lines and titles.
fn sections(text: &str) -> Vec<Section> {
    let mut sections = Vec::new();
    for paragraph in text.split("\n\n").filter(|paragraph| !paragraph.is_empty()) {
        let (first, rest) = paragraph.split_once('\n').unwrap_or((paragraph, ""));
        let (title, lines) = match first.strip_suffix(':').filter(|_| rest.starts_with("  ")) {
            Some(title) => (title, rest),
            None => ("", paragraph),
        };
        sections.push(Section { title: title.to_uppercase(), lines: lines.lines().map(str::to_owned).collect() });
    }
    sections
}

impl Section {
    fn rendered(&self) -> String {
        match self.title.starts_with("EXAMPLE") {
            true => {
                let lines: Vec<_> = self.lines.iter().map(|line| line.strip_prefix("  ").unwrap_or(line)).collect();
                format!(".SH EXAMPLES\n.nf\n{}\n.fi\n", escaped(&lines.join("\n")))
            }
            false => format!(".SH {}\n{}", quoted(&self.title), self.entries()),
        }
    }

    /// Lines of a term, two spaces and what it means; what is indented further goes on with the meaning.
    fn entries(&self) -> String {
        let mut entries = String::new();
        for line in &self.lines {
            match line.strip_prefix("  ").filter(|line| !line.starts_with(' ')) {
                Some(line) => {
                    let (term, meaning) = line.split_once("  ").unwrap_or((line, ""));
                    entries += &format!(".TP\n\\fB{}\\fR\n", escaped(term));
                    if !meaning.is_empty() {
                        entries += &format!("{}\n", escaped(meaning.trim_start()));
                    }
                }
                None => entries += &format!("{}\n", escaped(line.trim_start())),
            }
        }
        entries
    }
}

/// How a command is called: what is typed as it stands is bold, what stands for something else is not.
fn synopsis(usage: &str, words: &str) -> String {
    let rest = usage.strip_prefix(words).unwrap_or(usage);
    let rest = rest.split_whitespace().map(|word| match word {
        _ if word.starts_with("--") => format!("\\fB{}\\fR", escaped(word)),
        _ => escaped(word).replace('<', "\\fI").replace('>', "\\fR"),
    });
    std::iter::once(format!("\\fB{}\\fR", escaped(words))).chain(rest).collect::<Vec<_>>().join(" ")
}

/// Every variable in `src/env.rs`, with the comment on it.
fn environment() -> String {
    let mut section = ".SH ENVIRONMENT\n".to_owned();
    let mut comment = Vec::new();
    for line in include_str!("../../../src/env.rs").lines() {
        if let Some(text) = line.strip_prefix("/// ") {
            comment.push(text);
        } else if let Some((_, value)) = line.strip_prefix("pub const ").and_then(|line| line.split_once(" = ")) {
            let name = value.trim_matches([';', '"']);
            section += &format!(".TP\n\\fB{}\\fR\n{}\n", escaped(name), escaped(&comment.join(" ").replace('`', "")));
            comment.clear();
        } else {
            comment.clear();
        }
    }
    section
}

/// The page above, and the topics that have the name of the command or of one above it; on the page of the program, all topics.
fn see_also(words: &str) -> String {
    let is_top = words == "cray-ims";
    let is_of = |topic: &String| is_top || words.split(' ').any(|word| word == topic);
    let topics = topics::names().into_iter().filter(is_of).map(|topic| (format!("cray-ims-{topic}"), 7));
    let above = words.rsplit_once(' ').map(|(above, _)| above.replace(' ', "-")).filter(|above| above != "cray-ims");
    let pages = above.into_iter().map(|above| (above, 1)).chain(topics);
    let pages: Vec<_> = pages.map(|(page, section)| format!("\\fB{}\\fR({section})", escaped(&page))).collect();
    if is_top {
        return format!(".SH \"SEE ALSO\"\n{}\n", pages.join(",\n"));
    }
    let top = "for the options of every command, exit statuses, environment and files";
    let pages: String = pages.iter().map(|page| format!("{page},\n")).collect();
    format!(".SH \"SEE ALSO\"\n{pages}\\fBcray\\-ims\\fR(1)\n{top}\n")
}

fn rendered(render: impl FnOnce(&mut dyn std::io::Write) -> std::io::Result<()>) -> String {
    let mut text = Vec::new();
    render(&mut text).unwrap();
    String::from_utf8(text).unwrap().replace(APOSTROPHE, "")
}

/// The options with their possible values in one line, where each would take two.
fn with_short_lists(options: &str) -> String {
    let mut parts = options.split(".br\n\n.br\n\\fIPossible values:\\fR\n.RS 14\n");
    let mut short = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (list, rest) = part.split_once(".RE\n").unwrap();
        let values: Vec<_> = list.lines().filter(|line| !line.starts_with(".IP")).collect();
        short += &format!(".br\nPossible values: {}\n{rest}", values.join(", "));
    }
    short
}

fn quoted(title: &str) -> String {
    if title.contains(' ') { format!("\"{title}\"") } else { title.to_owned() }
}

/// A text in which nothing is a request or an escape of the typesetter.
fn escaped(text: &str) -> String {
    let line = |line: &str| {
        let escaped = line.replace('\\', "\\e").replace('-', "\\-");
        if escaped.starts_with(['.', '\'']) { format!("\\&{escaped}") } else { escaped }
    };
    text.lines().map(line).collect::<Vec<_>>().join("\n")
}
