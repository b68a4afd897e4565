//! The rules as a chain, with the one that decided marked: for a job that is still to be created, or for one that exists.

use super::{Arch, Job, Rule, Settings, Work};

/// What is known of a job. What is not known is none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Facts {
    pub arch: Arch,
    /// `require_dkms` in the request.
    pub requested: Known<Option<bool>>,
    pub work: Work,
    /// Whether the recipe, of a create job, could be read.
    pub recipe_is_known: bool,
    /// The settings of the service when the job is created.
    pub settings: Option<Settings>,
    /// What the job got, if it exists.
    pub got: Option<bool>,
}

/// Something that is known or is not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Known<T> {
    Yes(T),
    No,
}

/// What a rule says of a job.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Says {
    Value(bool),
    /// It does not apply.
    Nothing,
    Unknown,
}

/// A rule, what it says, and whether it decides; `None` if that is not known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Link {
    pub rule: Rule,
    pub says: Says,
    pub decides: Option<bool>,
}

/// The rules in the order in which they are asked, and whether DKMS is required; `None` if that is not known.
pub fn chain(facts: &Facts) -> (Vec<Link>, Option<bool>) {
    let mut links: Vec<_> =
        Rule::ALL.iter().map(|rule| Link { rule: *rule, says: says(*rule, facts), decides: Some(false) }).collect();
    let mut undecided = Vec::new();
    for (index, link) in links.iter().enumerate() {
        match (link.says, facts.got) {
            (Says::Nothing, _) => {}
            (Says::Unknown, _) => undecided.push(index),
            // What was got is not what this rule says, so one before it has decided, or things have changed since.
            (Says::Value(value), Some(got)) if value != got => break,
            (Says::Value(_), _) => {
                undecided.push(index);
                break;
            }
        }
    }
    let certain = match undecided[..] {
        [only] => Some(only),
        _ => None,
    };
    undecided.iter().for_each(|index| links[*index].decides = certain.map(|_| true));
    let required = facts.got.or_else(|| match links[certain?].says {
        Says::Value(value) => Some(value),
        Says::Nothing | Says::Unknown => None,
    });
    (links, required)
}

fn says(rule: Rule, facts: &Facts) -> Says {
    let requested = match (rule, facts.requested) {
        (Rule::Request, Known::No) => return Says::Unknown,
        (_, Known::Yes(requested)) => requested,
        (_, Known::No) => None,
    };
    let job = Job { arch: facts.arch, requested, work: facts.work, remote: false };
    // Only the last rule asks the settings, and only for a customize job.
    let says = rule.says(&job, facts.settings.as_ref().unwrap_or(&Settings::read(|_| None)));
    let is_known = match rule {
        Rule::Recipe => facts.recipe_is_known,
        Rule::Settings => facts.settings.is_some(),
        Rule::Aarch64 | Rule::Request => true,
    };
    match (says, is_known) {
        (None, _) => Says::Nothing,
        (Some(_), false) => Says::Unknown,
        (Some(value), true) => Says::Value(value),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dkms::ENABLE;

    fn facts(work: Work) -> Facts {
        let settings = Settings::read(|key| (key == ENABLE).then_some("False"));
        let requested = Known::Yes(None);
        Facts { arch: Arch::X86_64, requested, work, recipe_is_known: true, settings: Some(settings), got: None }
    }

    const CREATE: Work = Work::Create { recipe_requires: true };

    /// Which rules decide or may have decided, and the result.
    fn decided(facts: &Facts) -> (Vec<(Rule, Option<bool>)>, Option<bool>) {
        let (links, required) = chain(facts);
        let deciding = links.iter().filter(|link| link.decides != Some(false));
        (deciding.map(|link| (link.rule, link.decides)).collect(), required)
    }

    #[test]
    fn the_first_rule_with_an_answer_decides() {
        assert_eq!(decided(&facts(CREATE)), (vec![(Rule::Recipe, Some(true))], Some(true)));
        assert_eq!(decided(&facts(Work::Customize)), (vec![(Rule::Settings, Some(true))], Some(false)));
        let asked = Facts { requested: Known::Yes(Some(false)), ..facts(CREATE) };
        assert_eq!(decided(&asked), (vec![(Rule::Request, Some(true))], Some(false)));
        let arm = Facts { arch: Arch::Aarch64, ..asked };
        assert_eq!(decided(&arm), (vec![(Rule::Aarch64, Some(true))], Some(true)));
    }

    #[test]
    fn unknown_settings_matter_only_where_they_are_asked() {
        let unknown = |work| Facts { settings: None, ..facts(work) };
        assert_eq!(decided(&unknown(Work::Customize)), (vec![(Rule::Settings, Some(true))], None));
        assert_eq!(decided(&unknown(CREATE)), (vec![(Rule::Recipe, Some(true))], Some(true)));
    }

    #[test]
    fn of_a_job_that_exists_the_request_is_told_by_what_differs() {
        let exists = |got| Facts { requested: Known::No, got: Some(got), ..facts(CREATE) };
        assert_eq!(decided(&exists(false)), (vec![(Rule::Request, Some(true))], Some(false)));
        assert_eq!(decided(&exists(true)), (vec![(Rule::Request, None), (Rule::Recipe, None)], Some(true)));
        let arm = Facts { arch: Arch::Aarch64, ..exists(true) };
        assert_eq!(decided(&arm), (vec![(Rule::Aarch64, Some(true))], Some(true)));
        let lost = Facts { recipe_is_known: false, ..exists(true) };
        assert_eq!(decided(&lost), (vec![(Rule::Request, None), (Rule::Recipe, None)], Some(true)));
    }
}
