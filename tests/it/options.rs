//! Options that a variable or the command's section of the configuration gives.

use crate::support::{Home, Run, Server};

const CREATE: [&str; 6] = ["recipes", "create", "--recipe-type", "packer", "--linux-distribution", "sles15"];

/// Runs the program against a server, with this text behind `[core]` of the configuration.
fn run(words: &[&str], variables: &[(&str, &str)], sections: &str) -> (Run, Server) {
    let server = Server::json("{}");
    let home = Home::with_configuration(&format!("[core]\nhostname = \"{}\"\n{sections}", server.url));
    home.write("key.pub", "ssh-rsa AAAA k\n");
    (home.run_with(words, variables, ""), server)
}

/// The body of the only request.
#[track_caller]
fn body(words: &[&str], variables: &[(&str, &str)], sections: &str) -> serde_json::Value {
    let (run, server) = run(words, variables, sections);
    assert_eq!((run.status, server.requests().len()), (0, 1), "{run:?}");
    serde_json::from_str(&server.requests()[0].body).unwrap()
}

#[test]
fn a_flag_wins_over_the_variable_and_that_over_the_section() {
    let variable = [("CRAY_IMS_RECIPES_CREATE_NAME", "variable")];
    let section = "[ims.recipes.create]\nname = \"section\"\n";
    let flag = [&CREATE[..], &["--name", "flag"]].concat();
    for (words, variables, section, name) in [
        (&flag[..], &variable[..], section, "flag"),
        (&CREATE, &variable, section, "variable"),
        (&CREATE, &[], section, "section"),
        (&CREATE, &[("CRAY_IMS_RECIPES_CREATE_NAME", "")], section, ""),
    ] {
        assert_eq!(body(words, variables, section)["name"], name);
    }
}

#[test]
fn deleteall_deletes_no_more_than_the_configuration_says() {
    let words = ["jobs", "deleteall"];
    for (variables, section) in [
        (&[][..], "[ims.jobs.deleteall]\nstatus = \"success\"\n"),
        (&[("CRAY_IMS_JOBS_DELETEALL_STATUS", "success")], ""),
    ] {
        let (run, server) = run(&words, variables, section);
        assert_eq!((run.status, server.lines()), (0, vec!["DELETE /apis/ims/v3/jobs?status=success".into()]));
    }
    let (_, server) = run(&words, &[], "[ims.jobs.deleteall]\nstatus = [\"success\", \"error\"]\nage = \"2d\"\n");
    assert_eq!(server.lines(), ["DELETE /apis/ims/v3/jobs?status=success&status=error&age=2d"]);
}

#[test]
fn deleteall_deletes_nothing_where_a_filter_may_be_misspelt() {
    let words = ["jobs", "deleteall"];
    for (variables, section) in [
        (&[][..], "[ims.jobs.deleteall]\nstatsu = \"success\"\n"),
        (&[], "[ims.jobs.deleteall]\njob-type = \"create\"\n"),
        (&[], "[ims.jobs.deleteall]\nstatus = []\n"),
        (&[("CRAY_IMS_JOBS_DELETEALL_STATSU", "success")], ""),
    ] {
        let (run, server) = run(&words, variables, section);
        assert_eq!((run.status, server.lines().len()), (2, 0), "{section}: {run:?}");
    }
}

#[test]
fn a_dry_run_is_announced_only_where_there_is_one() {
    let words = ["jobs", "deleteall", "--status", "success"];
    let (run, server) = run(&words, &[("CRAY_IMS_JOBS_DELETEALL_DRY_RUN", "false")], "");
    assert!(!run.stderr.contains("dry run") && server.lines().len() == 1, "{run:?}");
}

