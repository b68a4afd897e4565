//! The real `kubectl` carries out the documented procedure, command by command, on the simulated Kubernetes.
use crate::support::kubectl::Terminal;
use serde_json::json;
use std::fs;

const IMS_POD: &str = "kubectl -n services get pods -l app.kubernetes.io/name=cray-ims -o name";

#[tokio::test]
#[ignore = "needs kubectl"]
async fn dkms_is_switched_on_as_documented() {
    let terminal = Terminal::open().await;
    let classes = terminal.shows("kubectl get runtimeclass", &["NAME", "HANDLER", "AGE", "kata-qemu"]).await;
    assert!(classes.lines().any(|line| line.split_whitespace().take(2).eq(["kata-qemu", "kata-qemu"])), "{classes}");
    terminal.write("editor", "#!/bin/sh\nsed -i 's/JOB_ENABLE_DKMS: .*/JOB_ENABLE_DKMS: \"True\"/' \"$1\"\n");
    terminal.shows("kubectl -n services edit cm ims-config", &["configmap/ims-config edited"]).await;
    terminal.shows("kubectl -n services get cm ims-config -o yaml", &["JOB_ENABLE_DKMS: \"True\""]).await;
    assert_eq!(terminal.setting("JOB_ENABLE_DKMS").as_deref(), Some("False"), "the pod has not been replaced yet");
    let pods = ["READY", "STATUS", "RESTARTS", "AGE", "2/2", "Running", "ims-post-upgrade-", "0/2", "Completed"];
    terminal.shows("kubectl -n services get pods", &pods).await;
    terminal.shows("kubectl -n services get pods | grep ims", &["cray-ims-", "2/2", "ims-post-upgrade-"]).await;
    let old = terminal.shows(IMS_POD, &["pod/cray-ims-"]).await;
    let old = old.trim().trim_start_matches("pod/");
    let seen =
        terminal.shows(&format!("kubectl -n services describe pod {old}"), &["ims-config", "Ready", "Running"]).await;
    assert!(seen.contains("Environment Variables from"), "{seen}");
    terminal.shows(&format!("kubectl -n services get pod {old} -o yaml"), &["configMapRef", "phase: Running"]).await;
    // The watch ends when it has seen a new pod become ready, and the delete waits until it has begun.
    let watching = terminal.run(
        r#"while read -r line; do
            echo "$line" >> ~/watched
            [[ $line == *1/2* ]] && is_new=yes
            [[ $is_new && $line == *2/2* ]] && break
        done < <(exec timeout 120 kubectl -n services get pods -w 2>/dev/null); kill $!"#,
    );
    let begun = "timeout 120 sh -c 'until grep -qs Running ~/watched; do sleep 0.1; done'";
    let delete = format!("{begun} && kubectl -n services delete pod {old}");
    tokio::join!(watching, terminal.shows(&delete, &["deleted"]));
    let watched = fs::read_to_string(terminal.path("watched")).expect("it has been watched");
    for word in ["Terminating", "Pending", "ContainerCreating", "0/2", "1/2", "2/2"] {
        assert!(watched.contains(word), "{watched}\nlacks {word}");
    }
    let ready = "kubectl -n services wait --for=condition=Ready pod -l app.kubernetes.io/name=cray-ims --timeout=60s";
    terminal.shows(ready, &["condition met"]).await;
    let new = terminal.shows(IMS_POD, &["pod/cray-ims-"]).await;
    assert!(!new.contains(old), "the pod is another one");
    assert_eq!(terminal.setting("JOB_ENABLE_DKMS").as_deref(), Some("True"));
}

#[tokio::test]
#[ignore = "needs kubectl"]
async fn a_rollout_replaces_the_pod_and_a_scaled_down_service_has_none() {
    let terminal = Terminal::open().await;
    let patch =
        r#"kubectl -n services patch cm ims-config --type merge -p '{"data":{"JOB_KATA_RUNTIME":"kata-remote"}}'"#;
    terminal.shows(patch, &["configmap/ims-config patched"]).await;
    terminal.shows(patch, &["no change"]).await;
    terminal.shows("kubectl -n services rollout status deploy cray-ims", &["successfully rolled out"]).await;
    terminal.shows("kubectl -n services rollout restart deploy cray-ims", &["restarted"]).await;
    assert_ne!(terminal.setting("JOB_KATA_RUNTIME").as_deref(), Some("kata-qemu"), "the old pod serves no longer");
    terminal
        .shows("kubectl -n services rollout status deploy cray-ims --timeout=60s", &["successfully rolled out"])
        .await;
    assert_eq!(terminal.setting("JOB_KATA_RUNTIME").as_deref(), Some("kata-remote"));
    terminal.shows("kubectl -n services rollout history deploy cray-ims", &["1", "2"]).await;
    terminal.shows("kubectl -n services scale deploy cray-ims --replicas=0", &["scaled"]).await;
    let gone = "kubectl -n services wait --for=delete pod -l app.kubernetes.io/name=cray-ims --timeout=60s";
    terminal.run(gone).await;
    assert_eq!(terminal.setting("JOB_KATA_RUNTIME"), None);
    terminal
        .shows("kubectl -n services get deploy,rs", &["0/0", "deployment.apps/cray-ims", "replicaset.apps/cray-ims-"])
        .await;
    terminal.shows("kubectl -n services describe deploy cray-ims", &["Recreate", "ScalingReplicaSet"]).await;
}

