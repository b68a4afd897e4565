//! The API as HTTP: a request is authenticated, led to what its path means, and answered.

use super::access;
use super::apply::{self, Application};
use super::body;
use super::deletion::{self, Deletion};
use super::discovery;
use super::engine::Cluster;
use super::failure::Failure;
use super::fields::Validation;
use super::logs;
use super::patch;
use super::resource::Subresource;
use super::reviews;
use super::route::{Query, Route, Target};
use super::selector::Selector;
use super::table::Form;
use super::verbs;
use super::watch::Watch;
use axum::body::{Bytes, to_bytes};
use axum::extract::{Request, State};
use axum::http::header::{ACCEPT, CONTENT_TYPE, HOST, USER_AGENT, WARNING};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode};
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};

/// The largest body that is read.
const LARGEST_BODY: usize = 3 * 1024 * 1024;

/// Answers a request.
pub async fn answer(State(cluster): State<Cluster>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let call = Call {
        cluster: &cluster,
        method: &parts.method,
        headers: &parts.headers,
        path: parts.uri.path(),
        query: Query::parse(parts.uri.query().unwrap_or_default()),
    };
    let answered = match to_bytes(body, LARGEST_BODY).await {
        Ok(body) => call.answer(&body),
        Err(_) => Err(Failure::too_large(LARGEST_BODY)),
    };
    answered.unwrap_or_else(Failure::into_response)
}

/// A request without its body.
struct Call<'c> {
    cluster: &'c Cluster,
    method: &'c Method,
    headers: &'c HeaderMap,
    path: &'c str,
    query: Query,
}

