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
    expand(list)?.iter().map(|word| crate::boolean::parse(word)).collect::<Result<_, _>>().map(List)
}

/// More values than this come from no command line that was meant.
const MOST: usize = 100_000;

/// Nor do so many characters in the values of one part.
const LONGEST: usize = 16 * 1024 * 1024;

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
    let mut values = vec![String::new()];
    let mut rest = part;
    while let Some((prefix, ranges, suffix)) = ranges(rest) {
        let numbers = numbers(ranges)?;
        refuse_more_than_most(expanded.len() + values.len() * numbers.len())?;
        let longest = values.iter().map(String::len).max().unwrap_or_default() + prefix.len();
        if values.len() * numbers.len() * longest > LONGEST {
            return Err(format!("more than {LONGEST} characters"));
        }
        let with = |value: &String| numbers.iter().map(|number| format!("{value}{prefix}{number}")).collect::<Vec<_>>();
        values = values.iter().flat_map(with).collect();
        rest = suffix;
    }
    refuse_more_than_most(expanded.len() + values.len())?;
    expanded.extend(values.into_iter().map(|value| value + rest));
    Ok(())
}

fn refuse_more_than_most(count: usize) -> Result<(), String> {
    if count > MOST { Err(format!("more than {MOST} values")) } else { Ok(()) }
}

/// The first brackets that hold numbers, with what stands before and after them.
fn ranges(part: &str) -> Option<(&str, &str, &str)> {
    let of_numbers = |byte: &u8| byte.is_ascii_digit() || matches!(byte, b',' | b'-');
    part.match_indices('[').find_map(|(opening, _)| {
        let behind = &part[opening + 1..];
        let length = behind.bytes().take_while(of_numbers).count();
        let suffix = behind[length..].strip_prefix(']')?;
        Some((&part[..opening], &behind[..length], suffix))
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
        refuse_more_than_most(numbers.len())?;
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
    fn a_long_list_takes_neither_the_stack_nor_much_time() {
        let brackets = "[".repeat(30_000);
        expands(&brackets, &[&brackets]);
        expands(&format!("{brackets}1]"), &[&format!("{}1", &brackets[1..])]);
        expands(&"[1]".repeat(30_000), &[&"1".repeat(30_000)]);
        assert!(texts(&"[1-2]".repeat(30_000)).is_err());
        assert!(texts(&format!("[1-90000]{}", "[1]".repeat(30_000))).is_err());
        assert!(texts(&format!("[{}1]", "0-99999,".repeat(30_000))).is_err());
    }

    #[test]
    fn booleans_take_the_same_words_as_everywhere() {
        assert_eq!(booleans("true, F,yes"), Ok(List(vec![true, false, true])));
        assert!(booleans("true,maybe").is_err());
    }
}
