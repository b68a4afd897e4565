//! Lists of values on the command line: separated by commas, with ranges in brackets expanded as in a list of hosts.

/// The values of an option that takes several.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct List<T>(pub Vec<T>);

/// The texts in a list. White space around each is dropped, white space inside is kept.
pub fn texts(list: &str) -> Result<List<String>, String> {
    expand(list).map(List)
}

/// The booleans in a list.
pub fn booleans(list: &str) -> Result<List<bool>, String> {
    expand(list)?.iter().map(|word| crate::words::boolean(word)).collect::<Result<_, _>>().map(List)
}

/// More values than this come from no command line that was meant.
const MOST: usize = 100_000;

fn expand(list: &str) -> Result<Vec<String>, String> {
    let mut expanded = Vec::new();
    for part in split(list) {
        expand_part(part.trim(), &mut expanded)?;
    }
    Ok(expanded)
}

/// Splits at the commas that stand outside of brackets.
fn split(list: &str) -> Vec<&str> {
    let mut inside = false;
    list.split(|character| {
        match character {
            '[' => inside = true,
            ']' => inside = false,
            _ => {}
        }
        character == ',' && !inside
    })
    .collect()
}

/// Adds what one part stands for: `x[1-3,5]` for `x1`, `x2`, `x3` and `x5`. Brackets that hold no numbers stand for
/// themselves.
fn expand_part(part: &str, expanded: &mut Vec<String>) -> Result<(), String> {
    let Some((prefix, numbers, suffix)) = ranges(part) else {
        expanded.push(part.to_owned());
        return Ok(());
    };
    let mut suffixes = Vec::new();
    expand_part(suffix, &mut suffixes)?;
    for number in self::numbers(numbers)? {
        for suffix in &suffixes {
            if expanded.len() >= MOST {
                return Err(format!("more than {MOST} values"));
            }
            expanded.push(format!("{prefix}{number}{suffix}"));
        }
    }
    Ok(())
}

/// The first brackets that hold numbers, with what stands before and after them.
fn ranges(part: &str) -> Option<(&str, &str, &str)> {
    part.match_indices('[').find_map(|(opening, _)| {
        let (inside, suffix) = part[opening + 1..].split_once(']')?;
        let numbers = inside.bytes().all(|byte| byte.is_ascii_digit() || byte == b',' || byte == b'-');
        numbers.then_some((&part[..opening], inside, suffix))
    })
}

/// The numbers of ranges such as `1-3,5`, in ascending order.
fn numbers(ranges: &str) -> Result<Vec<usize>, String> {
    let number =
        |text: &str| text.parse::<usize>().map_err(|_| format!("[{ranges}] is not a list of numbers and ranges"));
    let mut numbers = Vec::new();
    for range in ranges.split(',') {
        let (first, last) = match range.split_once('-') {
            Some((first, last)) => (number(first)?, number(last)?),
            None => (number(range)?, number(range)?),
        };
        if last < first {
            return Err(format!("the range {range} goes backwards"));
        }
        if last - first >= MOST {
            return Err(format!("more than {MOST} values"));
        }
        numbers.extend(first..=last);
    }
    numbers.sort_unstable();
    Ok(numbers)
}

#[cfg(test)]
mod tests {
    use super::{List, booleans, texts};

    #[track_caller]
    fn expands(list: &str, values: &[&str]) {
        assert_eq!(texts(list), Ok(List(values.iter().map(ToString::to_string).collect())), "{list}");
    }

    #[test]
    fn values_are_separated_by_commas() {
        expands("A,B,C", &["A", "B", "C"]);
        expands("", &[""]);
        expands("A,", &["A", ""]);
    }

    #[test]
    fn spaces_inside_values_are_kept_and_around_them_dropped() {
        expands("1, two ,3 three", &["1", "two", "3 three"]);
        expands("a b[1-2]", &["a b1", "a b2"]);
    }

    #[test]
    fn ranges_are_expanded_in_ascending_order() {
        expands("x[1-3,5]", &["x1", "x2", "x3", "x5"]);
        expands("x[5,1-3],y", &["x1", "x2", "x3", "x5", "y"]);
        expands("[1-2]", &["1", "2"]);
        expands("nid[001-003]", &["nid1", "nid2", "nid3"]);
        expands("x[0-1]c[2,4]n", &["x0c2n", "x0c4n", "x1c2n", "x1c4n"]);
    }

    #[test]
    fn what_stands_before_brackets_is_kept() {
        expands("http://repo/[1-2]", &["http://repo/1", "http://repo/2"]);
    }

    #[test]
    fn brackets_without_numbers_stand_for_themselves() {
        expands("x[a]", &["x[a]"]);
        expands("x[1", &["x[1"]);
        expands("[a][1-2]", &["[a]1", "[a]2"]);
    }

    #[test]
    fn ranges_that_make_no_sense_are_refused() {
        for list in ["x[]", "x[1-]", "x[-1]", "x[,]", "x[3-1]", "x[1-2-3]", "x[0-99999999]", "x[99999999999999999999]"]
        {
            assert!(texts(list).is_err(), "{list}");
        }
    }

    #[test]
    fn booleans_take_the_same_words_as_everywhere() {
        assert_eq!(booleans("true, F,yes"), Ok(List(vec![true, false, true])));
        assert!(booleans("true,maybe").is_err());
    }
}
