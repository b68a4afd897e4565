//! Reviews: what a user asks about itself. They are answered, and not kept.

use super::object::text;
use super::resource::Resource;
use super::users::{Attributes, User};
use serde_json::{Value, json};

/// Returns `true` if objects of this kind are reviews.
pub fn are(resource: &Resource) -> bool {
    matches!(resource.group, "authorization.k8s.io" | "authentication.k8s.io")
}

/// Answers a review of this kind, if it is one.
pub fn answer(kind: &str, user: &User, review: &Value) -> Option<Value> {
    let spec = || without_empty(&review["spec"]);
    let (api_version, spec, status) = match kind {
        "SelfSubjectAccessReview" => ("authorization.k8s.io/v1", spec(), access(user, &review["spec"])),
        "SelfSubjectRulesReview" => {
            ("authorization.k8s.io/v1", json!({}), rules(user, text(review, "/spec/namespace")))
        }
        "SelfSubjectReview" => {
            let info = json!({"username": user.name, "uid": user.uid, "groups": user.groups});
            let metadata = json!({"creationTimestamp": super::clock::now()});
            return Some(json!({
                "kind": kind, "apiVersion": "authentication.k8s.io/v1", "metadata": metadata,
                "status": {"userInfo": info},
            }));
        }
        _ => return None,
    };
    Some(json!({"kind": kind, "apiVersion": api_version, "metadata": {}, "spec": spec, "status": status}))
}

fn access(user: &User, spec: &Value) -> Value {
    let wanted = &spec["resourceAttributes"];
    if !wanted.is_object() {
        let is_allowed =
            user.is_master() || user.is_authenticated() && text(spec, "/nonResourceAttributes/verb") == "get";
        return json!({"allowed": is_allowed});
    }
    let field = |name: &str| wanted[name].as_str().unwrap_or_default();
    let attributes = Attributes {
        verb: field("verb"),
        namespace: field("namespace"),
        group: field("group"),
        resource: field("resource"),
        subresource: field("subresource"),
    };
    match (user.may(&attributes), user.reason(&attributes)) {
        (is_allowed, None) => json!({"allowed": is_allowed}),
        (is_allowed, Some(reason)) => json!({"allowed": is_allowed, "reason": reason}),
    }
}

fn rules(user: &User, namespace: &str) -> Value {
    let mut resource_rules = user.rules_in(namespace);
    let reviews = json!({
        "verbs": ["create"], "apiGroups": ["authorization.k8s.io", "authentication.k8s.io"],
        "resources": ["selfsubjectaccessreviews", "selfsubjectrulesreviews", "selfsubjectreviews"],
    });
    resource_rules.push(reviews);
    let paths = if user.is_master() {
        json!([{"verbs": ["*"], "nonResourceURLs": ["*"]}])
    } else {
        json!([{"verbs": ["get"], "nonResourceURLs": ["/api", "/api/*", "/apis", "/apis/*", "/version"]}])
    };
    json!({"resourceRules": resource_rules, "nonResourceRules": paths, "incomplete": false})
}

/// What a request leaves empty is not told back.
fn without_empty(value: &Value) -> Value {
    match value {
        Value::Object(map) => {
            let kept = map.iter().filter(|(_, value)| !value.is_null() && *value != "");
            kept.map(|(key, value)| (key.clone(), without_empty(value))).collect::<serde_json::Map<_, _>>().into()
        }
        other => other.clone(),
    }
}
