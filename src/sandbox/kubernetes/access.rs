//! Who asks, and whether they may.

use super::failure::{Failure, details};
use super::route::{Route, Target};
use axum::http::{HeaderMap, header::AUTHORIZATION};

/// Who sent a request.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum User {
    /// May do everything.
    Admin,
    /// Is known, and may do nothing but look around.
    Nobody,
    Anonymous,
}

/// The token of the user without rights.
pub const POWERLESS_TOKEN: &str = "nobody";

impl User {
    /// Finds out who sent the request.
    pub fn of(headers: &HeaderMap, admin_token: &str) -> Result<Self, Failure> {
        let Some(header) = headers.get(AUTHORIZATION) else { return Ok(User::Anonymous) };
        let token = header
            .to_str()
            .ok()
            .and_then(|text| text.split_once(' '))
            .filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer"));
        match token.map(|(_, token)| token.trim()) {
            Some(token) if token == admin_token => Ok(User::Admin),
            Some(POWERLESS_TOKEN) => Ok(User::Nobody),
            Some(_) => Err(Failure::unauthorized()),
            None => Ok(User::Anonymous),
        }
    }

    fn name(self) -> &'static str {
        match self {
            User::Admin => "admin",
            User::Nobody => "nobody",
            User::Anonymous => "system:anonymous",
        }
    }

    /// Refuses what the user may not do.
    pub fn check(self, verb: &str, path: &str, route: Option<&Route>) -> Result<(), Failure> {
        match (self, route) {
            (User::Admin, _) | (_, Some(Route::Version | Route::Health)) => Ok(()),
            (_, Some(Route::Objects(target))) => Err(self.forbidden(verb, target)),
            (User::Nobody, Some(_)) => Ok(()),
            _ => {
                let message = format!("forbidden: User \"{}\" cannot {verb} path \"{path}\"", self.name());
                Err(Failure::forbidden(message, serde_json::json!({})))
            }
        }
    }

    fn forbidden(self, verb: &str, target: &Target) -> Failure {
        let resource = target.resource;
        let name = target.name.as_deref().unwrap_or_default();
        let subject = match name {
            "" => resource.qualified(),
            name => format!("{} \"{name}\"", resource.qualified()),
        };
        let part = target.subresource.map(|part| format!("/{}", part.name())).unwrap_or_default();
        let place = match &target.namespace {
            Some(namespace) => format!("in the namespace \"{namespace}\""),
            None => "at the cluster scope".to_owned(),
        };
        let message = format!(
            "{subject} is forbidden: User \"{}\" cannot {verb} resource \"{}{part}\" in API group \"{}\" {place}",
            self.name(),
            resource.plural,
            resource.group,
        );
        let mut details = details(resource, name);
        if name.is_empty() {
            super::object::unset(&mut details, &["name"]);
        }
        Failure::forbidden(message, details)
    }
}
