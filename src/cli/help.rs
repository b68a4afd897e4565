//! Help texts that fit 80 columns, where clap alone would not see to it.

use std::ffi::OsString;

/// The heading of the options of every command.
pub const GLOBAL_OPTIONS: &str = "Global options";

/// The greatest width of help; 80 columns are what every terminal has.
pub const WIDTH: usize = 80;

/// Stands for a space at which a line must not be broken.
const UNBROKEN: &str = "\u{a0}";

/// The options of this command and of those below it, with the variable that stands for one kept on one line.
pub fn unbroken(command: clap::Command) -> clap::Command {
    let command = command.mut_subcommands(unbroken);
    command.mut_args(|argument| {
        let Some(help) = argument.get_help().map(ToString::to_string) else { return argument };
        let sources = ["[env: ", "[config: ", "[default: "];
        argument.help(sources.iter().fold(help, |help, source| help.replace(source, &source.replace(' ', UNBROKEN))))
    })
}

/// Returns `true` if the short help of a command is asked for.
pub fn is_short(arguments: &[OsString]) -> bool {
    let commands = arguments.iter().skip(1).filter(|word| !word.to_string_lossy().starts_with('-'));
    commands.count() > 0 && arguments.iter().any(|word| word == "-h")
}

/// The tree without the options that every command has: the short help of a command fits a screen then.
pub fn without_globals(tree: clap::Command) -> clap::Command {
    fn with_hint(command: clap::Command) -> clap::Command {
        let after = command.get_after_help().map(|help| format!("\n\n{help}")).unwrap_or_default();
        let command = command.after_help(format!("`--help` lists the options of every command too.{after}"));
        command.mut_subcommands(with_hint)
    }
    let tree = tree.mut_args(|argument| {
        let is_global = argument.is_global_set();
        argument.hide(is_global)
    });
    tree.mut_subcommands(with_hint)
}

/// The text with the usage, which clap leaves as long as it is, folded.
pub fn folded(text: &str) -> String {
    let lines = text.split_inclusive('\n').map(|line| match visible(line).starts_with("Usage: ") {
        true => folded_usage(line),
        false => line.replace(UNBROKEN, " "),
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
