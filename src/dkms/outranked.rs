//! Variables that the Deployment of IMS has of its own outrank those from the ConfigMap.

use super::{Data, ENABLE, means_true};
use std::collections::BTreeMap;

/// A key whose value in the ConfigMap is not what the service reads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outranked {
    pub key: &'static str,
    /// What the service reads in its place; `None` if that comes from elsewhere, so that it is not known.
    pub value: Option<String>,
}

/// The keys for which the Deployment says something else than the ConfigMap, or something that is not known.
pub fn outranked(data: &Data, variables: &BTreeMap<String, Option<String>>, keys: &[&'static str]) -> Vec<Outranked> {
    let differs = |key: &str, value: &str| match (key, data.get(key)) {
        (ENABLE, set) => means_true(value) != set.is_none_or(|set| means_true(set)),
        (_, set) => set.map(String::as_str) != Some(value),
    };
    let found = keys.iter().filter_map(|key| Some((*key, variables.get(*key)?)));
    let found = found.filter(|(key, value)| value.as_ref().is_none_or(|value| differs(key, value)));
    found.map(|(key, value)| Outranked { key, value: value.clone() }).collect()
}

/// What the service reads in all; `None` if the value of one of the keys is not known.
pub fn in_force(data: &Data, outranked: &[Outranked]) -> Option<Data> {
    let mut data = data.clone();
    for Outranked { key, value } in outranked {
        data.insert((*key).to_owned(), value.clone()?);
    }
    Some(data)
}

#[cfg(test)]
mod tests {
    use super::super::{KATA_RUNTIME, KEYS};
    use super::*;

    fn found(set: &str, variables: &[(&str, Option<&str>)]) -> Vec<(&'static str, Option<String>)> {
        let data = Data::from([(ENABLE.into(), set.into()), (KATA_RUNTIME.into(), "kata-qemu".into())]);
        let variables = variables.iter().map(|(key, value)| ((*key).to_owned(), value.map(str::to_owned))).collect();
        outranked(&data, &variables, &KEYS).into_iter().map(|found| (found.key, found.value)).collect()
    }

    #[test]
    fn only_what_says_something_else_or_something_unknown_counts() {
        assert_eq!(found("True", &[]), []);
        assert_eq!(found("True", &[("OTHER", Some("x")), (ENABLE, Some("1"))]), []);
        assert_eq!(found("True", &[(ENABLE, Some("false"))]), [(ENABLE, Some("false".into()))]);
        assert_eq!(found("False", &[(ENABLE, None)]), [(ENABLE, None)]);
        assert_eq!(found("False", &[(KATA_RUNTIME, Some("kata-clh"))]), [(KATA_RUNTIME, Some("kata-clh".into()))]);
        assert_eq!(found("False", &[(KATA_RUNTIME, Some("kata-qemu"))]), []);
    }

    #[test]
    fn what_is_in_force_may_not_be_known() {
        let data = Data::from([(ENABLE.into(), "True".into())]);
        let by = |value: Option<&str>| in_force(&data, &[Outranked { key: ENABLE, value: value.map(str::to_owned) }]);
        assert_eq!(by(Some("False")).unwrap()[ENABLE], "False");
        assert_eq!(by(None), None);
    }
}
