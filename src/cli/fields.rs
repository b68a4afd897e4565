//! The fields that a command prints, for those who type the name of one.

use crate::ims::*;

/// The fields of what the command behind these words prints; empty if it prints no record.
pub fn fields(words: &[&str]) -> &'static [&'static str] {
    match words {
        ["auth", "status"] => {
            &["hostname", "username", "client_id", "file", "expired", "expires_at", "renewable", "renewable_until"]
        }
        ["config", ..] => &[],
        ["dkms", "status"] => &[
            "enabled",
            "kata_runtime",
            "aarch64_runtime",
            "kata_runtime_installed",
            "aarch64_runtime_installed",
            "restart_pending",
            "runtime_classes",
            "pods",
            "problems",
            "last_write",
            "namespace",
            "cluster",
            "verdict",
        ],
        ["dkms", "enable" | "disable"] => &["enabled", "dry_run", "changes", "restart", "pods", "revert", "verdict"],
        ["dkms", "runtimes"] => &["name", "handler", "created", "kata", "configured"],
        ["dkms", "explain"] => &[
            "require_dkms",
            "runtime_class",
            "arch",
            "remote",
            "rules",
            "running_settings",
            "documentation",
            "verdict",
        ],
        [resource @ .., _] => {
            RESOURCES.iter().find(|(path, _)| *path == resource.join("/")).map_or(&[], |found| found.1)
        }
        [] => &[],
    }
}

const RESOURCES: [(&str, &[&str]); 9] = [
    of::<Recipe>(),
    of::<Image>(),
    of::<Job>(),
    of::<PublicKey>(),
    of::<DeletedRecipe>(),
    of::<DeletedImage>(),
    of::<DeletedPublicKey>(),
    of::<RemoteBuildNode>(),
    of::<RemoteBuildNodeStatus>(),
];

const fn of<R: Resource>() -> (&'static str, &'static [&'static str]) {
    (R::PATH, R::FIELDS)
}

#[cfg(test)]
mod tests {
    use super::fields;
    use crate::ims::*;

    fn check<R: Resource>() {
        let words: Vec<_> = R::PATH.split('/').chain(["list"]).collect();
        let fields = fields(&words);
        assert!(fields.contains(&R::ID_FIELD), "{fields:?}");
        for column in R::COLUMNS {
            assert!(fields.contains(&column.field.as_ref()), "{}: {}", R::PATH, column.field);
        }
    }

    #[test]
    fn every_column_of_a_resource_is_a_field_of_it() {
        check::<Recipe>();
        check::<Image>();
        check::<Job>();
        check::<PublicKey>();
        check::<DeletedRecipe>();
        check::<DeletedImage>();
        check::<DeletedPublicKey>();
        check::<RemoteBuildNode>();
        check::<RemoteBuildNodeStatus>();
        assert!(fields(&["jobs", "wait"]).contains(&"resultant_image_id"));
        assert!(fields(&["config", "list"]).is_empty() && fields(&[]).is_empty());
    }
}
