//! How help is laid out: 80 columns wide, examples before the options of every command, and those on the top page alone.

use crate::wrap::wrapped;
use clap::builder::Styles;
use clap::builder::styling::{AnsiColor, Effects};

/// The heading of the options of every command.
pub const GLOBAL_OPTIONS: &str = "Global options";

/// The greatest width of help; 80 columns are what every terminal has.
pub const WIDTH: usize = 80;

/// Stands for a space at which a line must not be broken.
const UNBROKEN: &str = "\u{a0}";

pub const STYLES: Styles = Styles::styled()
    .header(AnsiColor::Green.on_default().effects(Effects::BOLD))
    .usage(AnsiColor::Green.on_default().effects(Effects::BOLD))
    .literal(AnsiColor::Cyan.on_default().effects(Effects::BOLD))
    .placeholder(AnsiColor::Cyan.on_default());

/// The tree as its help shows it: the top page, or those below it.
pub fn laid_out(tree: clap::Command, name: &str, is_top: bool) -> clap::Command {
    let tree = unbroken(tree).max_term_width(WIDTH).bin_name(name);
    if is_top {
        let header = STYLES.get_header();
        return tree.help_template(format!(
            "{{about-with-newline}}\n{{usage-heading}} {{usage}}\n\n{header}Commands:{header:#}\n{{subcommands}}{{after-help}}\n\n\
             {header}{GLOBAL_OPTIONS}:{header:#}\n{{options}}"
        ));
    }
    let global = tree.get_arguments().filter(|option| option.is_global_set());
    let names: Vec<_> = global.filter_map(|option| Some(format!("--{}", option.get_long()?))).collect();
    // `cray` alone may be another program.
    let top = if name == "cray" { "cray ims" } else { name };
    let line = wrapped(&format!("{GLOBAL_OPTIONS} (see `{top} --help`): {}", names.join(", ")), WIDTH);
    let tree = tree.mut_args(|option| {
        let is_global = option.is_global_set();
        option.hide(is_global)
    });
    tree.mut_subcommands(|command| with_line(command, &line))
}

/// The command, and those below it, with a line at the end of their help.
fn with_line(command: clap::Command, line: &str) -> clap::Command {
    let before = command.get_after_help().map(|help| format!("{help}\n\n")).unwrap_or_default();
    command.after_help(format!("{before}{line}")).mut_subcommands(|command| with_line(command, line))
}

/// The options of this command and of those below it, with the variable that stands for one kept on one line.
fn unbroken(command: clap::Command) -> clap::Command {
    let command = command.mut_subcommands(unbroken);
    command.mut_args(|argument| {
        let Some(help) = argument.get_help().map(ToString::to_string) else { return argument };
        let sources = ["[env: ", "[config: ", "[default: "];
        argument.help(sources.iter().fold(help, |help, source| help.replace(source, &source.replace(' ', UNBROKEN))))
    })
}

/// The text with the usage, which clap leaves as long as it is, folded.
pub fn folded(text: &str) -> String {
    let lines = text.split_inclusive('\n').map(|line| {
        if visible(line).starts_with("Usage: ") { folded_usage(line) } else { line.replace(UNBROKEN, " ") }
    });
    lines.collect()
}

fn folded_usage(line: &str) -> String {
    let mut folded = String::new();
    let mut width = 0;
    for part in parts(line) {
        let length = visible(part).trim_end().chars().count();
        if width > 0 && width + 1 + length > WIDTH {
            folded.push_str("\n      ");
            width = "      ".len();
        }
        if width > 0 {
            folded.push(' ');
            width += 1;
        }
        folded.push_str(part);
        width += length;
    }
    folded
}

/// The words of a usage, an option and its value in one.
fn parts(line: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut begin = 0;
    for (end, _) in line.match_indices(' ').chain([(line.len(), "")]) {
        let is_option = visible(&line[begin..end]).starts_with("--") && !line[begin..end].contains(' ');
        if !(is_option && visible(&line[end..]).starts_with(" <")) {
            parts.push(&line[begin..end]);
            begin = end + 1;
        }
    }
    parts
}

/// The text without the sequences that colour it.
fn visible(text: &str) -> String {
    let mut parts = text.split('\u{1b}');
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |visible, part| visible + part.split_once('m').map_or("", |(_, rest)| rest))
}

#[cfg(test)]
mod tests {
    use super::folded;

    #[test]
    fn a_usage_is_folded_between_options_and_nothing_else_is() {
        let long = "Usage: cray-ims recipes create [OPTIONS] --recipe-type <TYPE> --linux-distribution <DISTRIBUTION> --name <NAME>\n";
        let other = "x ".repeat(60);
        assert_eq!(
            folded(&format!("{long}{other}")),
            format!(
                "Usage: cray-ims recipes create [OPTIONS] --recipe-type <TYPE>\n       \
                 --linux-distribution <DISTRIBUTION> --name <NAME>\n{other}"
            )
        );
        let short = "Usage: \u{1b}[36mcray-ims\u{1b}[0m recipes <COMMAND>\n";
        assert_eq!(folded(short), short);
    }
}