#[test]
fn values_are_read_as_those_of_the_option() {
    let section = "[ims.recipes.create]\nname = 5\nrequire_dkms = \"no\"\n\
        template_dictionary_key = [\"a\", \"b\"]\ntemplate_dictionary_value = \"x[1-2]\"\n";
    assert_eq!(
        body(&CREATE, &[], section),
        serde_json::json!({
            "recipe_type": "packer", "linux_distribution": "sles15", "name": "5", "require_dkms": false,
            "template_dictionary": [{"key": "a", "value": "x1"}, {"key": "b", "value": "x2"}],
        })
    );
    let jobs = "[ims.jobs.create]\njob_type = \"create\"\nimage_root_archive_name = \"i\"\nartifact_id = \"a\"\n\
        public_key_id = \"k\"\nenable_debug = true\nbuild_env_size = 15\nssh_containers_name = \"c\"\n\
        ssh_containers_jail = [true]\n";
    let job = body(&["jobs", "create"], &[("CRAY_IMS_JOBS_CREATE_REQUIRE_DKMS", "yes")], jobs);
    assert_eq!(
        (&job["enable_debug"], &job["build_env_size"], &job["require_dkms"]),
        (&true.into(), &15.into(), &true.into())
    );
    assert_eq!(job["ssh_containers"], serde_json::json!([{"name": "c", "jail": true}]));
    let key =
        body(&["public-keys", "create", "--name", "n"], &[], "[ims.public-keys.create]\npublic_key = \"key.pub\"\n");
    assert_eq!(key["public_key"], "ssh-rsa AAAA k\n");
}

#[test]
fn a_value_that_an_option_would_refuse_is_refused_with_its_place() {
    let words = [&CREATE[..], &["--name", "n"]].concat();
    for (variables, section, place) in [
        (&[("CRAY_IMS_RECIPES_CREATE_ARCH", "bad")][..], "", "CRAY_IMS_RECIPES_CREATE_ARCH"),
        (&[("CRAY_IMS_RECIPES_CREATE_ARCH", "")], "", "CRAY_IMS_RECIPES_CREATE_ARCH"),
        (&[("CRAY_IMS_RECIPES_CREATE_QUIET", "maybe")], "", "CRAY_IMS_RECIPES_CREATE_QUIET"),
        (&[("CRAY_IMS_RECIPES_CREATE_VERBOSE", "much")], "", "CRAY_IMS_RECIPES_CREATE_VERBOSE"),
        (&[], "[ims.recipes.create]\narch = \"bad\"\n", "ims.recipes.create.arch in "),
        (&[], "[ims.recipes.create]\narch = [\"x86_64\"]\n", "ims.recipes.create.arch"),
        (&[], "[ims.recipes.create]\nrequire_dkms = {}\n", "ims.recipes.create.require_dkms"),
        (&[], "[ims.recipes]\ncreate = \"x\"\n", "ims.recipes.create"),
        (&[], "[ims.recipes.create]\nlink_etag = \"e\"\n", "ims.recipes.create.link_etag in "),
    ] {
        let (run, server) = run(&words, variables, section);
        assert_eq!((run.status, run.stdout.as_str(), server.requests().len()), (2, "", 0), "{run:?}");
        let is_named =
            run.stderr.contains(place) && (section.is_empty() || run.stderr.contains("configurations/default"));
        assert!(is_named, "{place}: {}", run.stderr);
    }
    let (run, _) =
        run(&["public-keys", "create", "--name", "n"], &[("CRAY_IMS_PUBLIC_KEYS_CREATE_PUBLIC_KEY", "no.pub")], "");
    assert!(run.status == 2 && run.stderr.contains("CRAY_IMS_PUBLIC_KEYS_CREATE_PUBLIC_KEY"), "{run:?}");
}

#[test]
fn a_flag_wins_over_what_conflicts_with_it_elsewhere() {
    let section = "[ims.jobs.list]\nsort = \"name\"\n";
    assert_eq!(run(&["jobs", "list"], &[("CRAY_IMS_JOBS_LIST_LATEST", "1")], section).0.status, 2, "empty list");
    for (words, variables, section) in [
        (&["jobs", "list", "--limit", "1"][..], &[("CRAY_IMS_JOBS_LIST_LATEST", "true")][..], ""),
        (&["jobs", "list", "--query", "a"], &[], "[ims.jobs.list]\nprint = \"id\"\n"),
        (&["dkms", "explain", "--job", "1"], &[("CRAY_IMS_DKMS_EXPLAIN_RECIPE", "2")], ""),
    ] {
        let (run, _) = run(words, variables, section);
        assert!(!run.stderr.contains("cannot be used with"), "{run:?}");
    }
    let both = "[ims.jobs.list]\nprint = \"id\"\nquery = \"a\"\n";
    let (run, server) = run(&["jobs", "list"], &[], both);
    assert!(run.status == 2 && server.requests().is_empty(), "{run:?}");
    assert!(
        run.stderr.contains("ims.jobs.list.print in ") && run.stderr.contains("ims.jobs.list.query in "),
        "{run:?}"
    );
}

