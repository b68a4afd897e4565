//! What people take the setting for and it is not: a build from a recipe does not look at it, but at the recipe.

use crate::commands::options::NAMESPACE;
use crate::context::Context;
use crate::dkms::means_true;
use crate::ims::{self, Recipe};
use crate::kubernetes::{Access, Cluster};
use serde::Deserialize;
use std::time::Duration;
use tokio::time::timeout;

/// How long is waited for what only serves to warn.
const PATIENCE: Duration = Duration::from_secs(3);

/// What is to be said before somebody restarts the service for the sake of the setting.
pub async fn before_restart(enables: bool, context: &Context) -> Vec<String> {
    lines(enables, timeout(PATIENCE, recipes(context)).await.ok().flatten())
}

/// Which recipes there are, each as whether it requires DKMS; `None` if the service cannot be asked.
async fn recipes(context: &Context) -> Option<Vec<bool>> {
    #[derive(Deserialize)]
    struct Record {
        require_dkms: Option<bool>,
    }
    let client = context.client().ok()?;
    // A login is not renewed for the sake of a hint.
    if client.would_renew() {
        return None;
    }
    let text = client.records(&ims::list::<Recipe>()).await.ok()?;
    let records: Vec<Record> = serde_json::from_str(&text).ok()?;
    // The service takes a missing word for true.
    Some(records.into_iter().map(|record| record.require_dkms.unwrap_or(true)).collect())
}

fn lines(enables: bool, recipes: Option<Vec<bool>>) -> Vec<String> {
    let count = recipes.map(|recipes| {
        let differing = recipes.iter().filter(|requires| **requires != enables).count();
        let verb = if differing == 1 { "says" } else { "say" };
        format!(" {differing} of {} recipes {verb} {}.", recipes.len(), !enables)
    });
    vec![
        format!(
            "The setting applies to customize jobs. Recipe builds follow require_dkms of the recipe.{}",
            count.unwrap_or_default()
        ),
        format!(
            "For builds no restart is needed: `cray-ims jobs create --require-dkms {enables}`, or \
             `cray-ims recipes update RECIPE_ID --require-dkms {enables}`."
        ),
    ]
}

/// What is to be said after a build was created without DKMS because its recipe says so, while the setting is on; `None` if
/// there is nothing to say, or Kubernetes cannot be asked.
pub async fn after_creation(recipe: &str, context: &Context) -> Option<String> {
    let access = Access { timeout: Some(PATIENCE.min(context.timeout)), ..Access::default() };
    if context.printer.quiet || !access.is_configured() {
        return None;
    }
    let setting = async {
        let cluster = Cluster::connect_quietly(&access, NAMESPACE.to_owned()).await?;
        cluster.config_map().await.ok()?.data.remove(crate::dkms::ENABLE)
    };
    let setting = timeout(PATIENCE, setting).await.ok().flatten()?;
    means_true(&setting).then(|| {
        format!(
            "The job builds without DKMS although {} is {setting}: its recipe says require_dkms false, and a build follows \
             the recipe. Create it with --require-dkms true, or run `cray-ims recipes update {} --require-dkms true`.",
            crate::dkms::ENABLE,
            crate::shell::quoted(recipe)
        )
    })
}

#[cfg(test)]
mod tests {
    use super::lines;

    #[test]
    fn the_recipes_that_say_otherwise_are_counted() {
        let text = |enables| lines(enables, Some(vec![false, true, false])).join(" ");
        assert!(text(true).contains("2 of 3 recipes say false."), "{}", text(true));
        assert!(text(false).contains("1 of 3 recipes says true."), "{}", text(false));
        let unknown = lines(true, None).join(" ");
        assert!(!unknown.contains("recipes say") && unknown.contains("--require-dkms true"), "{unknown}");
    }
}
