//! What `kubectl` says in the simulated Kubernetes when pods do not come up and users lack rights.
use crate::support::kubectl::Terminal;

const DELETE_POD: &str = "kubectl -n services delete pod -l app.kubernetes.io/name=cray-ims --wait=false";

#[tokio::test]
#[ignore = "needs kubectl"]
async fn a_full_quota_keeps_the_pod_away_until_it_is_gone() {
    let terminal = Terminal::open().await;
    terminal.shows("kubectl -n services create quota full --hard=pods=0", &["resourcequota/full created"]).await;
    terminal.shows("kubectl -n services get quota", &["NAME", "REQUEST", "full", "pods: 1/0"]).await;
    terminal.shows(DELETE_POD, &["deleted"]).await;
    let condition =
        |kind: &str| format!("kubectl -n services wait --for=condition={kind} deploy/cray-ims --timeout=60s");
    terminal.shows(&condition("ReplicaFailure"), &["condition met"]).await;
    let refused = "forbidden: exceeded quota: full, requested: pods=1, used: pods=";
    let conditions = "kubectl -n services get rs -o jsonpath='{.items[*].status.conditions}'";
    terminal.shows(conditions, &["ReplicaFailure", "FailedCreate", refused]).await;
    let described =
        terminal.shows("kubectl -n services describe deploy cray-ims", &["ReplicaFailure", "FailedCreate"]).await;
    assert!(described.contains("NewReplicaSetAvailable"), "it had come up before: {described}");
    let events = "kubectl -n services get events --field-selector reason=FailedCreate";
    terminal.shows(events, &["Warning", "replicaset/cray-ims-", "Error creating: pods \"cray-ims-", refused]).await;
    terminal.refuses("kubectl -n services run q --image=x --overrides '{}'", "exceeded quota: full").await;
    terminal.shows("kubectl -n services delete quota full", &["deleted"]).await;
    terminal.shows(&condition("Available"), &["condition met"]).await;
    let healed = terminal.shows("kubectl -n services describe deploy cray-ims", &["1 available"]).await;
    assert!(!healed.contains("ReplicaFailure"), "{healed}");
}

#[tokio::test]
#[ignore = "needs kubectl"]
async fn a_runtime_class_that_is_missing_keeps_pods_away() {
    let terminal = Terminal::open().await;
    let patch =
        r#"kubectl -n services patch deploy cray-ims -p '{"spec":{"template":{"spec":{"runtimeClassName":"gone"}}}}'"#;
    terminal.shows(patch, &["patched"]).await;
    terminal
        .shows(
            "kubectl -n services wait --for=condition=ReplicaFailure deploy/cray-ims --timeout=60s",
            &["condition met"],
        )
        .await;
    let message = "is forbidden: pod rejected: RuntimeClass \"gone\" not found";
    terminal.shows("kubectl -n services get events", &["FailedCreate", message]).await;
    terminal.shows("kubectl -n services get deploy", &["0/1"]).await;
}

#[tokio::test]
#[ignore = "needs kubectl"]
async fn a_pod_may_run_and_never_be_ready() {
    let terminal = Terminal::open().await;
    let patch = r#"kubectl -n services patch cm ims-config -p '{"data":{"SANDBOX_POD_FAILS":"unready"}}'"#;
    terminal.shows(patch, &["patched"]).await;
    terminal.shows(DELETE_POD, &["deleted"]).await;
    let unhealthy = "timeout 120 sh -c 'until kubectl -n services get events | grep Unhealthy; do sleep 0.3; done'";
    terminal.shows(unhealthy, &["Readiness probe failed"]).await;
    terminal.shows("kubectl -n services get pods", &["1/2", "Running"]).await;
}

#[tokio::test]
#[ignore = "needs kubectl"]
async fn users_may_do_what_their_roles_allow() {
    let terminal = Terminal::open().await;
    let may = |user: &str, what: &str| format!("kubectl -n services --context {user} auth can-i {what}");
    for (user, allowed, refused) in [
        ("sandbox", &["patch configmaps", "delete pods", "list runtimeclasses", "get pods/log"][..], &[][..]),
        ("nodelete", &["patch configmaps", "list runtimeclasses", "get pods"], &["delete pods", "create jobs"]),
        ("noclasses", &["patch configmaps", "delete pods"], &["list runtimeclasses"]),
        ("reader", &["get configmaps", "list jobs"], &["patch configmaps", "delete pods"]),
        ("nobody", &[], &["get configmaps", "delete pods"]),
    ] {
        for what in allowed {
            terminal.shows(&may(user, what), &["yes"]).await;
        }
        for what in refused {
            terminal.refuses(&may(user, what), "no").await;
        }
    }
    terminal
        .shows(
            "kubectl -n services --context nodelete auth can-i --list",
            &["configmaps", "[get list watch patch update]"],
        )
        .await;
    terminal.shows("kubectl --context nodelete auth whoami", &["nodelete", "system:authenticated"]).await;
    let classes = "get runtimeclass -o name";
    terminal.shows(&format!("kubectl --context nodelete {classes}"), &["kata-qemu"]).await;
    terminal.refuses(&format!("kubectl --context noclasses {classes}"), "User \"noclasses\" cannot list").await;
    terminal.shows("kubectl -n services --context reader get pods,cm", &["ims-config"]).await;
    let patch = r#"-n services patch cm ims-config -p '{"data":{"A":"b"}}'"#;
    terminal.shows(&format!("kubectl --context noclasses {patch}"), &["patched"]).await;
    terminal.refuses(&format!("kubectl --context reader {patch}"), "User \"reader\" cannot patch").await;
    let pod = "pod -l app.kubernetes.io/name=cray-ims";
    let forbidden = "User \"nodelete\" cannot delete resource \"pods\" in API group \"\" in the namespace \"services\"";
    terminal.refuses(&format!("kubectl -n services --context nodelete delete {pod}"), forbidden).await;
}
