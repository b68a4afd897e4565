//! The files under `.config/cray`, and which setting wins.

use crate::support::{Home, Server};
use std::os::unix::fs::PermissionsExt;

const DEFAULT: &str = ".config/cray/configurations/default";

#[test]
fn a_flag_wins_over_the_environment_and_that_over_the_configuration() {
    let server = Server::json(r#"{"a":1}"#);
    let home = Home::with_configuration(&format!("[core]\nhostname = \"{}\"\nformat = \"yaml\"\n", server.url));
    let printed = |words: &[&str], variables: &[(&str, &str)]| {
        home.run_with(&[&["images", "describe", "7"], words].concat(), variables, "").stdout
    };
    assert_eq!(printed(&[], &[]), "a: 1\n\n");
    assert_eq!(printed(&[], &[("CRAY_FORMAT", "json")]), "{\n  \"a\": 1\n}\n");
    assert_eq!(printed(&["--format", "toml"], &[("CRAY_FORMAT", "json")]), "a = 1\n\n");
}

#[test]
fn a_configuration_is_chosen_by_flag_environment_and_activation() {
    let servers = ["active", "environment", "flag"].map(|name| Server::json(&format!("{{\"name\":\"{name}\"}}")));
    let home = Home::empty();
    for (name, server) in ["a", "e", "f"].iter().zip(&servers) {
        home.write(&format!(".config/cray/configurations/{name}"), &format!("[core]\nhostname = \"{}\"\n", server.url));
    }
    home.write(".config/cray/active_config", "a");
    let words = ["images", "describe", "7"];
    assert_eq!(home.run(&words).stdout, "name = \"active\"\n\n");
    assert_eq!(home.run_with(&words, &[("CRAY_CONFIG", "e")], "").stdout, "name = \"environment\"\n\n");
    let words = ["images", "describe", "7", "--configuration", "f"];
    assert_eq!(home.run_with(&words, &[("CRAY_CONFIG", "e")], "").stdout, "name = \"flag\"\n\n");
}

#[test]
fn a_setting_of_another_kind_is_not_taken_for_none() {
    for text in [
        "cacert = [\"/etc/ca.pem\"]",
        "insecure = {}",
        "format = 1.5",
        "hostname = []",
        "hostname = 5",
        "tenant = 1979-05-27",
    ] {
        let key = text.split(' ').next().unwrap();
        let rest = if key == "hostname" { "" } else { "hostname = \"https://127.0.0.1:1\"\n" };
        let home = Home::with_configuration(&format!("[core]\n{rest}{text}\n"));
        let run = home.run(&["images", "list"]);
        let told = format!("Error: invalid value for core.{key}: ");
        assert!(run.status == 2 && run.stderr.starts_with(&told), "{text}: {run:?}");
    }
}

#[test]
fn an_invalid_setting_is_not_saved_and_can_be_removed() {
    let home =
        Home::with_configuration("[core]\nhostname = \"http://127.0.0.1:1\"\nquiet = \"maybe\"\nformat = \"xml\"\n");
    for value in ["quiet=maybe", "insecure=perhaps", "format=xml", "hostname=http://x/y"] {
        let run = home.run(&["config", "set", "core", value]);
        assert!(run.status == 2 && run.stderr.contains("invalid value for "), "{value}: {run:?}");
    }
    let run = home.run(&["images", "list"]);
    assert!(run.status == 2 && run.stderr.contains("`cray config unset core.quiet` removes it."), "{run:?}");
    assert_eq!(home.run(&["config", "unset", "core.quiet", "core.format"]).status, 0);
    assert_eq!(home.run(&["config", "set", "core", "quiet=true", "format=json", "mine=anything"]).status, 0);
}

#[test]
fn who_names_a_configuration_need_not_know_the_active_one() {
    let home = Home::with_configuration("[core]\nhostname = \"https://here\"\n");
    std::fs::write(home.path(".config/cray/active_config"), b"\xff").unwrap();
    assert_eq!(home.run(&["config", "get", "core.hostname"]).status, 2);
    let run = home.run(&["config", "get", "core.hostname", "--configuration", "default"]);
    assert_eq!((run.stdout.as_str(), run.status), ("https://here\n", 0), "{run:?}");
}

#[test]
fn files_without_an_end_are_not_read_to_the_end() {
    let run = Home::with_configuration("[core]\nhostname = \"https://127.0.0.1:1\"\n").run(&[
        "images",
        "list",
        "--token",
        "/dev/zero",
    ]);
    assert!(run.status == 2 && run.stderr.contains("more than 1048576 bytes"), "{run:?}");
}

#[test]
fn init_writes_files_for_the_user_alone() {
    let home = Home::empty();
    let run = home.run(&["init", "--hostname", "api.example", "--tenant", "blue", "--no-auth"]);
    assert_eq!((run.stdout.as_str(), run.status), ("Initialization complete.\n", 0));
    let text = home.read(DEFAULT);
    assert!(text.contains("hostname = \"https://api.example\"") && text.contains("tenant = \"blue\""), "{text}");
    assert_eq!(home.read(".config/cray/active_config"), "default");
    let mode = |name: &str| home.path(name).metadata().unwrap().permissions().mode() & 0o777;
    assert_eq!((mode(DEFAULT), mode(".config/cray"), mode(".config/cray/tokens")), (0o600, 0o700, 0o700));
}

#[test]
fn init_does_not_overwrite_a_configuration_unless_it_is_told_to() {
    let home = Home::with_configuration("# mine\n[core]\nhostname = \"https://old\"\n");
    let run = home.run(&["init", "--hostname", "https://new", "--no-auth"]);
    assert_eq!(run.status, 1, "{run:?}");
    assert!(home.read(DEFAULT).contains("https://old"));
    let run = home.run(&["init", "--hostname", "https://new", "--no-auth", "--overwrite"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    assert!(home.read(DEFAULT).contains("https://new"));
}

#[test]
fn a_section_is_no_setting_and_a_setting_is_no_section() {
    let text = "[core]\nhostname = \"https://a\"\n\n[auth.login]\nusername = \"me\"\n";
    let home = Home::with_configuration(text);
    for (section, setting, told) in [
        ("auth", "login=x", "auth.login is a section, not a setting."),
        ("core.hostname", "x=1", "core.hostname is a setting, not a section."),
        ("core.hostname.x", "y=1", "core.hostname is a setting, not a section."),
    ] {
        let run = home.run(&["config", "set", section, setting]);
        assert!(run.status == 2 && run.stderr.contains(&format!("Unable to set property. {told}")), "{run:?}");
    }
    assert_eq!(home.read(DEFAULT), text);
}

#[test]
fn a_setting_is_shown_changed_and_removed_and_the_rest_of_the_file_stays() {
    let text = "# the first\n[core]\nhostname = \"https://a\" # here\nformat = \"json\"\n\n[other]\nx = 1\n";
    let home = Home::with_configuration(text);
    assert_eq!(home.run(&["config", "get", "core.hostname"]).stdout, "https://a\n");
    assert_eq!(home.run(&["config", "set", "auth.login", "username=me"]).status, 0);
    assert_eq!(home.run(&["config", "unset", "core.format"]).status, 0);
    assert_eq!(home.read(DEFAULT), text.replace("format = \"json\"\n", "") + "\n[auth.login]\nusername = \"me\"\n");
    let run = home.run(&["config", "get", "core.format"]);
    assert_eq!((run.stdout.as_str(), run.status), ("", 2));
}

#[test]
fn a_configuration_is_made_the_active_one() {
    let home = Home::with_configuration("[core]\nhostname = \"https://a\"\n");
    home.write(".config/cray/configurations/blue", "[core]\nhostname = \"https://b\"\n");
    assert_eq!(home.run(&["config", "use", "blue"]).status, 0);
    let run = home.run(&["config", "list", "--format", "json"]);
    let names: serde_json::Value = serde_json::from_str(&run.stdout).unwrap();
    assert_eq!(names["configurations"][0], serde_json::json!({"name": "blue", "is_active": true}));
    assert_eq!(home.run(&["config", "use", "green"]).status, 2);
    assert_eq!(home.read(".config/cray/active_config"), "blue");
}

#[test]
fn a_broken_configuration_is_named_with_its_line_and_left_alone() {
    let home = Home::with_configuration("[core]\nhostname = \"https://a\"\nformat = \n");
    for words in [
        &["images", "list"][..],
        &["config", "set", "core", "format=json"],
        &["init", "--hostname", "b", "--no-auth", "--overwrite"],
    ] {
        let run = home.run(words);
        assert_eq!((run.stdout.as_str(), run.status), ("", 2), "{words:?}");
        assert!(run.stderr.contains("configurations/default") && run.stderr.contains("line 3"), "{}", run.stderr);
    }
    assert_eq!(home.read(DEFAULT), "[core]\nhostname = \"https://a\"\nformat = \n");
}

#[test]
fn a_value_that_makes_no_sense_is_named_with_where_it_stands() {
    let home = Home::with_configuration("[core]\nhostname = \"https://a\"\nformat = \"xml\"\n");
    let run = home.run(&["images", "list"]);
    assert_eq!(run.status, 2);
    assert!(run.stderr.contains("core.format") && run.stderr.contains("json, toml, yaml, table"), "{}", run.stderr);
}

#[test]
fn an_expired_token_is_not_sent() {
    let server = Server::json("{}");
    let home = Home::of(&server);
    home.write("token", r#"{"access_token":"sesame","expires_at":1.5}"#);
    let run = home.run(&["images", "list", "--token", "token"]);
    assert_eq!((run.status, server.requests().len()), (2, 0));
    assert!(
        run.stderr.starts_with("Error: Your session has expired, please run:\n\t`cray auth login`\n"),
        "{}",
        run.stderr
    );
}

#[test]
fn a_saved_token_is_found_where_the_reference_client_puts_it() {
    let server = Server::json("{}");
    let home =
        Home::with_configuration(&format!("[core]\nhostname = \"{}\"\n[auth.login]\nusername = \"a.b\"\n", server.url));
    let host = server.url.trim_start_matches("http://").replace('.', "_");
    home.write(&format!(".config/cray/tokens/{host}.a_b"), r#"{"access_token":"sesame"}"#);
    assert_eq!(home.run(&["images", "list"]).status, 0);
    assert_eq!(server.requests()[0].header("authorization"), Some("Bearer sesame"));
}
