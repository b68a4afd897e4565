//! Which records of a list are meant, in which order, and what of them. The service has no filters; these look at the answer.

mod field;
mod order;

use super::document::{Value, View};
pub use field::{FieldError, field};
use field::{each_record, fields_of, find};
use jiff::Timestamp;
use order::{Key, in_order};
use std::ops::Range;

/// No more records than this are filtered or sorted, which bounds the memory for it.
const MOST: usize = 2_000_000;

/// Which records of a list are meant, and in which order.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Selection {
    pub conditions: Vec<Condition>,
    /// The field to sort by, with dots between the levels.
    pub sort: Option<String>,
    pub reverse: bool,
    pub limit: Option<usize>,
    /// The fields that are to be shown.
    pub shown: Vec<String>,
    /// Whether it is a mistake if no record is meant.
    pub is_required: bool,
}

/// What must hold for one field of a record. A record without the field is not meant.
#[derive(Clone, Debug, PartialEq)]
pub struct Condition {
    pub field: &'static str,
    pub test: Test,
}

/// What can be asked of a field.
#[derive(Clone, Debug, PartialEq)]
pub enum Test {
    Glob(glob::Pattern),
    OneOf(Vec<String>),
    Is(bool),
    After(Timestamp),
    Before(Timestamp),
}

impl Selection {
    /// Whether every record is meant, in the order in which it came.
    pub fn is_everything(&self) -> bool {
        *self == Selection::default()
    }

    /// The records of a list that are meant, each as it was received.
    pub fn of(&self, text: &str) -> Result<String, FieldError> {
        let mut kept: Vec<(Option<Key>, Range<u32>)> = Vec::new();
        let mut first = None;
        let mut missing: Vec<_> = self.sort.iter().chain(&self.shown).collect();
        let is_list = each_record(text, |value, place| {
            first.get_or_insert(place.clone());
            missing.retain(|field| find(value, field).is_none());
            if !self.conditions.iter().all(|condition| condition.holds(value)) {
                return Ok(());
            }
            if kept.len() == MOST {
                return Err(FieldError::TooMany);
            }
            let key = self.sort.as_deref().and_then(|field| find(value, field)).and_then(Key::of);
            // No answer is longer than 4 GiB.
            kept.push((key, place.start as u32..place.end as u32));
            Ok(())
        })?;
        if !is_list {
            return Err(FieldError::NoList);
        }
        if let (Some(field), Some(first)) = (missing.first(), first) {
            return Err(FieldError::Nowhere { field: (*field).clone(), fields: fields_of(&text[first])? });
        }
        if kept.is_empty() && self.is_required {
            return Err(FieldError::Nothing);
        }
        if self.sort.is_some() {
            kept.sort_by(|(one, _), (other, _)| in_order(one.as_ref(), other.as_ref(), self.reverse));
        } else if self.reverse {
            kept.reverse();
        }
        kept.truncate(self.limit.unwrap_or(usize::MAX));
        let length: usize = kept.iter().map(|(_, place)| place.len() + 1).sum();
        let mut list = String::with_capacity(length + 2);
        for (index, (_, place)) in kept.into_iter().enumerate() {
            list.push(if index == 0 { '[' } else { ',' });
            list.push_str(&text[place.start as usize..place.end as usize]);
        }
        list.push_str(if list.is_empty() { "[]" } else { "]" });
        Ok(list)
    }
}