#[tokio::test]
#[ignore = "needs kubectl"]
async fn jobs_and_their_pods_can_be_looked_at_and_removed() {
    let terminal = Terminal::open().await;
    let containers = |names: [&str; 2]| names.map(|name| json!({"name": name, "image": "registry.local/ims:1"}));
    let pod = json!({
        "runtimeClassName": "kata-qemu", "restartPolicy": "Never",
        "initContainers": containers(["fetch-recipe", "build-image"]),
        "containers": containers(["buildenv-sidecar", "sshd"]),
    });
    terminal.cluster.create(json!({
        "apiVersion": "batch/v1", "kind": "Job", "metadata": {"name": "cray-ims-x-create", "namespace": "ims"},
        "spec": {"backoffLimit": 0, "template": {"spec": pod}},
    }));
    terminal.cluster.reach("ims", "cray-ims-x-create", "build-image");
    terminal.cluster.log_job("ims", "cray-ims-x-create", "build-image", "Building the image");
    terminal
        .shows("kubectl -n ims get jobs,pods", &["job.batch/cray-ims-x-create", "0/1", "Init:1/2", "Running"])
        .await;
    let logs = "kubectl -n ims logs -l job-name=cray-ims-x-create -c build-image";
    terminal.shows(logs, &["Building the image"]).await;
    terminal.shows("kubectl -n ims get job cray-ims-x-create -o yaml", &["runtimeClassName: kata-qemu"]).await;
    terminal.cluster.finish("ims", "cray-ims-x-create", true);
    terminal.shows("kubectl -n ims get jobs,pods", &["Complete", "1/1", "Completed", "0/2"]).await;
    terminal.shows("kubectl -n ims wait --for=condition=complete job/cray-ims-x-create", &["condition met"]).await;
    terminal.shows("kubectl -n ims describe job cray-ims-x-create", &["1 Succeeded", "SuccessfulCreate"]).await;
    terminal.shows("kubectl -n ims delete job cray-ims-x-create", &["deleted"]).await;
    terminal.shows("kubectl -n ims get jobs,pods", &["No resources found"]).await;
}

#[tokio::test]
#[ignore = "needs kubectl"]
async fn a_pod_that_cannot_start_says_why() {
    let terminal = Terminal::open().await;
    let patch = r#"kubectl -n services patch cm ims-config -p '{"data":{"SANDBOX_POD_FAILS":"yes"}}'"#;
    terminal.shows(patch, &["patched"]).await;
    terminal.shows("kubectl -n services delete pod -l app.kubernetes.io/name=cray-ims", &["deleted"]).await;
    let reason = "{.status.containerStatuses[0].state.waiting.reason}";
    let pod = "pod -l app.kubernetes.io/name=cray-ims";
    let stuck = &format!("kubectl -n services wait --for=jsonpath='{reason}'=CrashLoopBackOff {pod} --timeout=60s");
    terminal.shows(stuck, &["condition met"]).await;
    terminal.shows("kubectl -n services get pods", &["1/2", "CrashLoopBackOff"]).await;
    terminal.shows("kubectl -n services get events", &["Warning", "BackOff", "LAST SEEN"]).await;
    assert_eq!(terminal.setting("JOB_ENABLE_DKMS"), None);
    let template = json!({"spec": {
        "runtimeClassName": "kata-gone", "restartPolicy": "Never", "containers": [{"name": "sshd", "image": "i"}],
    }});
    let metadata = json!({"name": "cray-ims-y-create", "namespace": "ims"});
    let job = json!({"apiVersion": "batch/v1", "kind": "Job", "metadata": metadata, "spec": {"template": template}});
    terminal.cluster.create(job);
    assert!(!terminal.cluster.reach("ims", "cray-ims-y-create", "sshd"), "there is no pod to move along");
    terminal.shows("kubectl -n ims get events", &["FailedCreate", "RuntimeClass \"kata-gone\" not found"]).await;
}

