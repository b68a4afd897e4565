//! Examples for the help of the commands that people use most.

pub const ROOT: &str = "\
Examples:
  cray-ims init --hostname api-gw-service-nmn.local --no-auth
  cray-ims recipes list --format table
  cray-ims jobs describe JOB_ID --format json

Exit status:
  0  it worked
  1  a fault of this program, standard output could not be written, or the
     confirmation was declined
  2  anything else: a mistake in the command line or the configuration, no
     way to the service, or an error that the service answered with
  3  a job that was waited for failed
  4  timed out while waiting
  130, 143, 129  Ctrl-C, SIGTERM, SIGHUP

Files:
  ~/.config/cray/configurations/NAME
      Settings of one system, as `init` and `config set` write them.
  ~/.config/cray/active_config
      The name of the configuration in use.
  ~/.config/cray/tokens/HOST.USER
      The token that the last login of this user on this system saved.
  ~/.cache/cray-ims/records
      Records for completion, kept for ten seconds.";

pub const INIT: &str = "\
Examples:
  cray-ims init --hostname https://api-gw-service-nmn.local --no-auth
  cray-ims init --hostname api.cmn.alpine.example --tenant vcluster-blue \\
      --configuration blue";

pub const DKMS: &str = "\
JOB_ENABLE_DKMS, which `enable` and `disable` set, is for customize jobs only.
A build from a recipe follows require_dkms of the recipe, and needs no restart:
`cray-ims jobs create --require-dkms true` for one job, or
`cray-ims recipes update RECIPE_ID --require-dkms true` for all to come.

Kubernetes is found as kubectl finds it: --kubeconfig, KUBECONFIG,
~/.kube/config; and at last /etc/kubernetes/admin.conf.

Examples:
  cray-ims dkms status --format table
  cray-ims dkms enable --dry-run
  cray-ims dkms explain --recipe RECIPE_ID --format table
  cray-ims dkms disable";

pub const DKMS_ENABLE: &str = "\
The runtime class must be installed. Only the keys that differ are written,
and the pods of IMS are restarted if something changed, a restart is pending,
or it cannot be known whether they have read the settings. On a terminal it
asks before the restart; a script is not asked. It ends with 4 if the pods do
not become ready in time.

Examples:
  cray-ims dkms enable
  cray-ims dkms enable --kata-runtime kata-clh -y
  cray-ims dkms enable --no-wait --format json";

pub const DKMS_DISABLE: &str = "\
On a terminal it asks before the restart; a script is not asked.

Examples:
  cray-ims dkms disable
  cray-ims dkms disable --kata-runtime kata-qemu
  cray-ims dkms disable --dry-run";

pub const DKMS_EXPLAIN: &str = "\
Examples:
  cray-ims dkms explain --recipe RECIPE_ID
  cray-ims dkms explain --image IMAGE_ID --require-dkms false
  cray-ims dkms explain --job JOB_ID --format json";

pub const AUTH_LOGIN: &str = "\
Examples:
  cray-ims auth login --username admin
  cray-ims auth login --username admin --password-stdin < password
  cray-ims auth login --client-credentials
  cray-ims auth login --client-credentials \\
      --credentials-file /run/secrets/client
  cray-ims auth login --from-kubernetes";

pub const CONFIG_GET: &str = "\
Examples:
  cray-ims config get core.hostname
  cray-ims config get auth.login.username";

pub const CONFIG_SET: &str = "\
Examples:
  cray-ims config set core hostname=https://api-gw-service-nmn.local
  cray-ims config set core format=json quiet=true
  cray-ims config set auth.login username=admin";

#[cfg(feature = "sandbox")]
pub const SANDBOX: &str = "\
The command finds cray and cray-ims first on PATH, both this program, and
IMS_RECIPE_ID, IMS_IMAGE_ID and IMS_PUBLIC_KEY_ID naming records to begin
with. CRAY_CONFIG_DIR and KUBECONFIG point to files made for it, which are
removed in the end. Its exit status is that of the command.

Examples:
  cray-ims sandbox -- bash
  cray-ims sandbox --job-time 0 -- sh -c 'cray ims recipes list'
  cray-ims sandbox --setting JOB_ENABLE_DKMS=True -- ./my-script";

pub const COMPLETIONS: &str = "\
Examples:
  source <(cray-ims completions bash)
  cray-ims completions zsh > ~/.zfunc/_cray-ims
  cray-ims completions fish > ~/.config/fish/completions/cray-ims.fish";

pub const JOBS_WAIT: &str = "\
The result is the record of the job, or the list of them. Exit status: 0 if all
ended well, 3 if one failed, 4 if the time ran out, 130 after Ctrl-C.

Examples:
  cray-ims jobs wait JOB_ID --print resultant_image_id
  cray-ims jobs wait JOB_ID --until waiting_on_user
  cray-ims jobs wait JOB_ID OTHER_JOB_ID --timeout 4h --format json";

pub const JOBS_LOGS: &str = "\
The containers follow one another as they run, and each line begins with the
name of its container.

