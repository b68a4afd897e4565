//! The simulated service, through the program: what its jobs, nodes, recipes, routes and tokens are like.

use crate::support::{Home, Run, in_sandbox};

/// A shell function that starts a job, and the path of the gateway.
const HELP: &str = "start() {
    type=$1 artifact=$2; shift 2
    cray ims jobs create --job-type $type --artifact-id $artifact --public-key-id $IMS_PUBLIC_KEY_ID \
        --image-root-archive-name n \"$@\"
}
gateway=$(cray-ims config get core.hostname)/apis/ims
";

fn run(options: &[&str], script: &str) -> Run {
    in_sandbox(&Home::empty(), options, &format!("{HELP}{script}"))
}

#[test]
fn a_customize_job_without_a_container_waits_for_its_user_all_the_same() {
    let script = "job=$(start customize $IMS_IMAGE_ID --print id)
        cray-ims jobs wait $job --quiet --until waiting_on_user --print status
        cray ims jobs describe $job --print ssh_containers.0.name
        cray-ims jobs complete $job >/dev/null 2>&1; cray-ims jobs wait $job --quiet --print status";
    let run = run(&["--job-time", "0"], script);
    assert_eq!(run.stdout, "waiting_on_user\ncustomize\nsuccess\n", "{run:?}");
}

#[test]
fn a_remote_build_node_runs_jobs() {
    let script = "cray ims remote-build-nodes status describe x9 --format json
        job=$(start create $IMS_RECIPE_ID --require-dkms true --print id)
        cray ims jobs describe $job --print remote_build_node";
    let run = run(&["--remote-node", "x9", "--remote-node", "x7=aarch64"], script);
    assert!(run.stdout.contains("\"ableToRunJobs\": true") && run.stdout.ends_with("x9\n"), "{run:?}");
    let refused = in_sandbox(&Home::empty(), &["--remote-node", "x9=arm"], "echo reached");
    assert!(refused.status == 2 && refused.stderr.contains("XNAME"), "{refused:?}");
}

#[test]
fn there_is_a_recipe_of_each_type_to_build() {
    let script =
        "recipe=$(cray-ims recipes list --query \"[?recipe_type=='packer']|[0].id\" --format json | tr -d '\"\\n')
        job=$(start create $recipe --print id)
        cray-ims jobs wait $job --quiet --print status";
    let run = run(&["--job-time", "0"], script);
    assert_eq!(run.stdout, "success\n", "{run:?}");
}

#[test]
fn tokens_live_five_minutes_unless_an_option_says_otherwise() {
    let script = "curl -s -d 'grant_type=password&client_id=shasta' \
        ${gateway%/apis/ims}/keycloak/realms/shasta/protocol/openid-connect/token";
    assert!(run(&[], script).stdout.contains("\"expires_in\":300"));
    assert!(run(&["--token-time", "7"], script).stdout.contains("\"expires_in\":7"));
}

#[test]
fn scripts_find_the_old_routes_and_the_probes() {
    let script =
        "for path in /recipes /v2/recipes /v3/recipes /healthz/ready /healthz/live /v2/deleted/recipes /nope; do
            curl -s -o /dev/null -w '%{http_code} ' $gateway$path
        done
        curl -s -o /dev/null -w '%{http_code} ' -X DELETE $gateway/v2/recipes/$IMS_RECIPE_ID
        cray ims deleted recipes list --format json";
    assert_eq!(run(&[], script).stdout, "200 200 200 200 200 404 404 204 []\n");
}
