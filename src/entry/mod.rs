//! From the words of the command line to the bytes on standard output and the exit status.

mod mistake;
mod name;
mod next;
mod query;
mod render;

use crate::cli::{self, Cli, Command, Elsewhere, Globals, ServiceCommand, Supplies, Unread};
use crate::commands::{Content, Prints, Reply, Run};
use crate::config::{Configuration, Directory};
use crate::context::{Context, Overrides};
use crate::env;
use crate::error::{Advise, Error, Explain};
use crate::interrupt;
use crate::output::Rendered;
use crate::printer::{self, Printer};
use crate::secret;
use crate::terminal::escape;
use anyhow::{Result, bail};
use clap::error::ErrorKind;
use name::Called;
use render::render;
use std::borrow::Cow;
use std::ffi::OsString;
use std::fs::File;
use std::io::{self, IsTerminal, Write};
use std::os::fd::AsFd;
use tokio::sync::mpsc;

/// Runs the program. Returns its exit status. Does nothing if its answer would get lost.
pub fn run(arguments: Vec<OsString>, output_is_closed: bool) -> u8 {
    let arguments = match name::resolve(arguments) {
        Called::Here(arguments) => arguments,
        Called::Help(text) => return ended(write_text(&text).map(|()| 0), Printer::default()),
        Called::Elsewhere(error) => return ended(Err(error.into()), Printer::default()),
    };
    if output_is_closed {
        let error = Error::Output(io::Error::other("it is closed"));
        let advice = ["Nothing was done. To discard the output, use `>/dev/null`.".to_owned()];
        return ended(Err(error.advise(advice)), Printer::default());
    }
    let elsewhere = Elsewhere { variables: &env::texts, configuration: &configuration };
    let status = match cli::parse(arguments, &elsewhere) {
        Ok(command) => {
            let printer = Printer { verbosity: command.globals.verbose, quiet: command.globals.quiet };
            let supplies = command.supplies.clone();
            ended(perform(command).map_err(|error| with_sources(error, &supplies)), printer)
        }
        Err(Unread::Parser(error, supplies)) => {
            let outcome = explain(*error).map_err(|error| with_sources(error, &supplies));
            ended(outcome.map(|()| 0), Printer::default())
        }
        Err(Unread::Elsewhere(error)) => ended(Err(error.into()), Printer::default()),
    };
    interrupt::finish();
    status
}

/// The configuration of this name, or the one in use.
fn configuration(named: Option<&str>) -> Result<Configuration, Error> {
    let directory = Directory::locate()?;
    let (name, _) = directory.chosen(named)?;
    directory.load(&name)
}

/// The error, with where the options stand that it names and that were not typed.
fn with_sources(error: anyhow::Error, supplies: &Supplies) -> anyhow::Error {
    let sources = supplies.named_in(&[&[error.message()], error.advice().as_slice()].concat().join("\n"));
    if sources.is_empty() { error } else { error.advise(sources) }
}

/// Reports which options were not typed, and what was found beside them.
fn report_sources(supplies: &Supplies, printer: Printer) {
    supplies.options.iter().for_each(|supplied| printer.trace(1, || supplied.to_string()));
    supplies.remarks.iter().for_each(|remark| printer.remark(remark));
    if let Some(supplied) =
        supplies.options.iter().find(|supplied| supplied.option == "--dry-run" && supplied.is_given())
    {
        // Who did not type it may believe that everything was done.
        printer::warning(&format!("This is a dry run: {supplied}"));
    }
}

/// The exit status of what ended so.
fn ended(outcome: Result<u8>, printer: Printer) -> u8 {
    outcome.unwrap_or_else(|error| {
        printer.error(&error);
        error.exit_status().code()
    })
}

/// Prints help and versions. A mistake becomes an error, in the words of the parser.
fn explain(error: clap::Error) -> Result<()> {
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            let text = error.render();
            let text = if shows_colour() { text.ansi().to_string() } else { text.to_string() };
            write_text(&cli::folded(&text))
        }
        _ => Err(Error::Usage(mistake::explained(error)).into()),
    }
}

/// Returns `true` if standard output shows colours, and nobody said that they are not wanted.
fn shows_colour() -> bool {
    let is_able = env::read(env::TERM).is_none_or(|terminal| terminal != "dumb");
    io::stdout().is_terminal() && is_able && env::read(env::NO_COLOR).is_none()
}