impl Condition {
    fn holds(&self, record: Value) -> bool {
        let Some(value) = find(record, self.field) else { return false };
        match (&self.test, value.view()) {
            (Test::Is(wanted), View::Bool(is)) => is == *wanted,
            (Test::Glob(pattern), View::Text(text)) => pattern.matches(&text.decoded()),
            (Test::OneOf(words), View::Text(text)) => words.iter().any(|word| *word == text.decoded()),
            (Test::After(limit), View::Text(text)) => {
                crate::time::read(&text.decoded()).is_some_and(|time| time > *limit)
            }
            (Test::Before(limit), View::Text(text)) => {
                crate::time::read(&text.decoded()).is_some_and(|time| time < *limit)
            }
            _ => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIST: &str = r#"[
        {"id": "1", "name": "csm-a", "created": "2026-11-01T10:00:00", "n": 10, "require_dkms": true},
        {"id": "2", "name": "csm-b", "created": "2026-11-03T10:00:00+00:00", "n": 9.50, "link": {"path": "s3://x"}},
        {"id": "3", "name": "cos", "created": "2026-11-02T10:00:00", "n": 9, "require_dkms": false}
    ]"#;

    fn ids(selection: &Selection) -> String {
        let kept = selection.of(LIST).unwrap();
        String::from_utf8(field(&kept, "id").unwrap()).unwrap().replace('\n', "")
    }

    fn having(field: &'static str, test: Test) -> Selection {
        Selection { conditions: vec![Condition { field, test }], ..Selection::default() }
    }

    #[test]
    fn only_records_for_which_every_condition_holds_are_kept() {
        let second = "2026-11-02T00:00:00Z".parse().unwrap();
        assert_eq!(ids(&having("name", Test::Glob(glob::Pattern::new("csm-*").unwrap()))), "12");
        assert_eq!(ids(&having("name", Test::OneOf(vec!["cos".into(), "csm-a".into()]))), "13");
        assert_eq!(ids(&having("require_dkms", Test::Is(false))), "3");
        assert_eq!(ids(&having("created", Test::After(second))), "23");
        assert_eq!(ids(&having("created", Test::Before(second))), "1");
    }

    #[test]
    fn records_are_sorted_by_any_field_and_cut_off() {
        let sorted = |field: &str, reverse, limit| {
            ids(&Selection { sort: Some(field.into()), reverse, limit, ..Selection::default() })
        };
        assert_eq!(sorted("n", false, None), "321");
        assert_eq!(sorted("created", true, Some(1)), "2");
        assert_eq!(sorted("link.path", false, None), "213");
        assert_eq!(sorted("link.path", true, None), "213");
        assert_eq!(ids(&Selection { reverse: true, limit: Some(2), ..Selection::default() }), "32");
    }

    #[test]
    fn null_is_no_text_and_comes_last_either_way_round() {
        let list = r#"[{"id": "1", "n": null}, {"id": "2", "n": "nought"}, {"id": "3", "n": "a"}, {"id": "4"}]"#;
        let sorted = |reverse| {
            let selection = Selection { sort: Some("n".into()), reverse, ..Selection::default() };
            String::from_utf8(field(&selection.of(list).unwrap(), "id").unwrap()).unwrap().replace('\n', "")
        };
        assert_eq!((sorted(false).as_str(), sorted(true).as_str()), ("3214", "2314"));
    }

    #[test]
    fn a_list_that_is_broken_is_not_taken_for_a_shorter_one() {
        let everything = Selection { reverse: true, ..Selection::default() };
        assert_eq!(everything.of(" [ 1 , 2 ] ").unwrap(), "[2,1]");
        assert_eq!(everything.of("[\n]").unwrap(), "[]");
        for text in ["[", "[1", "[1,", "[1,]", "[1 2]", "[1] 2", "[,1]", "[1,2", "[{\"a\":1]", "[1]]"] {
            assert!(matches!(everything.of(text), Err(FieldError::Answer(_))), "{text}");
            assert!(matches!(field(text, "a"), Err(FieldError::Answer(_) | FieldError::Missing { .. })), "{text}");
        }
        assert_eq!(everything.of("{}"), Err(FieldError::NoList));
    }

    #[test]
    fn a_field_that_no_record_has_is_a_mistake_and_so_may_be_that_none_is_meant() {
        let sorted = Selection { sort: Some("creatd".into()), ..Selection::default() };
        let mistake = sorted.of(LIST).unwrap_err().to_string();
        assert!(mistake.starts_with("None of the records has a field creatd. The first has: id, name, "), "{mistake}");
        assert_eq!(sorted.of("[]").unwrap(), "[]");
        let shown = |field: &str| Selection { shown: vec!["id".into(), field.into()], ..Selection::default() };
        assert!(shown("link.path").of(LIST).is_ok() && shown("link.etag").of(LIST).is_err());
        let none = having("name", Test::OneOf(vec!["x".into()]));
        assert_eq!(none.of(LIST).unwrap(), "[]");
        assert_eq!(Selection { is_required: true, ..none }.of(LIST), Err(FieldError::Nothing));
    }

    #[test]
    fn a_record_that_is_kept_stays_as_it_was_received() {
        let kept = having("name", Test::OneOf(vec!["csm-b".into()])).of(LIST).unwrap();
        assert!(kept.contains(r#""n": 9.50, "link": {"path": "s3://x"}}"#), "{kept}");
    }

    #[test]
    fn a_field_is_printed_raw() {
        let record = r#"{"text": "a \"b\"\n", "number": 1.50, "link": {"path": "x"}, "list": [{"a": 1}], "no": null}"#;
        let printed = |name: &str| field(record, name).map(|out| String::from_utf8(out).unwrap());
        assert_eq!(printed("text").unwrap(), "a \"b\"\n\n");
        assert_eq!(printed("number").unwrap(), "1.50\n");
        assert_eq!(printed("link.path").unwrap(), "x\n");
        assert_eq!(printed("list.0.a").unwrap(), "1\n");
        assert_eq!(printed("link").unwrap(), "{\"path\":\"x\"}\n");
        for name in ["no", "nothing", "link.nothing", "text.x", ""] {
            assert!(printed(name).is_err(), "{name}");
        }
    }

    #[test]
    fn a_record_of_a_list_without_the_field_is_named() {
        let missing = field(LIST, "link.path").unwrap_err().to_string();
        assert_eq!(missing, "Record 1 of the list has no link.path");
    }
}
