//! Who asks, and whether they may.

use super::failure::{Failure, details};
use super::route::{Route, Target};
use super::users::{ANONYMOUS, Attributes, USERS, User};
use axum::http::{HeaderMap, header::AUTHORIZATION};

/// Finds out who sent a request, by the token in it.
pub fn user_of(headers: &HeaderMap, token_of: impl Fn(&User) -> String) -> Result<&'static User, Failure> {
    let Some(header) = headers.get(AUTHORIZATION) else { return Ok(&ANONYMOUS) };
    let token = header
        .to_str()
        .ok()
        .and_then(|text| text.split_once(' '))
        .filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer"));
    match token.map(|(_, token)| token.trim()) {
        Some(token) => USERS.iter().find(|user| token_of(user) == token).ok_or_else(Failure::unauthorized),
        None => Ok(&ANONYMOUS),
    }
}

/// Refuses what the user may not do.
pub fn check(user: &User, verb: &str, path: &str, route: Option<&Route>) -> Result<(), Failure> {
    match route {
        Some(Route::Version | Route::Health) => Ok(()),
        Some(Route::Objects(target)) => {
            if user.may(&attributes(verb, target)) {
                Ok(())
            } else {
                Err(forbidden(user, verb, target))
            }
        }
        Some(_) if user.is_authenticated() => Ok(()),
        None if user.is_master() => Ok(()),
        _ => {
            let message = format!("forbidden: User \"{}\" cannot {verb} path \"{path}\"", user.name);
            Err(Failure::forbidden(message, serde_json::json!({})))
        }
    }
}

fn attributes<'t>(verb: &'t str, target: &'t Target) -> Attributes<'t> {
    Attributes {
        verb,
        namespace: target.namespace.as_deref().unwrap_or_default(),
        group: target.resource.group,
        resource: target.resource.plural,
        subresource: target.subresource.map(super::resource::Subresource::name).unwrap_or_default(),
    }
}

fn forbidden(user: &User, verb: &str, target: &Target) -> Failure {
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
        user.name, resource.plural, resource.group,
    );
    let mut details = details(resource, name);
    if name.is_empty() {
        super::object::unset(&mut details, &["name"]);
    }
    Failure::forbidden(message, details)
}
