//! The resources of the API: one table that says what can be done with each.

use super::schema::Schema;
use super::schemas;
use serde::{Deserialize, Serialize};

/// The collections of records, one for each kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Collection {
    Recipes,
    Images,
    PublicKeys,
    Jobs,
    RemoteBuildNodes,
    DeletedRecipes,
    DeletedImages,
    DeletedPublicKeys,
}

/// A kind of record.
#[derive(Debug)]
pub struct Resource {
    pub collection: Collection,
    /// Its path below the version of the API.
    pub path: &'static str,
    /// What may be posted to it.
    pub new: Option<&'static Schema>,
    /// What may be changed of it.
    pub patch: Option<&'static Schema>,
    /// Where its records go when they are deleted; nowhere if that is final.
    pub trash: Option<Collection>,
    /// Where its records return to when they are undeleted.
    pub origin: Option<Collection>,
    pub links: Links,
}

/// What the links of a kind of record point to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Links {
    Nothing,
    /// One file.
    Archive,
    /// A manifest that lists further files.
    Manifest,
}

const fn living(collection: Collection, path: &'static str, new: &'static Schema) -> Resource {
    Resource { collection, path, new: Some(new), patch: None, trash: None, origin: None, links: Links::Nothing }
}

const fn deleted(collection: Collection, path: &'static str, origin: Collection, links: Links) -> Resource {
    Resource {
        collection,
        path,
        new: None,
        patch: Some(&schemas::RESTORATION),
        trash: None,
        origin: Some(origin),
        links,
    }
}

/// All resources.
pub static RESOURCES: &[Resource] = &[
    Resource {
        patch: Some(&schemas::RECIPE_PATCH),
        trash: Some(Collection::DeletedRecipes),
        links: Links::Archive,
        ..living(Collection::Recipes, "recipes", &schemas::NEW_RECIPE)
    },
    Resource {
        patch: Some(&schemas::IMAGE_PATCH),
        trash: Some(Collection::DeletedImages),
        links: Links::Manifest,
        ..living(Collection::Images, "images", &schemas::NEW_IMAGE)
    },
    Resource {
        trash: Some(Collection::DeletedPublicKeys),
        ..living(Collection::PublicKeys, "public-keys", &schemas::NEW_PUBLIC_KEY)
    },
    Resource { patch: Some(&schemas::JOB_PATCH), ..living(Collection::Jobs, "jobs", &schemas::NEW_JOB) },
    living(Collection::RemoteBuildNodes, "remote-build-nodes", &schemas::NEW_REMOTE_BUILD_NODE),
    deleted(Collection::DeletedRecipes, "deleted/recipes", Collection::Recipes, Links::Archive),
    deleted(Collection::DeletedImages, "deleted/images", Collection::Images, Links::Manifest),
    deleted(Collection::DeletedPublicKeys, "deleted/public-keys", Collection::PublicKeys, Links::Nothing),
];

impl Resource {
    /// Returns `true` if the resource, or one record of it, has the method.
    pub fn has(&self, method: &str, is_one: bool) -> bool {
        match (method, is_one) {
            ("POST", _) => self.new.is_some(),
            ("PATCH", false) => self.origin.is_some(),
            ("PATCH", true) => self.patch.is_some(),
            _ => true,
        }
    }

    /// Returns `true` if version 2 of the API has it.
    pub fn is_in_v2(&self) -> bool {
        self.origin.is_none() && self.collection != Collection::RemoteBuildNodes
    }
}

/// The resource whose records are in this collection.
pub fn resource(collection: Collection) -> Option<&'static Resource> {
    RESOURCES.iter().find(|resource| resource.collection == collection)
}
