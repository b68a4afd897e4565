//! What the administrators' documentation asks of `kubectl` while jobs run, in the sandbox as a user gets it.
use crate::support::{Home, Run, in_sandbox};

/// Runs a script in a sandbox.
fn run(options: &[&str], script: &str) -> Run {
    let home = Home::empty();
    let script = format!("export KUBECACHEDIR=\"$HOME/cache\"\n{script}");
    let run = in_sandbox(&home, options, &script);
    assert_eq!(run.status, 0, "{run:?}");
    run
}

#[test]
#[ignore = "needs kubectl"]
fn a_job_is_followed_with_kubectl_as_documented() {
    let create = "IMS_JOB_ID=$(cray-ims jobs create --job-type create --artifact-id $IMS_RECIPE_ID \
                  --image-root-archive-name mine --public-key-id $IMS_PUBLIC_KEY_ID --format json --print id)
                  IMS_KUBERNETES_JOB=$(cray-ims jobs describe $IMS_JOB_ID --print kubernetes_job)";
    let script = format!(
        "{create}
         kubectl -n ims describe job $IMS_KUBERNETES_JOB
         POD=$(kubectl -n ims describe job $IMS_KUBERNETES_JOB | grep 'Created pod' | awk '{{print $NF}}')
         kubectl -n ims get pods | grep $IMS_JOB_ID
         kubectl get services -n ims | grep $IMS_JOB_ID
         kubectl get pod -A | grep ims | grep Pending || true
         kubectl describe pod -n ims $POD >&2
         cray-ims jobs wait $IMS_JOB_ID --quiet
         for container in fetch-recipe wait-for-repos build-ca-rpm build-image buildenv-sidecar; do
             kubectl -n ims logs -f $POD -c $container
         done
         kubectl -n ims logs $POD fetch-recipe >&2
         kubectl logs -n ims -l job-name=$IMS_KUBERNETES_JOB -c build-image >&2
         echo; kubectl -n ims get pods $POD --no-headers
         kubectl -n ims get jobs $IMS_KUBERNETES_JOB --no-headers"
    );
    let run = run(&["--job-time", "6"], &script);
    for words in ["Events:", "SuccessfulCreate", "Created pod: cray-ims-", "LoadBalancer", "Init:", "10.103."] {
        assert!(run.stdout.contains(words), "{words}: {run:?}");
    }
    let service = run.stdout.lines().find(|line| line.contains("LoadBalancer")).unwrap_or_default();
    assert!(service.contains(" 22:3"), "the Service has a node port: {service}");
    for container in ["fetch-recipe", "wait-for-repos", "build-ca-rpm", "build-image", "buildenv-sidecar"] {
        assert!(run.stdout.contains(&format!("{container}: ")), "{container}: {run:?}");
    }
    let last: Vec<_> = run.stdout.lines().rev().take(2).collect();
    assert!(last[1].contains("0/2") && last[1].contains("Completed"), "{run:?}");
    assert!(last[0].contains("Complete") && last[0].contains("1/1"), "{run:?}");
    assert!(run.stderr.contains("Successfully assigned ims/cray-ims-"), "the pod has events of its own: {run:?}");
}

#[test]
#[ignore = "needs kubectl"]
fn what_the_documentation_looks_up_is_there() {
    let script = "kubectl get runtimeclass | grep kata-qemu
         kubectl -n services get pods | grep cray-ims
         kubectl get pod -A | grep ims | grep Running
         kubectl -n ims get pods
         IMS_POD=$(kubectl -n services get pods -l app.kubernetes.io/name=cray-ims -o name | grep -v upgrade)
         cray-ims jobs create --job-type customize --artifact-id $IMS_IMAGE_ID --image-root-archive-name mine \
             --public-key-id $IMS_PUBLIC_KEY_ID >/dev/null
         kubectl -n services logs $IMS_POD 2>&1 | grep -A 15 POST
         kubectl -n services get cm cray-configmap-ims-v2-image-create-kiwi-ng -o yaml \
             | grep cray-ims-kiwi-ng-opensuse-x86_64-builder
         kubectl -n services get cm cray-ims-remote-keys -o yaml | grep -A 1 public_key
         kubectl -n services get cm cray-product-catalog -o jsonpath='{.data.csm}'
         kubectl get cm -n services cray-product-catalog -o jsonpath='{.data.uan}'
         kubectl -n nexus get secret nexus-admin-credential --template {{.data.username}} | base64 -d; echo
         kubectl get secret -n services vcs-user-credentials --template={{.data.vcs_password}} | base64 --decode; echo
         kubectl get secrets -n vault cray-vault-unseal-keys -o jsonpath='{.data.vault-root}' | base64 -d; echo";
    let run = run(&[], script);
    for words in [
        "kata-qemu     kata-qemu",
        "2/2",
        "\"POST /v3/jobs HTTP/1.1\" 201",
        "builder:sandbox",
        "ssh-ed25519 ",
        "csm-config-management.git",
        "uan-config-management.git",
        "\nadmin\n",
        "\nsandbox\n",
    ] {
        assert!(run.stdout.contains(words), "{words}: {run:?}");
    }
    let pods: Vec<_> =
        run.stdout.lines().filter(|line| line.starts_with("cray-ims-") && line.contains("-create-")).collect();
    assert!(pods.iter().any(|pod| pod.contains("0/2") && pod.contains("Completed")), "{pods:?}");
    assert!(pods.iter().any(|pod| pod.contains("Init:Error")), "the failed one shows where: {pods:?}");
}

#[test]
#[ignore = "needs kubectl"]
fn a_job_whose_pod_is_refused_stays_where_it_is() {
    let script = "kubectl -n ims create quota full --hard=pods=0 >&2
         job=$(cray-ims jobs create --job-type create --artifact-id $IMS_RECIPE_ID --image-root-archive-name mine \
             --public-key-id $IMS_PUBLIC_KEY_ID --format json --print id)
         timeout 120 sh -c 'until kubectl -n ims get events | grep -q FailedCreate; do sleep 0.2; done'
         kubectl -n ims describe job cray-ims-$job-create | grep FailedCreate | head -1
         cray-ims jobs describe $job --print status
         kubectl -n ims delete quota full >&2
         cray-ims jobs wait $job --quiet --print status --timeout 60s";
    let run = run(&["--job-time", "0"], script);
    assert!(run.stdout.contains("exceeded quota: full, requested: pods=1"), "{run:?}");
    assert!(run.stdout.ends_with("\ncreating\nsuccess\n"), "{run:?}");
}