impl Call<'_> {
    fn answer(&self, body: &Bytes) -> Result<Response, Failure> {
        let user = access::user_of(self.headers, |user| self.cluster.token_of(user.name).unwrap_or_default())?;
        let route = Route::find(self.path);
        access::check(user, self.verb(route.as_ref()), self.path, route.as_ref())?;
        let document = match route.ok_or(Failure::NoSuchPath)? {
            Route::Objects(target) if *self.method == Method::POST && reviews::are(target.resource) => {
                let review = self.object(&target, body)?;
                let answer = reviews::answer(target.resource.kind, user, &review);
                return answer.map(|answer| reply(StatusCode::CREATED, &answer)).ok_or(Failure::NoSuchPath);
            }
            Route::Objects(target) => return self.act(&target, body),
            _ if *self.method != Method::GET => return Err(Failure::method_not_allowed()),
            Route::Health => return Ok("ok".into_response()),
            Route::CoreVersions | Route::Groups if discovery::wants_aggregated(self.header(ACCEPT)) => {
                let document = discovery::aggregated(self.path.starts_with("/api") && !self.path.starts_with("/apis"));
                return Ok(([(CONTENT_TYPE, discovery::AGGREGATED)], document.to_string()).into_response());
            }
            Route::Version => Some(discovery::version()),
            Route::CoreVersions => Some(discovery::core_versions(self.header(HOST))),
            Route::Groups => Some(discovery::groups()),
            Route::Group(group) => discovery::group(&group),
            Route::Resources { group, version } => discovery::resources(&group, &version),
            Route::Schemas => Some(discovery::schemas()),
            Route::Schema(root) => discovery::schema(&root),
        };
        document.map(|document| reply(StatusCode::OK, &document)).ok_or(Failure::NoSuchPath)
    }

    fn header(&self, name: HeaderName) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }

    fn content_type(&self) -> &str {
        self.header(CONTENT_TYPE).split(';').next().unwrap_or_default().trim()
    }

    /// What the request wants to do, in the words of access rules.
    fn verb(&self, route: Option<&Route>) -> &'static str {
        let is_one = match route {
            Some(Route::Objects(target)) => target.name.is_some(),
            _ => true,
        };
        match (self.method.as_str(), is_one) {
            ("GET" | "HEAD", true) => "get",
            ("GET" | "HEAD", false) if self.query.is_on("watch") => "watch",
            ("GET" | "HEAD", false) => "list",
            ("POST", _) => "create",
            ("PUT", _) => "update",
            ("PATCH", _) => "patch",
            ("DELETE", true) => "delete",
            ("DELETE", false) => "deletecollection",
            _ => "get",
        }
    }

    /// Does what the request asks for.
    fn act(&self, target: &Target, body: &Bytes) -> Result<Response, Failure> {
        if let Some(part) = target.subresource.filter(|part| *part != Subresource::Status) {
            return self.act_on_part(target, part, body);
        }
        let mut validation = Validation::of(&self.query)?;
        let mut response = self.act_on_objects(target, body, &mut validation)?;
        for warning in validation.warnings() {
            let warning = format!("299 - \"{}\"", warning.replace('"', "\\\""));
            if let Ok(warning) = HeaderValue::from_str(&warning) {
                response.headers_mut().append(WARNING, warning);
            }
        }
        Ok(response)
    }

    fn act_on_objects(&self, target: &Target, body: &Bytes, validation: &mut Validation) -> Result<Response, Failure> {
        let form = Form::of(self.header(ACCEPT), self.query.get("includeObject"));
        let is_dry = self.is_dry()?;
        let one = |status: StatusCode, object: &Value| Ok(reply(status, &form.one(target.resource, object)));
        match (self.method.as_str(), target.name.is_some()) {
            ("GET", true) => one(StatusCode::OK, &*self.cluster.change(|state| verbs::get(state, target))?),
            ("GET", false) => self.list(target, form),
            ("POST", false) if target.resource.is_namespaced && target.namespace.is_none() => {
                Err(Failure::method_not_allowed())
            }
            ("POST", false) => {
                let object = self.valid_object(target, body, validation)?;
                let made = self.write(|state| verbs::create(state, target, object, is_dry))?;
                one(StatusCode::CREATED, &made)
            }
            ("PUT", true) => {
                let object = self.valid_object(target, body, validation)?;
                one(StatusCode::OK, &*self.write(|state| verbs::update(state, target, object, is_dry))?)
            }
            ("PATCH", true) if self.content_type() == patch::APPLY => self.apply(target, body, validation),
            ("PATCH", true) => {
                let kind = patch::Kind::of(self.content_type())?;
                one(StatusCode::OK, &*self.write(|state| verbs::patch(state, target, kind, body, is_dry, validation))?)
            }
            ("DELETE", true) => {
                let deletion = self.deletion(body)?;
                let answer = self.cluster.change(|state| deletion::delete(state, target, &deletion))?;
                Ok(reply(StatusCode::OK, &answer))
            }
            ("DELETE", false) if target.resource.verbs.contains(&"deletecollection") => self.delete_all(target, body),
            _ => Err(Failure::method_not_allowed()),
        }
    }

    fn selector(&self, target: &Target) -> Result<Selector, Failure> {
        Selector::parse(target.resource, self.query.text("labelSelector"), self.query.text("fieldSelector"))
    }

    fn list(&self, target: &Target, form: Form) -> Result<Response, Failure> {
        let selector = self.selector(target)?;
        if self.query.is_on("watch") {
            let (resource, namespace) = (target.resource, target.namespace.clone());
            return Watch { resource, namespace, selector, form }.answer(self.cluster, &self.query);
        }
        let (objects, version) =
            self.cluster.change(|state| (verbs::list(state, target, &selector), state.store.version().to_string()));
        let list = form.many(target.resource, objects.iter().map(|object| &**object), &version);
        Ok(reply(StatusCode::OK, &list))
    }

    fn delete_all(&self, target: &Target, body: &Bytes) -> Result<Response, Failure> {
        let selector = self.selector(target)?;
        let deletion = self.deletion(body)?;
        let (deleted, version) = self.cluster.change(|state| {
            let selected = verbs::list(state, target, &selector);
            for object in &selected {
                let one = Target {
                    resource: target.resource,
                    namespace: object["metadata"]["namespace"].as_str().map(Into::into),
                    name: object["metadata"]["name"].as_str().map(Into::into),
                    subresource: None,
                };
                // One that is gone already needs no delete.
                let _ = deletion::delete(state, &one, &deletion);
            }
            (selected, state.store.version().to_string())
        });
        let list = Form::Plain.many(target.resource, deleted.iter().map(|object| &**object), &version);
        Ok(reply(StatusCode::OK, &list))
    }

    fn act_on_part(&self, target: &Target, part: Subresource, body: &Bytes) -> Result<Response, Failure> {
        let object = self.cluster.change(|state| verbs::get(state, target))?;
        match (part, self.method.as_str()) {
            (Subresource::Log, "GET") => logs::answer(self.cluster, &object, &self.query),
            (Subresource::Scale, "GET") => Ok(reply(StatusCode::OK, &verbs::scale_of(&object))),
            (Subresource::Scale, "PUT" | "PATCH") => {
                let scale = match self.method.as_str() {
                    "PUT" => serde_json::from_slice(body).map_err(|error| Failure::bad_request(error.to_string()))?,
                    _ => patch::Kind::of(self.content_type())?.apply(&verbs::scale_of(&object), body)?,
                };
                let is_dry = self.is_dry()?;
                let scale = self.cluster.change(|state| verbs::scale(state, target, &scale, is_dry))?;
                Ok(reply(StatusCode::OK, &scale))
            }
            (Subresource::Eviction, "POST") => {
                let deletion = self.deletion(body)?;
                self.cluster.change(|state| deletion::delete(state, target, &deletion))?;
                let done =
                    json!({"kind": "Status", "apiVersion": "v1", "metadata": {}, "status": "Success", "code": 201});
                Ok(reply(StatusCode::CREATED, &done))
            }
            (Subresource::Exec | Subresource::Attach | Subresource::PortForward, "GET" | "POST") => {
                Err(Failure::not_implemented("the sandbox runs no containers, so there is nothing to connect to"))
            }
            _ => Err(Failure::method_not_allowed()),
        }
    }

    /// Changes the state in the name of whoever sent the request, as it says or else as its program is called.
    fn write<T>(&self, act: impl FnOnce(&mut super::state::State) -> T) -> T {
        let program = self.header(USER_AGENT).split('/').next().unwrap_or_default();
        let writer = self.query.get("fieldManager").unwrap_or(program);
        self.cluster.change(|state| {
            writer.clone_into(&mut state.store.writer);
            act(state)
        })
    }

    /// The object in the body.
    fn object(&self, target: &Target, bytes: &Bytes) -> Result<Value, Failure> {
        body::read(target.resource, self.content_type(), bytes)
    }

    /// The object in the body, without the fields that its kind does not have.
    fn valid_object(&self, target: &Target, body: &Bytes, validation: &mut Validation) -> Result<Value, Failure> {
        let kind = target.resource.kind;
        validation.strip(kind, self.object(target, body)?).map_err(|complaint| {
            let version = target.resource.version;
            Failure::bad_request(format!("{kind} in version \"{version}\" cannot be handled as a {kind}: {complaint}"))
        })
    }

    /// Server-side apply.
    fn apply(&self, target: &Target, body: &Bytes, validation: &mut Validation) -> Result<Response, Failure> {
        let Some(manager) = self.query.get("fieldManager").filter(|manager| !manager.is_empty()) else {
            let cause = "fieldManager: Required value: is required for apply patch";
            return Err(Failure::bad_request(format!("PatchOptions.meta.k8s.io \"\" is invalid: {cause}")));
        };
        let applied = apply::read(target, body)?;
        let applied = validation
            .strip(target.resource.kind, applied.clone())
            .map_err(|complaint| Failure::patched_badly(&applied, &complaint))?;
        let application = Application { manager, is_forced: self.query.is_on("force"), is_dry: self.is_dry()? };
        let form = Form::of(self.header(ACCEPT), self.query.get("includeObject"));
        let (made, is_new) = self.write(|state| {
            let is_new = verbs::get(state, target).is_err();
            apply::apply(state, target, applied, &application).map(|made| (made, is_new))
        })?;
        let status = if is_new { StatusCode::CREATED } else { StatusCode::OK };
        Ok(reply(status, &form.one(target.resource, &made)))
    }

    fn is_dry(&self) -> Result<bool, Failure> {
        match self.query.text("dryRun") {
            "" => Ok(false),
            "All" => Ok(true),
            other => Err(Failure::bad_request(format!("Invalid value: [{other:?}]: dryRun supports only \"All\""))),
        }
    }

    /// How to delete: what the body says, or the query.
    fn deletion(&self, body: &Bytes) -> Result<Deletion, Failure> {
        Deletion::read(&body::read_options(self.content_type(), body)?, &self.query, self.is_dry()?)
    }
}

fn reply(status: StatusCode, document: &Value) -> Response {
    (status, [(CONTENT_TYPE, "application/json")], document.to_string()).into_response()
}