#[test]
fn v_says_where_each_value_came_from() {
    let words = [&CREATE[..], &["-v"]].concat();
    let (run, _) = run(&words, &[("CRAY_IMS_RECIPES_CREATE_NAME", "n")], "[ims.recipes.create]\narch = \"aarch64\"\n");
    assert!(run.stderr.contains("--name n is set by CRAY_IMS_RECIPES_CREATE_NAME"), "{run:?}");
    assert!(run.stderr.contains("--arch aarch64 is set by ims.recipes.create.arch in /"), "{run:?}");
}

#[test]
fn the_options_of_every_command_have_variables_and_no_other_section_than_core() {
    let words = ["images", "describe", "7"];
    let printed = |variables: &[(&str, &str)], sections: &str| run(&words, variables, sections).0.stdout;
    let json = "{}\n";
    assert_eq!(printed(&[("CRAY_IMS_IMAGES_DESCRIBE_FORMAT", "json")], ""), json);
    assert_eq!(printed(&[("CRAY_IMS_IMAGES_DESCRIBE_FORMAT", "json"), ("CRAY_FORMAT", "yaml")], ""), "{}\n\n");
    assert_eq!(printed(&[], "[ims.images.describe]\nformat = \"json\"\n"), "\n");
    assert_eq!(printed(&[], "format = \"JSON\"\n"), json);
    let (token, _) = run(&words, &[], "[ims.images.describe]\ntoken = \"/nowhere\"\n");
    assert!(token.status == 2 && token.stderr.contains("/nowhere"), "{token:?}");
    let (other, _) = run(&words, &[("CRAY_IMS_IMAGES_DESCRIBE_CONFIGURATION", "other")], "");
    assert!(other.status == 2 && other.stderr.contains("--configuration other"), "{other:?}");
}

#[test]
fn what_takes_a_safeguard_away_is_taken_from_the_command_line_alone() {
    for (words, name) in [
        (&["jobs", "deleteall"][..], "CRAY_IMS_JOBS_DELETEALL_YES"),
        (&["jobs", "deleteall"], "CRAY_IMS_JOBS_DELETEALL_INSECURE"),
    ] {
        let (run, _) = run(words, &[(name, "true")], "");
        assert!(run.stderr.contains(&format!("{name} is ignored")), "{run:?}");
    }
    // What adds one is taken, and said.
    let words = [&CREATE[..], &["--name", "n"]].concat();
    let (run, server) = run(&words, &[("CRAY_IMS_RECIPES_CREATE_DRY_RUN", "1")], "");
    assert!(run.status == 0 && server.requests().is_empty(), "{run:?}");
    assert!(
        run.stderr.contains("This is a dry run: --dry-run 1 is set by CRAY_IMS_RECIPES_CREATE_DRY_RUN."),
        "{run:?}"
    );
}

#[test]
fn a_name_of_no_option_is_reported() {
    let (run, _) = run(&["jobs", "list"], &[("CRAY_IMS_JOBS_LIST_STATSU", "x")], "[ims.jobs.list]\njob-type = \"x\"\n");
    assert!(run.stderr.contains("CRAY_IMS_JOBS_LIST_STATSU is ignored"), "{run:?}");
    assert!(run.stderr.contains("ims.jobs.list.job-type"), "{run:?}");
}

