//! Who answers when ssh leads to a job: the container of a job that waits for its user.

use super::protocol::{FAULT, Frame, Request, receive, send};
use super::shell::{Shell, Terminal};
use crate::sandbox::ims::{Host, Service};
use crate::sandbox::peer::OwnListener;
use axum::serve::Listener;
use std::io::{self, BufReader};
use std::net::TcpStream;
use std::thread;

/// Answers everybody who comes, each in a thread of its own.
pub async fn serve(mut listener: OwnListener, service: Service) {
    loop {
        let (stream, _) = listener.accept().await;
        let service = service.clone();
        thread::spawn(move || {
            let stream = stream.into_std().and_then(|stream| stream.set_nonblocking(false).map(|()| stream));
            // It fails when the other side goes away.
            let _ = stream.and_then(|stream| answer(stream, &service));
        });
    }
}

fn answer(stream: TcpStream, service: &Service) -> io::Result<()> {
    stream.set_nodelay(true)?;
    let mut reader = BufReader::new(stream.try_clone()?);
    let Request { host, user, port, command } = receive(&mut reader)?;
    let port = port.unwrap_or_else(|| "22".to_owned());
    let mut connection = Connection { reader, writer: stream, service };
    let fault = match service.host(&host) {
        Host::Elsewhere => return send(&mut connection.writer, &Frame::Elsewhere),
        Host::Unknown => format!("ssh: Could not resolve hostname {host}: Name or service not known"),
        Host::Open(container) if port == "22" => match user.filter(|user| user != "root") {
            None => {
                let status = Shell::new(&container, &mut connection).run(command.as_deref())?;
                return send(&mut connection.writer, &Frame::Ended(status));
            }
            Some(user) => format!("{user}@{host}: Permission denied (publickey)."),
        },
        Host::Open(_) | Host::Closed => format!("ssh: connect to host {host} port {port}: Connection refused"),
    };
    connection.print_error(&fault)?;
    send(&mut connection.writer, &Frame::Ended(FAULT))
}

struct Connection<'a> {
    reader: BufReader<TcpStream>,
    writer: TcpStream,
    service: &'a Service,
}

impl Terminal for Connection<'_> {
    fn print_error(&mut self, line: &str) -> io::Result<()> {
        send(&mut self.writer, &Frame::Error(format!("{line}\n")))
    }

    fn ask(&mut self, prompt: &str) -> io::Result<Option<String>> {
        send(&mut self.writer, &Frame::Ask(prompt.to_owned()))?;
        receive(&mut self.reader)
    }

    fn end_wait(&mut self, job: &str, is_failure: bool) {
        self.service.end_wait(job, is_failure);
    }
}
