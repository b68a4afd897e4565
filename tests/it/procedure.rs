//! The administrators' documented procedure for DKMS, command by command, with the real `kubectl`, in the sandbox.

use crate::support::{Home, PROGRAM, finish};
use std::path::Path;

/// Turns DKMS on or off, as the documentation does it by hand.
const SWITCH: &str = r#"
switch() {
    kubectl get runtimeclass | grep -q '^kata-qemu '
    VALUE=$1 EDITOR='sh ./editor' kubectl -n services edit cm ims-config >/dev/null
    pod=$(kubectl -n services get pods | awk '$1 ~ /^cray-ims-/ && $3 == "Running" {print $1}')
    kubectl -n services delete pod "$pod" >/dev/null
    cray ims recipes delete no-such-recipe 2>&1 | head -n 1
    timeout 120 sh -c "until kubectl -n services get pods | grep -v '^$pod ' | grep -qE '^cray-ims-.* 2/2 +Running'
        do sleep 0.2; done" || { echo "no other pod is ready after 120 s"; exit 1; }
}
"#;

/// Starts a job and prints what it got, in IMS and in Kubernetes.
const START: &str = r#"
start() {
    kind=$1 artifact=$2; shift 2
    job=$(cray ims jobs create --job-type $kind --artifact-id $artifact --image-root-archive-name name \
        --public-key-id $IMS_PUBLIC_KEY_ID "$@" --format json)
    id=$(echo "$job" | sed -n 's/^  "id": "\(.*\)",\{0,1\}$/\1/p')
    dkms=$(echo "$job" | sed -n 's/^  "require_dkms": \(.*\)$/\1/p' | tr -d ,)
    class=$(kubectl -n ims get job cray-ims-$id-$kind -o 'jsonpath={.spec.template.spec.runtimeClassName}')
    echo "$kind $* -> $dkms [$class]"
}
"#;

const STORY: &str = r#"
start create $IMS_RECIPE_ID
start create $IMS_RECIPE_ID --require-dkms true
start customize $IMS_IMAGE_ID
kubectl -n services get cm ims-config -o yaml > before
switch True
start customize $IMS_IMAGE_ID
start customize $IMS_IMAGE_ID --require-dkms false
cray ims recipes update $IMS_RECIPE_ID --require-dkms true >/dev/null
start create $IMS_RECIPE_ID
switch False
start customize $IMS_IMAGE_ID
kubectl -n services get cm ims-config -o yaml > after
diff before after | grep '^[<>]' | grep -v resourceVersion || true
kubectl -n services get pods | grep -c '^ims-post-upgrade-.* Completed'
"#;

const TOLD: &str = "\
create  -> false []
create --require-dkms true -> true [kata-qemu]
customize  -> false []
Error: Error received from server: 503 Service Unavailable
customize  -> true [kata-qemu]
customize --require-dkms false -> false []
create  -> true [kata-qemu]
Error: Error received from server: 503 Service Unavailable
customize  -> false []
1
";

#[test]
#[ignore = "needs kubectl"]
fn the_documented_procedure_switches_dkms_in_the_sandbox() {
    let home = Home::empty();
    home.write("editor", r#"sed -i "s/  JOB_ENABLE_DKMS: .*/  JOB_ENABLE_DKMS: \"$VALUE\"/" "$1""#);
    let mut command = home.command(Path::new(PROGRAM));
    command.env("PATH", std::env::var_os("PATH").unwrap());
    command.args(["sandbox", "--", "sh", "-euc", &format!("{SWITCH}{START}{STORY}")]);
    let run = finish(command, "");
    assert_eq!((run.stdout.as_str(), run.status), (TOLD, 0), "{}", run.stderr);
}
