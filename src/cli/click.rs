//! The habits of the reference client's own parser, click.

/// Takes what the reference client's own parser takes: an option swallows the next word whatever it looks like, the last
/// of several wins, and a group alone shows its help.
pub fn as_click(command: clap::Command) -> clap::Command {
    let is_group = command.has_subcommands();
    command
        .args_override_self(true)
        .arg_required_else_help(is_group)
        .disable_help_subcommand(true)
        .mut_args(|arg| {
            let is_option = arg.get_action().takes_values() && !arg.is_positional();
            if is_option { arg.allow_hyphen_values(true) } else { arg }
        })
        .mut_subcommands(as_click)
}
