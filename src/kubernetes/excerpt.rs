//! What is shown of the texts of Kubernetes.

/// No more than this of a text is shown, in characters.
const LONGEST: usize = 400;

/// The first line of a text, cut where nobody reads on.
pub fn first_line(text: &str) -> String {
    let line = text.lines().next().unwrap_or_default();
    match line.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", &line[..end]),
        None => line.to_owned(),
    }
}
