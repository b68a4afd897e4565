//! Examples for the help of the commands that people use most.

pub const ROOT: &str = "\
Examples:
  cray-ims init --hostname api-gw-service-nmn.local --no-auth
  cray-ims recipes list --format table
  cray-ims jobs describe JOB_ID --format json

Exit status:
  0  it worked
  1  a fault of this program, or nobody said yes
  2  anything else: a mistake in the command line or the configuration, no
     way to the service, or an error that the service answered with";

pub const INIT: &str = "\
Examples:
  cray-ims init --hostname https://api-gw-service-nmn.local --no-auth
  cray-ims init --hostname api.cmn.alpine.example --tenant vcluster-blue \\
      --configuration blue";

pub const AUTH_LOGIN: &str = "\
Examples:
  cray-ims auth login --username admin
  cray-ims auth login --username admin --password-stdin < password
  cray-ims auth login --client-credentials
  cray-ims auth login --client-credentials --credentials-file /run/secrets/client
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
  cray-ims public-keys create --name mine --public-key ~/.ssh/id_ed25519.pub
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
        "deleted/recipes" => "Example:\n  cray-ims deleted recipes update ID --operation undelete",
        "deleted/images" => "Example:\n  cray-ims deleted images update ID --operation undelete",
        "deleted/public-keys" => "Example:\n  cray-ims deleted public-keys update ID --operation undelete",
        _ => "",
    }
}