Examples:
  cray-ims jobs logs JOB_ID --follow
  cray-ims jobs logs JOB_ID --container build-image";

pub const JOBS_SSH: &str = "\
It waits until the job waits for its user, and becomes ssh. The private half of
the job's public key opens the shell.

Examples:
  cray-ims jobs ssh JOB_ID
  cray-ims jobs ssh JOB_ID -- -i ~/.ssh/ims zypper --non-interactive update";

pub const JOBS_COMPLETE: &str = "\
It makes the file over ssh that the job waits for: /mnt/image/complete or
/mnt/image/failed, /tmp/complete or /tmp/failed in a jailed container.

Examples:
  cray-ims jobs complete JOB_ID
  cray-ims jobs complete JOB_ID --failed";

pub const CHECK: &str = "\
Changes nothing. Exit status: 0 if nothing failed, 2 otherwise.

Examples:
  cray-ims check
  cray-ims check --format junit > ims.xml";

pub const DELETEALL: &str = "\
On a terminal it says how many records it would delete, and asks.
-y answers yes; a script is not asked.";

pub const JOBS_DELETEALL: &str = "\
On a terminal it says how many jobs it would delete, and asks.
-y answers yes; a script is not asked.

Examples:
  cray-ims jobs deleteall --status success --status error --age 1w
  cray-ims jobs deleteall --job-type customize --age 1d6h -y";

/// Examples for a list of records below this path.
pub fn list(path: &str) -> &'static str {
    match path {
        "recipes" => {
            "\
Examples:
  cray-ims recipes list --format table
  cray-ims recipes list --arch aarch64 --require-dkms true --sort name"
        }
        "images" => {
            "\
Examples:
  cray-ims images list --name 'compute-*' --latest --print id
  cray-ims images list --created-after 2d --format table
  cray-ims images list --columns name,link.path --format table"
        }
        "jobs" => {
            "\
Examples:
  cray-ims jobs list --status error --created-after 1d --format table
  cray-ims jobs list --latest --print resultant_image_id"
        }
        _ => "",
    }
}

/// Examples for the creation of records below this path.
pub fn create(path: &str) -> &'static str {
    match path {
        "recipes" => {
            "\
Examples:
  cray-ims recipes create --name my-recipe --recipe-type kiwi-ng \\
      --linux-distribution sles15 --require-dkms false \\
      --link-type s3 --link-path s3://ims/recipes/my-recipe.tgz
  cray-ims recipes create --name templated --recipe-type kiwi-ng \\
      --linux-distribution sles15 \\
      --template-dictionary-key CSM_RELEASE_VERSION,BASE \\
      --template-dictionary-value 1.6.0,sles15sp5"
        }
        "images" => {
            "\
Examples:
  cray-ims images create --name my-image --arch x86_64 \\
      --link-type s3 --link-path s3://boot-images/my-image/manifest.json
  cray-ims images create --name my-image \\
      --metadata-key owner --metadata-value hpc"
        }
        "jobs" => {
            "\
A build from a recipe follows require_dkms of the recipe; JOB_ENABLE_DKMS, which
`cray-ims dkms enable` sets, is for customize jobs only. --require-dkms outranks
both. For aarch64, DKMS is always on.

Examples:
  cray-ims jobs create --job-type create --artifact-id RECIPE_ID \\
      --image-root-archive-name my-image --public-key-id PUBLIC_KEY_ID
  cray-ims jobs create --job-type customize --artifact-id IMAGE_ID \\
      --image-root-archive-name my-image --public-key-id PUBLIC_KEY_ID \\
      --ssh-containers-name shell --ssh-containers-jail true"
        }
        "public-keys" => {
            "\
Examples:
  cray-ims public-keys create --name mine \\
      --public-key ~/.ssh/id_ed25519.pub
  ssh-add -L | cray-ims public-keys create --name agent --public-key -"
        }
        _ => "",
    }
}

/// Examples for a change of records below this path.
pub fn update(path: &str) -> &'static str {
    match path {
        "recipes" => {
            "\
Examples:
  cray-ims recipes update RECIPE_ID --require-dkms true
  cray-ims recipes update RECIPE_ID \\
      --link-type s3 --link-path s3://ims/recipes/my-recipe.tgz"
        }
        "images" => {
            "\
Examples:
  cray-ims images update IMAGE_ID --metadata-operation set \\
      --metadata-key owner --metadata-value hpc
  cray-ims images update IMAGE_ID --metadata-operation remove \\
      --metadata-key owner"
        }
        "deleted/recipes" => {
            "Examples:\n  cray-ims deleted recipes update ID --operation undelete\n  cray-ims deleted recipes update ID --operation undelete --restore"
        }
        "deleted/images" => {
            "Examples:\n  cray-ims deleted images update ID --operation undelete\n  cray-ims deleted images update ID --operation undelete --restore"
        }
        "deleted/public-keys" => "Example:\n  cray-ims deleted public-keys update ID --operation undelete",
        _ => "",
    }
}
