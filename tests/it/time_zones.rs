//! Times that people give and see, on machines in any time zone.

use crate::support::{Home, Run, Server};

const IMAGES: &str = r#"[
    {"id": "1", "name": "2026-01-01T00:00:00", "created": "2026-01-01T14:59:00.123456"},
    {"id": "2", "name": "b", "created": "2026-01-01T16:00:00"},
    {"id": "3", "name": "c", "created": "2026-01-02T01:00:00+00:00", "deleted": null}
]"#;

fn run(zone: &str, words: &[&str]) -> Run {
    let home = Home::of(&Server::json(IMAGES));
    home.run_with(&[&["images"], words].concat(), &[("TZ", zone)], "")
}

fn ids(zone: &str, words: &[&str]) -> String {
    let run = run(zone, &[&["list", "--print", "id"], words].concat());
    assert_eq!((run.stderr.as_str(), run.status), ("", 0), "{zone} {words:?}");
    run.stdout.replace('\n', "")
}

#[test]
fn a_local_time_is_read_in_the_zone_that_tz_names() {
    for (zone, kept) in [
        ("Asia/Tokyo", "1"),
        (":Asia/Tokyo", "1"),
        ("JST-9", "1"),
        ("UTC", "12"),
        ("", "12"),
        ("America/New_York", "123"),
    ] {
        assert_eq!(ids(zone, &["--created-before", "2026-01-02T00:00"]), kept, "{zone}");
        assert_eq!(ids(zone, &["--created-before", "2026-01-02"]), kept, "{zone}");
    }
}

#[test]
fn a_zone_that_is_not_known_is_refused_where_a_local_time_is_given() {
    for time in ["2026-01-02", "2026-01-02T00:00"] {
        for words in [["list", "--created-after", time], ["deleteall", "--created-before", time]] {
            let server = Server::json(IMAGES);
            let run = Home::of(&server).run_with(&[&["images"], &words[..]].concat(), &[("TZ", "Asia/Nowhere")], "");
            assert_eq!((run.stdout.as_str(), run.status, server.lines().len()), ("", 2, 0), "{run:?}");
            assert!(run.stderr.contains("Asia/Nowhere") && run.stderr.contains("2026-11-23T22:00Z"), "{run:?}");
        }
    }
    for time in ["2026-01-02T00:00Z", "2026-01-02T09:00+09:00", "2026-01-02Z"] {
        assert_eq!(ids("Asia/Nowhere", &["--created-before", time]), "12", "{time}");
    }
    assert_eq!(ids("Asia/Nowhere", &["--created-after", "1h"]), "");
}

#[test]
fn a_table_says_in_which_zone_times_are_and_they_mean_the_same_in_a_filter() {
    for zone in ["Asia/Tokyo", "America/New_York", "Asia/Nowhere"] {
        let table = run(zone, &["list", "--format", "table", "--columns", "id,name,created"]).stdout;
        let cells: Vec<Vec<_>> = table.lines().skip(1).map(|line| line.split_whitespace().collect()).collect();
        let times: Vec<_> = cells.iter().map(|cells| cells[2]).collect();
        assert_eq!(times, ["2026-01-01T14:59:00.123456Z", "2026-01-01T16:00:00Z", "2026-01-02T01:00:00Z"]);
        assert_eq!(cells[0][1], "2026-01-01T00:00:00", "a name stays as it is");
        assert_eq!(ids(zone, &["--created-before", times[1]]), "1", "{zone}");
        assert_eq!(ids(zone, &["--created-after", times[1]]), "3", "{zone}");
    }
    let home = Home::of(&Server::json(r#"{"id": "1", "created": "2026-01-01T14:59:00"}"#));
    let shown = home.run(&["images", "describe", "1", "--format", "table"]).stdout;
    assert!(shown.contains("2026-01-01T14:59:00Z"), "{shown}");
    let printed = home.run(&["images", "describe", "1"]).stdout;
    assert!(printed.contains("\"2026-01-01T14:59:00\""), "other formats print what was received: {printed}");
}

#[test]
fn a_zone_without_an_end_is_refused() {
    let words = ["images", "list", "--created-before", "2026-01-02T00:00"];
    let run = Home::of(&Server::json("[]")).run_with(&words, &[("TZ", "/dev/zero")], "");
    assert!(run.status == 2 && run.stderr.contains("/dev/zero"), "{run:?}");
}