#[test]
fn setting_what_is_read_by_nobody_is_reported_and_done() {
    let home = Home::with_configuration("[core]\nhostname = \"https://a\"\n");
    for (section, value, nearest) in [
        ("core", "formt=json", "core.format"),
        ("ims.jobs.deleteall", "statsu=success", "ims.jobs.deleteall.status"),
        ("ims.recipes.list", "format=json", "core.format"),
        ("ims.jobs.deleteall", "yes=true", ""),
    ] {
        let run = home.run(&["config", "set", section, value]);
        let name = format!("{section}.{}", value.split('=').next().unwrap());
        assert!(run.status == 0 && run.stderr.contains(&name) && run.stderr.contains(nearest), "{run:?}");
        assert_eq!(home.run(&["config", "get", &name]).status, 0);
    }
    for (section, value) in [
        ("core", "cacert=/x"),
        ("ims.jobs.deleteall", "status=success"),
        ("auth.login", "username=x"),
        ("ims.remote-build-nodes.create", "xname=x"),
        ("ims.dkms.enable", "kata_runtime=kata-clh"),
    ] {
        let run = home.run(&["config", "set", section, value]);
        assert_eq!((run.status, run.stderr.contains("not read")), (0, false), "{run:?}");
    }
}

#[test]
fn a_password_from_a_variable_is_used_and_never_shown() {
    let server = Server::json(r#"{"access_token":"a","expires_in":300}"#);
    let home = Home::of(&server);
    let variables = [("CRAY_AUTH_LOGIN_USERNAME", "me"), ("CRAY_AUTH_LOGIN_PASSWORD", "sesame-open")];
    let run = home.run_with(&["auth", "login", "-v"], &variables, "");
    assert_eq!(run.status, 0, "{run:?}");
    assert!(server.requests()[0].body.contains("username=me") && server.requests()[0].body.contains("sesame-open"));
    assert!(!run.stderr.contains("sesame") && !run.stderr.contains("list of processes"), "{run:?}");
    assert!(run.stderr.contains("CRAY_AUTH_LOGIN_PASSWORD"), "{run:?}");
    let written = home.read(".config/cray/configurations/default");
    assert!(written.contains("username = \"me\"") && !written.contains("sesame"), "{written}");
}

#[test]
fn init_takes_variables() {
    let home = Home::empty();
    let variables = [("CRAY_INIT_HOSTNAME", "h.example"), ("CRAY_INIT_TENANT", "blue"), ("CRAY_INIT_NO_AUTH", "yes")];
    assert_eq!(home.run_with(&["init"], &variables, "").status, 0);
    let text = home.read(".config/cray/configurations/default");
    assert!(text.contains("https://h.example") && text.contains("blue"), "{text}");
}

#[test]
fn a_variable_that_is_not_utf8_is_an_error() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    let server = Server::json("[]");
    let home = Home::of(&server);
    for name in ["CRAY_IMS_JOBS_DELETEALL_STATUS", "CRAY_FORMAT", "CRAY_CONFIG", "NO_PROXY", "HTTP_PROXY"] {
        let mut command = home.command(std::path::Path::new(crate::support::PROGRAM));
        command.args(["jobs", "deleteall"]).env(name, OsStr::from_bytes(b"succ\xff"));
        let run = crate::support::finish(command, "");
        assert!(run.status == 2 && run.stderr.contains(name), "{name}: {run:?}");
    }
    assert!(server.requests().is_empty());
}

#[test]
fn help_and_the_version_need_no_configuration() {
    let home = Home::with_configuration("not TOML");
    for words in [&["--version"][..], &["recipes", "create", "--help"], &["jobs", "-h"]] {
        assert_eq!(home.run_with(words, &[("CRAY_FORMAT", "x")], "").status, 0, "{words:?}");
    }
}

#[test]
fn a_group_takes_a_double_dash() {
    let server = Server::json("{}");
    let home = Home::of(&server);
    for words in [
        &["--", "images", "list"][..],
        &["images", "--", "describe", "--", "x"],
        &["--", "images", "--", "describe", "-x"],
    ] {
        let run = home.run(words);
        assert_eq!(run.status == 0, words.last() != Some(&"-x"), "{words:?}: {run:?}");
    }
}
