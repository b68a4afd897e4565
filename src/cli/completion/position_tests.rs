use super::{Position, Wanted};
use crate::ims::*;

fn position(line: &str) -> Position {
    Position::of(&line.split(' ').map(str::to_owned).collect::<Vec<_>>()).unwrap_or_else(|| panic!("{line}"))
}

fn words(line: &str) -> Vec<String> {
    match position(line).wanted {
        Wanted::Words(words) => words.into_iter().map(|choice| choice.word).collect(),
        other => panic!("{line}: {other:?}"),
    }
}

#[test]
fn an_id_is_wanted_where_the_command_takes_one() {
    for (line, wanted, begun) in [
        ("cray-ims recipes describe ", Recipe::COLLECTION, ""),
        ("cray ims recipes describe co", Recipe::COLLECTION, "co"),
        ("cray-ims --format json images --quiet update --arch x86_64 i", Image::COLLECTION, "i"),
        ("cray-ims --format=json -v deleted public-keys update ", DeletedPublicKey::COLLECTION, ""),
        ("cray-ims jobs delete one two th", Job::COLLECTION, "th"),
        ("cray-ims recipes describe -- -x", Recipe::COLLECTION, "-x"),
        ("cray-ims remote-build-nodes status describe x3", RemoteBuildNode::COLLECTION, "x3"),
        ("cray-ims jobs create --public-key-id ", PublicKey::COLLECTION, ""),
        ("cray-ims jobs create --public-key-id=a", PublicKey::COLLECTION, "a"),
        ("cray-ims jobs create --job-type create --artifact-id a", Recipe::COLLECTION, "a"),
        ("cray-ims jobs create --job-type=customize --artifact-id a", Image::COLLECTION, "a"),
        ("cray-ims dkms --namespace x explain --recipe a", Recipe::COLLECTION, "a"),
    ] {
        let position = position(line);
        assert_eq!((position.wanted, position.begun.as_str()), (Wanted::Records(vec![wanted]), begun), "{line}");
    }
    let either = position("cray-ims jobs create --artifact-id ");
    assert_eq!(either.wanted, Wanted::Records(vec![Recipe::COLLECTION, Image::COLLECTION]));
}

#[test]
fn commands_come_before_options_and_those_of_the_command_before_those_of_all() {
    let root = words("cray-ims ");
    assert_eq!(root[..2], ["recipes", "images"]);
    assert!(!root.contains(&"complete".to_owned()) && root.contains(&"--configuration".to_owned()), "{root:?}");
    let images = words("cray-ims images ");
    assert_eq!(images[..6], ["list", "describe", "create", "update", "delete", "deleteall"]);
    let list = words("cray-ims images list --");
    assert_eq!((list[0].as_str(), list.last().unwrap().as_str()), ("--name", "--help"));
    assert!(words("cray-ims recipes describe one ")[0].starts_with("--"));
    assert!(words("cray-ims dkms status --").contains(&"--kubeconfig".to_owned()));
}

#[test]
fn an_option_is_offered_once_unless_it_may_be_given_again() {
    let left = words("cray-ims jobs deleteall --status error --quiet --age 1d -");
    assert!(left.contains(&"--status".to_owned()) && left.contains(&"--verbose".to_owned()), "{left:?}");
    assert!(!left.contains(&"--quiet".to_owned()) && !left.contains(&"--age".to_owned()), "{left:?}");
    assert!(!words("cray-ims recipes list --").contains(&"--artifact-id".to_owned()));
}

#[test]
fn values_that_are_known_are_offered() {
    for (line, first) in [
        ("cray-ims recipes list --format ", "json"),
        ("cray-ims recipes list --format=j", "json"),
        ("cray-ims recipes list --require-dkms ", "true"),
        ("cray-ims jobs create --ssh-containers-jail true,", "true"),
        ("cray-ims jobs list --sort ", "id"),
        ("cray-ims jobs wait --print ", "id"),
        ("cray-ims auth status --print ", "hostname"),
        ("cray-ims jobs logs 1 --container ", "fetch-recipe"),
        ("cray-ims config get ", "core.hostname"),
        ("cray-ims completions ", "bash"),
    ] {
        assert_eq!(words(line)[0], first, "{line}");
    }
    assert_eq!(words("cray-ims config get "), crate::config::Settings::names());
    assert!(words("cray-ims check --").contains(&"--junit".to_owned()));
    assert_eq!(position("cray-ims check --junit ").wanted, Wanted::Files);
    let columns = position("cray-ims images list --columns=id,na");
    assert_eq!((columns.prefix.as_str(), columns.begun.as_str()), ("--columns=id,", "na"));
}

#[test]
fn files_are_wanted_only_where_an_option_takes_one() {
    for line in [
        "cray-ims recipes list --token ",
        "cray-ims recipes list --cacert=a",
        "cray-ims public-keys create --public-key ",
        "cray-ims sandbox -- ",
        "cray-ims sandbox -- sh ",
        "cray-ims jobs ssh 1 -- ",
    ] {
        assert_eq!(position(line).wanted, Wanted::Files, "{line}");
    }
    for line in [
        "cray-ims recipes create --name ",
        "cray-ims recipes list --query ",
        "cray-ims init --hostname ",
        "cray-ims recipes list --nonsense=",
        "cray-ims recipes describe one -- ",
    ] {
        assert_eq!(position(line).wanted, Wanted::Anything, "{line}");
    }
    assert_eq!(position("cray-ims config use ").wanted, Wanted::Configurations);
    assert_eq!(position("cray-ims images list --configuration ").wanted, Wanted::Configurations);
    assert_eq!(position("cray-ims dkms enable --kata-runtime ").wanted, Wanted::RuntimeClasses);
    assert_eq!(position("cray-ims jobs complete 1 --container ").wanted, Wanted::SshContainers);
    assert_eq!(Position::of(&[]), None);
    assert_eq!(Position::of(&["cray-ims".to_owned()]), None);
}

#[test]
fn what_else_was_written_is_kept() {
    let all = position("cray-ims --configuration=blue jobs --token t -v delete one --quiet two t");
    assert_eq!(all.globals, ["--configuration=blue", "--token=t", "--verbose", "--quiet"]);
    assert_eq!(all.given, ["one", "two"]);
    let dkms = position("cray-ims dkms --kubeconfig k enable --kata-runtime ");
    assert_eq!((dkms.value("kubeconfig"), dkms.globals.len()), (Some("k"), 0));
}
