//! `--query`: what a JMESPath expression makes of an answer, in bounded memory and on a stack of its own.

use crate::error::Error;
use std::thread;

/// No query that was meant has more bytes than this.
const LONGEST: usize = 8 * 1024;

/// Enough for a query of that length, however it is nested: the parser goes one level deeper for each bracket.
const STACK: usize = 256 * 1024 * 1024;

/// No more values than this are taken into memory, where each takes a hundred times the room of a short text.
const MOST_VALUES: usize = 3_000_000;

/// What a JMESPath expression makes of a document.
pub fn run(document: &str, query: &str) -> Result<String, Error> {
    let values = memchr::memchr3_iter(b',', b':', b'[', document.as_bytes()).count();
    if values > MOST_VALUES {
        return Err(Error::Query(format!(
            "the answer is too large for it, with about {values} values; at most {MOST_VALUES} are possible. Narrow the \
             list with filters such as --name, or use --print"
        )));
    }
    on_large_stack(query, || {
        let expression = jmespath::compile(query).map_err(refused)?;
        let document = jmespath::Variable::from_json(document).map_err(Error::BadAnswer)?;
        Ok(expression.search(document).map_err(refused)?.to_string())
    })
}

/// Refuses a query that cannot be read.
pub fn check(query: &str) -> Result<(), Error> {
    on_large_stack(query, || jmespath::compile(query).map(drop).map_err(refused))
}

fn on_large_stack<T: Send>(query: &str, work: impl FnOnce() -> Result<T, Error> + Send) -> Result<T, Error> {
    if query.len() > LONGEST {
        return Err(Error::Query(format!("it has {} bytes; at most {LONGEST} are possible", query.len())));
    }
    thread::scope(|scope| {
        let thread = thread::Builder::new().stack_size(STACK).spawn_scoped(scope, work);
        let thread = thread.map_err(|error| Error::Query(format!("there is no memory for it: {error}")))?;
        // A panic has ended the program.
        thread.join().unwrap_or_else(|fault| std::panic::resume_unwind(fault))
    })
}

fn refused(error: jmespath::JmespathError) -> Error {
    let reason = error.reason.to_string();
    Error::Query(format!("{} (at character {})", reason.trim().replace('\n', " "), error.offset + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_deepest_queries_that_are_read_end_without_a_fault() {
        let long = |part: &str| part.repeat(LONGEST / part.len());
        let behind = |part: &str| format!("{}a", &long(part)[part.len()..]);
        let open = ["[", "(", "{a:", "!", "a.", "[]", "a|", "&", "*."].map(long);
        let whole = ["a.", "a[0].", "!", "a||", "[]."].map(behind);
        for query in open.into_iter().chain(whole) {
            let outcome = run("{}", &query);
            assert!(matches!(outcome, Ok(_) | Err(Error::Query(_))), "{outcome:?}");
        }
        assert!(check(&"[".repeat(30_000)).unwrap_err().to_string().contains("at most 8192"));
        assert!(run(&format!("[{}1]", "1,".repeat(MOST_VALUES)), "[0]").unwrap_err().to_string().contains("too large"));
    }
}
