//! The messages that are read: the numbers of their fields, the names in JSON, and how they are written there.
//!
//! The numbers are those of Kubernetes' `generated.proto` files. Of a pod only what `kubectl create` and `kubectl run`
//! can ask for is here.

/// How the value of a field is written in JSON.
#[derive(Debug)]
pub enum Form {
    /// A text; left out if it is empty.
    Text,
    Bytes,
    /// A number; left out if it is 0, which stands for none.
    Size,
    /// A number that may be 0.
    Number,
    /// `true`, or left out.
    Flag,
    /// `true` or `false`.
    Choice,
    Message(&'static [Field]),
    /// A message whose fields stand in the object around it.
    Inline(&'static [Field]),
    List(&'static Form),
    Map(&'static Form),
    Quantity,
    NumberOrText,
    Time,
    /// The server's own.
    Ignored,
}

/// A field: its number, its name and its form.
pub type Field = (u64, &'static str, Form);

use Form::{
    Bytes, Choice, Flag, Ignored, Inline, List, Map, Message, Number, NumberOrText, Quantity, Size, Text, Time,
};

/// The message of a kind.
pub fn of_kind(kind: &str) -> Option<&'static [Field]> {
    Some(match kind {
        "ConfigMap" => CONFIG_MAP,
        "Deployment" => DEPLOYMENT,
        "DeleteOptions" => DELETE_OPTIONS,
        "Eviction" => EVICTION,
        "Job" => JOB,
        "Namespace" => NAMESPACE,
        "Pod" => POD,
        "ResourceQuota" => RESOURCE_QUOTA,
        "Secret" => SECRET,
        "SelfSubjectAccessReview" => ACCESS_REVIEW,
        "SelfSubjectReview" => SELF_REVIEW,
        "SelfSubjectRulesReview" => RULES_REVIEW,
        "Service" => SERVICE,
        "ServiceAccount" => SERVICE_ACCOUNT,
        _ => return None,
    })
}

pub const ENVELOPE: &[Field] = &[
    (1, "typeMeta", Message(&[(1, "apiVersion", Text), (2, "kind", Text)])),
    (2, "raw", Bytes),
    (3, "contentEncoding", Text),
    (4, "contentType", Text),
];
pub const QUANTITY: &[Field] = &[(1, "string", Text)];
pub const NUMBER_OR_TEXT: &[Field] = &[(1, "type", Ignored), (2, "number", Size), (3, "text", Text)];
pub const TIME: &[Field] = &[(1, "seconds", Number), (2, "nanos", Ignored)];

const METADATA: Field = (1, "metadata", Message(OBJECT_META));
const OBJECT_META: &[Field] = &[
    (1, "name", Text),
    (2, "generateName", Text),
    (3, "namespace", Text),
    (4, "selfLink", Ignored),
    (5, "uid", Text),
    (6, "resourceVersion", Text),
    (7, "generation", Size),
    (8, "creationTimestamp", Time),
    (9, "deletionTimestamp", Time),
    (10, "deletionGracePeriodSeconds", Number),
    (11, "labels", Map(&Text)),
    (12, "annotations", Map(&Text)),
    (13, "ownerReferences", List(&Message(OWNER))),
    (14, "finalizers", List(&Text)),
    (17, "managedFields", Ignored),
];
const OWNER: &[Field] = &[
    (1, "kind", Text),
    (3, "name", Text),
    (4, "uid", Text),
    (5, "apiVersion", Text),
    (6, "controller", Choice),
    (7, "blockOwnerDeletion", Choice),
];

const CONFIG_MAP: &[Field] =
    &[METADATA, (2, "data", Map(&Text)), (3, "binaryData", Map(&Bytes)), (4, "immutable", Choice)];
const SECRET: &[Field] =
    &[METADATA, (2, "data", Map(&Bytes)), (3, "type", Text), (4, "stringData", Map(&Text)), (5, "immutable", Choice)];
const NAMESPACE: &[Field] =
    &[METADATA, (2, "spec", Message(&[(1, "finalizers", List(&Text))])), (3, "status", Ignored)];
const SERVICE_ACCOUNT: &[Field] = &[
    METADATA,
    (3, "imagePullSecrets", List(&Message(&[(1, "name", Text)]))),
    (4, "automountServiceAccountToken", Choice),
];
const RESOURCE_QUOTA: &[Field] = &[
    METADATA,
    (2, "spec", Message(&[(1, "hard", Map(&Quantity)), (2, "scopes", List(&Text))])),
    (3, "status", Ignored),
];

const SERVICE: &[Field] = &[METADATA, (2, "spec", Message(SERVICE_SPEC)), (3, "status", Ignored)];
const SERVICE_SPEC: &[Field] = &[
    (1, "ports", List(&Message(SERVICE_PORT))),
    (2, "selector", Map(&Text)),
    (3, "clusterIP", Text),
    (4, "type", Text),
    (5, "externalIPs", List(&Text)),
    (7, "sessionAffinity", Text),
    (8, "loadBalancerIP", Text),
    (9, "loadBalancerSourceRanges", List(&Text)),
    (10, "externalName", Text),
    (11, "externalTrafficPolicy", Text),
    (12, "healthCheckNodePort", Size),
    (13, "publishNotReadyAddresses", Flag),
    (17, "ipFamilyPolicy", Text),
    (18, "clusterIPs", List(&Text)),
    (19, "ipFamilies", List(&Text)),
    (20, "allocateLoadBalancerNodePorts", Choice),
    (21, "loadBalancerClass", Text),
    (22, "internalTrafficPolicy", Text),
];
const SERVICE_PORT: &[Field] = &[
    (1, "name", Text),
    (2, "protocol", Text),
    (3, "port", Size),
    (4, "targetPort", NumberOrText),
    (5, "nodePort", Size),
    (6, "appProtocol", Text),
];

const DEPLOYMENT: &[Field] = &[METADATA, (2, "spec", Message(DEPLOYMENT_SPEC)), (3, "status", Ignored)];
const DEPLOYMENT_SPEC: &[Field] = &[
    (1, "replicas", Number),
    (2, "selector", Message(SELECTOR)),
    (3, "template", Message(TEMPLATE)),
    (4, "strategy", Message(STRATEGY)),
    (5, "minReadySeconds", Size),
    (6, "revisionHistoryLimit", Number),
    (7, "paused", Flag),
    (9, "progressDeadlineSeconds", Number),
];
const STRATEGY: &[Field] = &[
    (1, "type", Text),
    (2, "rollingUpdate", Message(&[(1, "maxUnavailable", NumberOrText), (2, "maxSurge", NumberOrText)])),
];
const SELECTOR: &[Field] = &[
    (1, "matchLabels", Map(&Text)),
    (2, "matchExpressions", List(&Message(&[(1, "key", Text), (2, "operator", Text), (3, "values", List(&Text))]))),
];

const JOB: &[Field] = &[METADATA, (2, "spec", Message(JOB_SPEC)), (3, "status", Ignored)];
const JOB_SPEC: &[Field] = &[
    (1, "parallelism", Number),
    (2, "completions", Number),
    (3, "activeDeadlineSeconds", Number),
    (4, "selector", Message(SELECTOR)),
    (5, "manualSelector", Choice),
    (6, "template", Message(TEMPLATE)),
    (7, "backoffLimit", Number),
    (8, "ttlSecondsAfterFinished", Number),
    (9, "completionMode", Text),
    (10, "suspend", Choice),
    (14, "podReplacementPolicy", Text),
];

const POD: &[Field] = &[METADATA, (2, "spec", Message(POD_SPEC)), (3, "status", Ignored)];
const TEMPLATE: &[Field] = &[METADATA, (2, "spec", Message(POD_SPEC))];
const POD_SPEC: &[Field] = &[
    (2, "containers", List(&Message(CONTAINER))),
    (3, "restartPolicy", Text),
    (4, "terminationGracePeriodSeconds", Number),
    (5, "activeDeadlineSeconds", Number),
    (6, "dnsPolicy", Text),
    (7, "nodeSelector", Map(&Text)),
    (8, "serviceAccountName", Text),
    (9, "serviceAccount", Text),
    (10, "nodeName", Text),
    (11, "hostNetwork", Flag),
    (12, "hostPID", Flag),
    (13, "hostIPC", Flag),
    (14, "securityContext", Message(&[])),
    (15, "imagePullSecrets", List(&Message(&[(1, "name", Text)]))),
    (16, "hostname", Text),
    (17, "subdomain", Text),
    (19, "schedulerName", Text),
    (20, "initContainers", List(&Message(CONTAINER))),
    (21, "automountServiceAccountToken", Choice),
    (24, "priorityClassName", Text),
    (29, "runtimeClassName", Text),
];
const CONTAINER: &[Field] = &[
    (1, "name", Text),
    (2, "image", Text),
    (3, "command", List(&Text)),
    (4, "args", List(&Text)),
    (5, "workingDir", Text),
    (6, "ports", List(&Message(CONTAINER_PORT))),
    (7, "env", List(&Message(&[(1, "name", Text), (2, "value", Text)]))),
    (8, "resources", Message(&[(1, "limits", Map(&Quantity)), (2, "requests", Map(&Quantity))])),
    (13, "terminationMessagePath", Text),
    (14, "imagePullPolicy", Text),
    (16, "stdin", Flag),
    (17, "stdinOnce", Flag),
    (18, "tty", Flag),
    (19, "envFrom", List(&Message(&[(1, "prefix", Text), (2, "configMapRef", Message(MAP_REFERENCE))]))),
    (20, "terminationMessagePolicy", Text),
    (24, "restartPolicy", Text),
];
const CONTAINER_PORT: &[Field] =
    &[(1, "name", Text), (2, "hostPort", Size), (3, "containerPort", Size), (4, "protocol", Text), (5, "hostIP", Text)];
const MAP_REFERENCE: &[Field] = &[(1, "", Inline(&[(1, "name", Text)])), (2, "optional", Choice)];

const ACCESS_REVIEW: &[Field] = &[
    METADATA,
    (
        2,
        "spec",
        Message(&[
            (1, "resourceAttributes", Message(RESOURCE_ATTRIBUTES)),
            (2, "nonResourceAttributes", Message(&[(1, "path", Text), (2, "verb", Text)])),
        ]),
    ),
    (3, "status", Ignored),
];
const RESOURCE_ATTRIBUTES: &[Field] = &[
    (1, "namespace", Text),
    (2, "verb", Text),
    (3, "group", Text),
    (4, "version", Text),
    (5, "resource", Text),
    (6, "subresource", Text),
    (7, "name", Text),
];
const RULES_REVIEW: &[Field] = &[METADATA, (2, "spec", Message(&[(1, "namespace", Text)])), (3, "status", Ignored)];
const SELF_REVIEW: &[Field] = &[METADATA, (2, "status", Ignored)];

const EVICTION: &[Field] = &[METADATA, (2, "deleteOptions", Message(DELETE_OPTIONS))];
const DELETE_OPTIONS: &[Field] = &[
    (1, "gracePeriodSeconds", Number),
    (2, "preconditions", Message(&[(1, "uid", Text), (2, "resourceVersion", Text)])),
    (3, "orphanDependents", Choice),
    (4, "propagationPolicy", Text),
    (5, "dryRun", List(&Text)),
];
