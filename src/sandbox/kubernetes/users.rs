//! The users of the cluster and their rights, as roles bound to them, and how rights are told.

use serde_json::{Value, json};

/// A user that the cluster knows.
#[derive(Debug, PartialEq)]
pub struct User {
    pub name: &'static str,
    pub uid: &'static str,
    pub groups: &'static [&'static str],
    roles: &'static [Role],
}

/// A role that is bound to a user: in one namespace, or in the whole cluster.
#[derive(Debug, PartialEq)]
struct Role {
    name: &'static str,
    namespace: Option<&'static str>,
    rules: &'static [Rule],
}

/// Verbs on resources of a group; `*` stands for all.
#[derive(Debug, PartialEq)]
struct Rule {
    group: &'static str,
    resources: &'static [&'static str],
    verbs: &'static [&'static str],
}

/// What somebody wants to do to a resource.
#[derive(Debug, Default)]
pub struct Attributes<'a> {
    pub verb: &'a str,
    pub namespace: &'a str,
    pub group: &'a str,
    pub resource: &'a str,
    pub subresource: &'a str,
}

const LOOK: &[&str] = &["get", "list", "watch"];

const SWITCH: Rule =
    Rule { group: "", resources: &["configmaps"], verbs: &["get", "list", "watch", "patch", "update"] };
const RESTART: Rule = Rule { group: "", resources: &["pods"], verbs: &["get", "list", "watch", "delete"] };
const LOOK_AT_PODS: Rule = Rule { group: "", resources: &["pods", "pods/log", "events"], verbs: LOOK };
const LOOK_AT_SETS: Rule = Rule { group: "apps", resources: &["deployments", "replicasets"], verbs: LOOK };
const LOOK_AT_CLASSES: Rule = Rule { group: "node.k8s.io", resources: &["runtimeclasses"], verbs: LOOK };
const LOOK_AT_ALL: Rule = Rule { group: "*", resources: &["*"], verbs: LOOK };
const ANYTHING: Rule = Rule { group: "*", resources: &["*"], verbs: &["*"] };

const CLASSES: Role = Role { name: "classes", namespace: None, rules: &[LOOK_AT_CLASSES] };

/// Everybody who has a token. The first may do everything.
pub static USERS: &[User] = &[
    User {
        name: "admin",
        uid: "u1",
        groups: &["system:masters", AUTHENTICATED],
        roles: &[Role { name: "cluster-admin", namespace: None, rules: &[ANYTHING] }],
    },
    // May change the settings of IMS, and not restart it.
    User {
        name: "nodelete",
        uid: "u2",
        groups: &[AUTHENTICATED],
        roles: &[
            Role { name: "writecm", namespace: Some("services"), rules: &[SWITCH, LOOK_AT_PODS, LOOK_AT_SETS] },
            CLASSES,
        ],
    },
    // May change the settings of IMS and restart it, and sees no runtime classes.
    User {
        name: "noclasses",
        uid: "u3",
        groups: &[AUTHENTICATED],
        roles: &[Role {
            name: "restartims",
            namespace: Some("services"),
            rules: &[SWITCH, RESTART, LOOK_AT_PODS, LOOK_AT_SETS],
        }],
    },
    // May look at everything.
    User {
        name: "reader",
        uid: "u4",
        groups: &[AUTHENTICATED],
        roles: &[Role { name: "look", namespace: None, rules: &[LOOK_AT_ALL] }],
    },
    User { name: "nobody", uid: "u5", groups: &[AUTHENTICATED], roles: &[] },
];

/// Whoever sent no token.
pub static ANONYMOUS: User =
    User { name: "system:anonymous", uid: "", groups: &["system:unauthenticated"], roles: &[] };

const AUTHENTICATED: &str = "system:authenticated";

impl User {
    /// Returns `true` if the user has shown a token.
    pub fn is_authenticated(&self) -> bool {
        self.groups.contains(&AUTHENTICATED)
    }

    /// Returns `true` if nothing is refused to the user, for which no role is asked.
    pub fn is_master(&self) -> bool {
        self.groups.contains(&"system:masters")
    }

    /// Returns `true` if the user may do this.
    pub fn may(&self, attributes: &Attributes) -> bool {
        let is_self_review =
            attributes.group.starts_with("auth") && attributes.verb == "create" && self.is_authenticated();
        self.is_master() || is_self_review || self.role_for(attributes).is_some()
    }

    /// The reason for which the user may do this, as an access review tells it.
    pub fn reason(&self, attributes: &Attributes) -> Option<String> {
        let Role { name, namespace, .. } = self.role_for(attributes).filter(|_| !self.is_master())?;
        let user = self.name;
        Some(match namespace {
            Some(namespace) => {
                format!("RBAC: allowed by RoleBinding \"{name}/{namespace}\" of Role \"{name}\" to User \"{user}\"")
            }
            None => {
                format!("RBAC: allowed by ClusterRoleBinding \"{name}\" of ClusterRole \"{name}\" to User \"{user}\"")
            }
        })
    }

    /// The rules that apply to the user in a namespace, as a rules review lists them.
    pub fn rules_in(&self, namespace: &str) -> Vec<Value> {
        let applies = |role: &&Role| role.namespace.is_none_or(|place| place == namespace);
        let rules = self.roles.iter().filter(applies).flat_map(|role| role.rules);
        rules.map(|rule| json!({"verbs": rule.verbs, "apiGroups": [rule.group], "resources": rule.resources})).collect()
    }

    fn role_for(&self, attributes: &Attributes) -> Option<&'static Role> {
        let applies = |role: &&Role| role.namespace.is_none_or(|place| place == attributes.namespace);
        self.roles.iter().filter(applies).find(|role| role.rules.iter().any(|rule| rule.covers(attributes)))
    }
}

impl Rule {
    fn covers(&self, attributes: &Attributes) -> bool {
        let resource = match attributes.subresource {
            "" => attributes.resource.to_owned(),
            part => format!("{}/{part}", attributes.resource),
        };
        let has = |known: &[&str], wanted: &str| known.contains(&"*") || known.contains(&wanted);
        has(&[self.group], attributes.group) && has(self.resources, &resource) && has(self.verbs, attributes.verb)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn may(user: &str, verb: &str, namespace: &str, group: &str, resource: &str) -> bool {
        let user = USERS.iter().find(|known| known.name == user).expect("the user is known");
        user.may(&Attributes { verb, namespace, group, resource, subresource: "" })
    }

    #[test]
    fn a_role_of_a_namespace_gives_no_right_elsewhere() {
        assert!(may("nodelete", "patch", "services", "", "configmaps"));
        assert!(!may("nodelete", "patch", "ims", "", "configmaps"));
        assert!(!may("nodelete", "patch", "", "", "configmaps"));
    }

    #[test]
    fn each_user_lacks_what_it_is_named_after() {
        assert!(!may("nodelete", "delete", "services", "", "pods"));
        assert!(!may("noclasses", "list", "", "node.k8s.io", "runtimeclasses"));
        assert!(may("noclasses", "delete", "services", "", "pods"));
        assert!(may("reader", "list", "ims", "batch", "jobs") && !may("reader", "create", "ims", "batch", "jobs"));
        assert!(may("admin", "delete", "", "", "nodes") && !may("nobody", "get", "ims", "", "pods"));
    }
}