#[tokio::test]
#[ignore = "needs kubectl"]
async fn other_everyday_commands_work() {
    let terminal = Terminal::open().await;
    terminal.cluster.set_client_secret("admin-client", "geheim", "https://localhost/token");
    terminal.shows("kubectl version", &["Server Version: v1.36.2"]).await;
    terminal.shows("kubectl api-resources", &["configmaps", "runtimeclasses", "deployments"]).await;
    terminal.shows("kubectl get ns,nodes", &["namespace/services", "namespace/ims", "node/ncn-w001"]).await;
    terminal
        .shows("kubectl -n services get all", &["pod/cray-ims", "service/cray-ims", "job.batch/ims-post-upgrade"])
        .await;
    terminal.shows("kubectl get pods -A -o wide", &["NAMESPACE", "ncn-w001"]).await;
    terminal.shows("kubectl -n services logs deploy/cray-ims -c cray-ims", &["gunicorn"]).await;
    let secret = "kubectl get secrets admin-client-auth -o jsonpath='{.data.client-secret}' | base64 -d";
    terminal.shows(secret, &["geheim"]).await;
    terminal
        .shows("kubectl create cm mine --from-literal=a=1 --dry-run=client -o yaml | kubectl create -f -", &["created"])
        .await;
    terminal
        .shows(
            "kubectl create cm mine --from-literal=a=2 --dry-run=client -o yaml | kubectl replace -f -",
            &["replaced"],
        )
        .await;
    terminal
        .shows(
            "kubectl create cm mine --from-literal=a=3 --dry-run=client -o yaml | kubectl apply -f -",
            &["configured"],
        )
        .await;
    terminal.shows("kubectl get cm mine -o jsonpath='{.data.a}'", &["3"]).await;
    terminal
        .shows("kubectl patch cm mine --type json -p '[{\"op\":\"remove\",\"path\":\"/data/a\"}]'", &["patched"])
        .await;
    terminal.shows("kubectl label cm mine colour=red", &["labeled"]).await;
    terminal.shows("kubectl get cm -l colour=red", &["mine"]).await;
    terminal.shows("kubectl delete cm mine", &["deleted"]).await;
    terminal.refuses("kubectl get cm mine", "(NotFound): configmaps \"mine\" not found").await;
    terminal.refuses("kubectl get nonsense", "the server doesn't have a resource type").await;
    terminal
        .refuses(
            "kubectl create cm mine --from-literal=a=1 -n nowhere --dry-run=client -o yaml | kubectl create -f -",
            "namespaces \"nowhere\" not found",
        )
        .await;
    let refused = "kubectl get pods --context nobody";
    terminal.refuses(refused, "User \"nobody\" cannot list resource \"pods\"").await;
    terminal.refuses("kubectl get pods --token wrong", "Unauthorized").await;
    terminal.refuses("kubectl -n services exec deploy/cray-ims -- ls", "the sandbox runs no containers").await;
}