fn perform(command: Cli) -> Result<u8> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let runtime = runtime.map_err(|error| Error::Internal(error.to_string()))?;
    let Cli { command, globals, supplies } = command;
    if !matches!(command, Command::Service(_)) {
        report_sources(&supplies, Printer { verbosity: globals.verbose, quiet: globals.quiet });
    }
    let outcome = match command {
        Command::Service(command) => runtime.block_on(serve(command, &globals, &supplies)),
        #[cfg(feature = "sandbox")]
        Command::Sandbox(command) => runtime.block_on(command.run(write_text)),
        #[cfg(feature = "sandbox")]
        Command::SandboxSsh(command) => Ok(command.run()),
        Command::Complete(command) => match runtime.block_on(command.run()) {
            Some(lines) => write_text(&lines).map(|()| 0),
            None => Ok(1),
        },
        Command::Completions(command) => write(|stdout| stdout.write_all(&cli::script(command.shell))).map(|()| 0),
    };
    // The name of a host may still be looked up; nobody waits for that.
    runtime.shutdown_background();
    outcome
}

/// Runs a command that needs the settings, and prints its reply.
async fn serve(command: ServiceCommand, globals: &Globals, supplies: &Supplies) -> Result<u8> {
    interrupt::watch();
    secret::protect_memory();
    if let (Prints::Text(reason), true) = (command.prints(), globals.print.is_some() || globals.query.is_some()) {
        bail!("{reason} Nothing was done.");
    }
    if let Some(query) = &globals.query {
        // Before anything is changed whose answer could then not be shown.
        query::check(query)?;
    }
    let context = Context::new(Overrides { is_lenient: command.is_lenient(), ..globals.overrides() })?;
    report_sources(supplies, context.printer);
    let (format, printer) = (context.format, context.printer);
    let Reply { heading, content, done, failure } = command.run(context).await?;
    // Who asks for a part, or for silence, gets no more.
    if let Some(heading) = heading.filter(|_| globals.print.is_none() && globals.query.is_none() && !printer.quiet) {
        write_text(&heading)?;
    }
    let content = match content {
        Content::Lines(lines) => return print_lines(lines).await.map(|()| 0),
        Content::Status(status) => return Ok(status),
        content => content,
    };
    if let Some(failure) = failure {
        // What is not in the answer of a failure, such as the image of a job that failed, is no news beside it.
        if let Ok(rendered) = render(content, format, globals).await {
            print(&rendered)?;
        }
        return Err(failure);
    }
    let rendered = render(content, format, globals).await?;
    match done {
        Some(done) => printer.remark(&done),
        None if format.is_rows() && globals.print.is_none() && rendered.is_nothing() => {
            printer.remark("No record matches.");
        }
        None => {}
    }
    print(&rendered)?;
    rendered.left_out().into_iter().for_each(|remark| printer.remark(remark));
    Ok(0)
}

/// Prints lines as they come, until there are no more or nobody reads on.
async fn print_lines(mut lines: mpsc::Receiver<Result<String>>) -> Result<()> {
    let is_terminal = io::stdout().is_terminal();
    // The standard library's own takes a closed output for written.
    let mut stdout = io::stdout().as_fd().try_clone_to_owned().map(File::from).map_err(Error::Output)?;
    while let Some(line) = lines.recv().await {
        let line = line?;
        let line = if is_terminal { escape(&line) } else { Cow::Borrowed(line.as_str()) };
        match stdout.write_all(format!("{line}\n").as_bytes()) {
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => return Ok(()),
            written => written.map_err(Error::Output)?,
        }
    }
    Ok(())
}

fn write_text(text: &str) -> Result<()> {
    write(|stdout| stdout.write_all(text.as_bytes()))
}

/// Prints what was rendered. A terminal is not driven by what came from outside; a pipe gets the very bytes.
fn print(rendered: &Rendered) -> Result<()> {
    if !io::stdout().is_terminal() {
        return write(|stdout| rendered.write(stdout));
    }
    let mut text = Vec::new();
    rendered.write(&mut text).map_err(Error::Output)?;
    let text = String::from_utf8_lossy(&text);
    let escaped: String = text
        .split_inclusive(['\n', '\t'])
        .flat_map(|part| {
            let end = part.trim_end_matches(['\n', '\t']).len();
            [escape(&part[..end]), Cow::Borrowed(&part[end..])]
        })
        .collect();
    write_text(&escaped)
}

/// Writes to standard output, all or an error. Whoever closed the other end has seen enough.
fn write(print: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<()> {
    // What is printed comes in large blocks, which the standard library's own buffer would only cut into lines.
    let stdout = io::stdout().as_fd().try_clone_to_owned().map(File::from);
    match stdout.and_then(|mut stdout| print(&mut stdout)) {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        Err(error) => Err(Error::Output(error).into()),
        Ok(()) => Ok(()),
    }
}
