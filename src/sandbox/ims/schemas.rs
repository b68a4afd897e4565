//! What the bodies of requests may hold, resource by resource.

use super::schema::{Check, Field, Kind, Schema};
use serde_json::{Value, json};

/// The states of a job, in the order in which the service lists them.
pub const STATUSES: &[&str] = &[
    "creating",
    "fetching_image",
    "fetching_recipe",
    "waiting_for_repos",
    "building_image",
    "packaging_artifacts",
    "waiting_on_user",
    "error",
    "success",
];

/// The kinds of job.
pub const JOB_TYPES: &[&str] = &["create", "customize"];

const NAME: Kind = Kind::Text(Check::NotBlank("name field must not be blank"));
const ANY_TEXT: Kind = Kind::Text(Check::Nothing);
const ARCH: Kind = Kind::Text(Check::OneOf(&["aarch64", "x86_64"], "Must be one of"));

/// The service says the same of both sizes.
const SIZE: Kind = Kind::Size("build_env_size must be greater than or equal to 1");

fn x86_64() -> Value {
    json!("x86_64")
}

fn no() -> Value {
    json!(false)
}

fn yes() -> Value {
    json!(true)
}

fn null() -> Value {
    Value::Null
}

static LINK: Schema = Schema(&[
    Field::required("path", NAME),
    Field::default("etag", ANY_TEXT, || json!("")),
    Field::required("type", Kind::Text(Check::OneOf(&["s3"], "Type must be one of"))),
]);

static TEMPLATE_ENTRY: Schema = Schema(&[Field::required("key", ANY_TEXT), Field::required("value", ANY_TEXT)]);

/// A recipe to be registered.
pub static NEW_RECIPE: Schema = Schema(&[
    Field::required("name", NAME),
    Field::default("link", Kind::Nested(&LINK), null).nullable(),
    Field::required("recipe_type", Kind::Text(Check::OneOf(&["kiwi-ng", "packer"], "Recipe type must be one of"))),
    // The service calls it a recipe type here too.
    Field::required(
        "linux_distribution",
        Kind::Text(Check::OneOf(&["sles12", "sles15", "centos7"], "Recipe type must be one of")),
    ),
    Field::default("template_dictionary", Kind::List(&TEMPLATE_ENTRY), || json!([])).nullable(),
    Field::default("require_dkms", Kind::Boolean, yes),
    Field::default("arch", ARCH, x86_64),
]);

/// What can be changed of a recipe.
pub static RECIPE_PATCH: Schema = Schema(&[
    Field::optional("link", Kind::Nested(&LINK)),
    Field::optional("arch", ARCH),
    Field::optional("require_dkms", Kind::Boolean),
    Field::optional("template_dictionary", Kind::List(&TEMPLATE_ENTRY)).nullable(),
]);

/// An image to be registered.
pub static NEW_IMAGE: Schema = Schema(&[
    Field::required("name", NAME),
    Field::default("link", Kind::Nested(&LINK), null).nullable(),
    Field::default("arch", ARCH, x86_64),
    Field::default("metadata", Kind::Texts, || json!({})),
]);

static METADATA_CHANGE: Schema = Schema(&[
    Field::required("operation", Kind::Text(Check::OneOf(&["set", "remove"], "Must be one of"))),
    Field::required("key", ANY_TEXT),
    Field::optional("value", ANY_TEXT),
]);

/// What can be changed of an image.
pub static IMAGE_PATCH: Schema = Schema(&[
    Field::optional("link", Kind::Nested(&LINK)),
    Field::optional("arch", ARCH),
    Field::optional("metadata", Kind::Nested(&METADATA_CHANGE)),
]);

/// A public key to be registered.
pub static NEW_PUBLIC_KEY: Schema = Schema(&[
    Field::required("name", NAME),
    Field::required("public_key", Kind::Text(Check::NotBlank("public_key field must not be blank"))),
]);

static SSH_CONTAINER: Schema = Schema(&[Field::optional("name", ANY_TEXT), Field::default("jail", Kind::Boolean, no)]);

/// A job to be started. What is not given is completed later: it depends on the artifact and on the service's settings.
pub static NEW_JOB: Schema = Schema(&[
    Field::required("artifact_id", Kind::Uuid),
    Field::required("public_key_id", Kind::Uuid),
    Field::required("job_type", Kind::Text(Check::OneOf(JOB_TYPES, "Job type must be one of"))),
    Field::required(
        "image_root_archive_name",
        Kind::Text(Check::NotBlank("image_root_archive_name field must not be blank")),
    ),
    Field::default("enable_debug", Kind::Boolean, no),
    Field::default("build_env_size", SIZE, null),
    Field::default("kernel_file_name", ANY_TEXT, null),
    Field::default("initrd_file_name", Kind::Text(Check::NotBlank("initrd_file_name field must not be blank")), || {
        json!("initrd")
    }),
    Field::default(
        "kernel_parameters_file_name",
        Kind::Text(Check::NotBlank("kernel_parameters_file_name field must not be blank")),
        || json!("kernel-parameters"),
    ),
    Field::default("ssh_containers", Kind::List(&SSH_CONTAINER), null).nullable(),
    Field::default("require_dkms", Kind::Boolean, null),
    Field::default("job_mem_size", SIZE, null),
]);

/// What can be changed of a job.
pub static JOB_PATCH: Schema = Schema(&[
    Field::optional("status", Kind::Text(Check::OneOf(STATUSES, "Job state must be one of"))),
    Field::optional("resultant_image_id", Kind::Uuid),
]);

/// A remote build node to be registered.
pub static NEW_REMOTE_BUILD_NODE: Schema = Schema(&[Field::required("xname", NAME)]);

/// What can be done with deleted records.
pub static RESTORATION: Schema =
    Schema(&[Field::required("operation", Kind::Text(Check::OneOf(&["undelete"], "Recipe type must be one of")))]);