#[tokio::test]
#[ignore = "needs kubectl"]
async fn what_kubectl_creates_by_itself_is_taken() {
    let terminal = Terminal::open().await;
    terminal.shows("kubectl create ns mine", &["namespace/mine created"]).await;
    terminal.shows("kubectl -n mine create cm settings --from-literal=a=1 --from-literal=b=", &["created"]).await;
    terminal.shows("kubectl -n mine get cm settings -o jsonpath='{.data}'", &[r#"{"a":"1","b":""}"#]).await;
    terminal.shows("kubectl -n mine create secret generic s --from-literal=key=geheim", &["created"]).await;
    terminal.shows("kubectl -n mine get secret s -o jsonpath='{.data.key}' | base64 -d", &["geheim"]).await;
    terminal
        .shows("kubectl -n mine create job j --image=registry.local/x:1 -- echo hello", &["job.batch/j created"])
        .await;
    terminal
        .shows("kubectl -n mine get job j -o yaml", &["image: registry.local/x:1", "- hello", "backoffLimit: 6"])
        .await;
    terminal
        .shows("kubectl -n mine create deploy d --image=registry.local/x:1 --replicas=2 --port=80", &["created"])
        .await;
    terminal.shows("kubectl -n mine rollout status deploy d --timeout=60s", &["successfully rolled out"]).await;
    terminal.shows("kubectl -n mine get deploy d", &["2/2"]).await;
    terminal.shows("kubectl -n mine create service clusterip c --tcp=80:8080", &["created"]).await;
    terminal.shows("kubectl -n mine get svc c -o yaml", &["targetPort: 8080", "app: c"]).await;
    terminal.shows("kubectl -n mine expose deploy d --port=80", &["exposed"]).await;
    terminal.shows("kubectl -n mine create sa account", &["created"]).await;
    terminal.shows("kubectl -n mine create quota q --hard=pods=0,count/jobs.batch=3", &["created"]).await;
    terminal.refuses("kubectl -n mine run p --image=registry.local/x:1", "exceeded quota: q").await;
    let missing = "kubectl -n mine create role r --verb=get --resource=pods";
    terminal.refuses(missing, "the server could not find the requested resource").await;
}

#[tokio::test]
#[ignore = "needs kubectl"]
async fn a_sidecar_counts_among_the_containers_and_a_job_ends_by_itself() {
    let terminal = Terminal::open().await;
    let inits = r#"[{"name":"setup","image":"i:1"},{"name":"proxy","image":"i:1","restartPolicy":"Always"}]"#;
    let patch = format!(
        r#"kubectl -n services patch deploy cray-ims -p '{{"spec":{{"template":{{"spec":{{"initContainers":{inits}}}}}}}}}'"#
    );
    terminal.shows(&patch, &["patched"]).await;
    terminal.shows("kubectl -n services rollout status deploy cray-ims --timeout=60s", &["successfully"]).await;
    terminal.shows("kubectl -n services get pods", &["3/3", "Running"]).await;
    terminal.shows("kubectl -n ims create job j --image=registry.local/x:1", &["created"]).await;
    terminal.shows("kubectl -n ims wait --for=condition=complete job/j --timeout=60s", &["condition met"]).await;
    terminal.shows("kubectl -n ims get jobs,pods", &["Complete", "1/1", "0/1", "Completed"]).await;
}

#[tokio::test]
#[ignore = "needs kubectl"]
async fn a_dry_run_changes_nothing_and_unknown_fields_are_refused() {
    let terminal = Terminal::open().await;
    let pod = terminal.shows(IMS_POD, &["pod/cray-ims-"]).await;
    terminal.shows(&format!("kubectl -n services delete --dry-run=server {pod}"), &["deleted (server dry run)"]).await;
    terminal.shows("kubectl -n services delete cm ims-config --dry-run=server", &["deleted (server dry run)"]).await;
    let patch = r#"kubectl -n services patch cm ims-config -p '{"data":{"A":"b"}}'"#;
    terminal.shows(&format!("{patch} --dry-run=server"), &["patched"]).await;
    terminal.shows("kubectl -n services scale deploy cray-ims --replicas=0 --dry-run=server", &["scaled"]).await;
    let untouched = "kubectl -n services get pods,cm -o name";
    let names = terminal.shows(untouched, &[pod.trim(), "configmap/ims-config"]).await;
    assert!(terminal.setting("A").is_none() && names.contains(pod.trim()));
    let unknown =
        r#"kubectl create -f - <<< '{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"x"},"dat":{"a":"b"}}'"#;
    terminal.refuses(unknown, "strict decoding error: unknown field \"dat\"").await;
    let warned = unknown.replace("create", "create --validate=warn");
    terminal.shows(&warned, &["Warning: unknown field \"dat\"", "configmap/x created"]).await;
    terminal
        .refuses("kubectl -n services logs deploy/cray-ims -c cray-ims --previous", "previous terminated container")
        .await;
}

#[tokio::test]
#[ignore = "needs kubectl"]
async fn an_object_is_applied_by_the_server() {
    let terminal = Terminal::open().await;
    let apply = |value: &str, more: &str| {
        let map = json!({
            "apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "ims-config", "namespace": "services"},
            "data": {"JOB_ENABLE_DKMS": value},
        });
        format!("kubectl apply --server-side {more} -f - <<< '{map}'")
    };
    terminal.shows(&apply("False", ""), &["serverside-applied"]).await;
    let writers =
        "kubectl -n services get cm ims-config --show-managed-fields -o jsonpath='{.metadata.managedFields[0]}'";
    let entry = terminal.shows(writers, &["\"operation\":\"Apply\""]).await;
    assert!(!entry.contains("\"time\""), "nothing was changed: {entry}");
    terminal.refuses(&apply("True", ""), "conflict with \"helm\" using v1: .data.JOB_ENABLE_DKMS").await;
    terminal.shows(&apply("True", "--force-conflicts"), &["serverside-applied"]).await;
    terminal.shows(writers, &["\"time\""]).await;
    terminal.shows("kubectl -n services get cm ims-config -o jsonpath='{.data}'", &["True", "JOB_KATA_RUNTIME"]).await;
}

#[tokio::test]
#[ignore = "needs kubectl"]
async fn a_rollout_is_told_as_one_to_none_and_none_to_one() {
    let terminal = Terminal::open().await;
    terminal.shows("kubectl -n services rollout restart deployment cray-ims", &["restarted"]).await;
    let status = "kubectl -n services rollout status deployment cray-ims --timeout=60s";
    terminal.shows(status, &["successfully rolled out"]).await;
    let events = terminal.shows("kubectl -n services describe deploy cray-ims", &["from 1 to 0", "from 0 to 1"]).await;
    assert!(!events.contains("from 0 to 0"), "{events}");
    terminal.shows("kubectl -n services get rs -o jsonpath='{.items[*].spec.replicas}'", &["0", "1"]).await;
}
