//! The life of pods: they are scheduled, start their containers, become ready, and stop.

use super::clock;
use super::controllers;
use super::events;
use super::object::{self, fill, list, set, text};
use super::state::{Environment, State, Task};
use super::store::Key;
use super::{Cluster, seeds};
use serde_json::{Value, json};
use std::sync::Arc;
use std::time::Duration;
use tokio::time::sleep;

/// A setting under whose name a pod that reads it never becomes ready, for tests of what happens then.
const FAILS: &str = "SANDBOX_POD_FAILS";

const SCHEDULING: Duration = Duration::from_millis(150);
const CREATING: Duration = Duration::from_millis(350);
const STARTING: Duration = Duration::from_millis(500);
const GETTING_READY: Duration = Duration::from_millis(400);
const INITIALIZING: Duration = Duration::from_millis(200);
const STOPPING: Duration = Duration::from_millis(500);
const RETRYING: Duration = Duration::from_millis(500);
/// Time for whoever made a Job to make its pod as well.
const POPULATING: Duration = Duration::from_millis(100);

/// What a container does.
#[derive(Clone, Debug, PartialEq)]
pub enum Activity {
    Waiting { reason: &'static str, message: Option<String> },
    Running { is_ready: bool },
    Ended { exit_code: i64 },
}

impl Activity {
    fn creating() -> Self {
        Activity::Waiting { reason: "ContainerCreating", message: None }
    }
}

/// Carries a task out.
pub async fn carry_out(cluster: Cluster, task: Task) {
    match task {
        Task::Run(key, uid) => {
            run(&cluster, &key, &uid).await;
        }
        Task::Terminate(key, uid) => stop(&cluster, &key, &uid).await,
        Task::Populate(key, uid) => {
            sleep(POPULATING).await;
            cluster.change(|state| populate(state, &key, &uid));
        }
    }
}

/// Gives a Job its pod, unless it has one or has ended.
pub fn populate(state: &mut State, key: &Key, uid: &str) -> Option<(Key, Arc<Value>)> {
    let job = state.current(key, uid)?;
    let is_over = object::is_condition_true(&job, "Complete") || object::is_condition_true(&job, "Failed");
    let mut pods = state.pods(&key.namespace).into_iter().filter(|(_, pod)| controllers::is_pod_of(pod, &job));
    match pods.next() {
        Some(pod) => Some(pod),
        None if is_over || job["spec"]["suspend"] == true => None,
        None => controllers::make_pod(state, &job, &job["spec"]["template"], "job-controller"),
    }
}

/// Brings a new pod up, step by step; nothing if it goes away or is taken over meanwhile.
async fn run(cluster: &Cluster, key: &Key, uid: &str) -> Option<()> {
    let step = |act: &dyn Fn(&mut State, &Value)| {
        cluster.change(|state| {
            let pod = state.current(key, uid)?;
            let is_ours = !object::is_terminating(&pod) && !state.driven.contains(uid);
            is_ours.then(|| act(state, &pod))
        })
    };
    sleep(SCHEDULING).await;
    step(&|state, pod| {
        state.modify(key, |pod| {
            set(pod, &["spec", "nodeName"], seeds::NODE);
            set_conditions(pod, &[("PodScheduled", true)]);
        });
        let place = format!("Successfully assigned {}/{} to {}", key.namespace, key.name, seeds::NODE);
        let source = "default-scheduler";
        events::tell(state, pod, events::Event { kind: "Normal", reason: "Scheduled", source, message: place });
    })?;
    sleep(CREATING).await;
    let pod = cluster.change(|state| state.current(key, uid))?;
    let (inits, mains) = (list(&pod, "/spec/initContainers").len(), list(&pod, "/spec/containers").len());
    let waiting = match inits {
        0 => Activity::creating(),
        _ => Activity::Waiting { reason: "PodInitializing", message: None },
    };
    let show = |inits: &[Activity], mains: &[Activity]| step(&|state, _| show(state, key, inits, mains));
    show(&vec![waiting.clone(); inits], &vec![waiting.clone(); mains])?;
    for current in 0..inits {
        sleep(INITIALIZING).await;
        show(&initializing(inits, current), &vec![waiting.clone(); mains])?;
    }
    sleep(STARTING).await;
    let done = vec![Activity::Ended { exit_code: 0 }; inits];
    let environment = loop {
        match cluster.change(|state| state.current(key, uid).map(|pod| environment(state, &pod)))? {
            Ok(environment) => break environment,
            Err(message) => {
                let reason = "CreateContainerConfigError";
                let stuck = Activity::Waiting { reason, message: Some(message.clone()) };
                show(&done, &vec![stuck; mains])?;
                step(&|state, pod| events::warning(state, pod, "Failed", format!("Error: {message}")))?;
                sleep(RETRYING).await;
            }
        }
    };
    let fails = environment.contains_key(FAILS);
    cluster.change(|state| state.current(key, uid).map(|_| state.environments.insert(uid.to_owned(), environment)))?;
    step(&|state, pod| {
        for container in list(pod, "/spec/initContainers").iter().chain(list(pod, "/spec/containers")) {
            events::normal(state, pod, "Started", format!("Container {} started", text(container, "/name")));
            say_hello(state, pod, text(container, "/name"));
        }
    })?;
    let running = |ready: usize| -> Vec<_> {
        (0..mains).map(|index| Activity::Running { is_ready: index >= mains - ready }).collect()
    };
    show(&done, &running(0))?;
    // The last container, the proxy, is the first that is ready.
    for ready in 1..=mains {
        sleep(GETTING_READY / u32::try_from(mains).unwrap_or(1)).await;
        if ready == mains && fails {
            let name = text(&pod, "/spec/containers/0/name");
            let message =
                format!("back-off 10s restarting failed container={name} pod={}_{}({uid})", key.name, key.namespace);
            let mut stuck = running(mains);
            stuck[0] = Activity::Waiting { reason: "CrashLoopBackOff", message: Some(message) };
            show(&done, &stuck)?;
            return step(&|state, pod| {
                let message =
                    format!("Back-off restarting failed container {name} in pod {}_{}({uid})", key.name, key.namespace);
                events::warning(state, pod, "BackOff", message);
            });
        }
        show(&done, &running(ready))?;
    }
    Some(())
}

/// Brings a pod up without taking time.
pub fn start_at_once(state: &mut State, key: &Key) {
    let Some(pod) = state.store.get(key).cloned() else { return };
    let uid = object::uid(&pod).to_owned();
    if let Ok(environment) = environment(state, &pod) {
        state.environments.insert(uid, environment);
    }
    let mains = list(&pod, "/spec/containers");
    for container in mains {
        say_hello(state, &pod, text(container, "/name"));
    }
    show(state, key, &[], &vec![Activity::Running { is_ready: true }; mains.len()]);
}

/// Lets a deleted pod go.
async fn stop(cluster: &Cluster, key: &Key, uid: &str) {
    sleep(STOPPING).await;
    cluster.change(|state| {
        if state.current(key, uid).is_none() {
            return;
        }
        state.modify(key, |pod| {
            set(pod, &["metadata", "deletionTimestamp"], clock::now());
            set(pod, &["metadata", "deletionGracePeriodSeconds"], 0);
        });
        state.remove(key);
    });
}

/// The init containers while one of them runs.
fn initializing(all: usize, current: usize) -> Vec<Activity> {
    let activity = |index: usize| match index.cmp(&current) {
        std::cmp::Ordering::Less => Activity::Ended { exit_code: 0 },
        std::cmp::Ordering::Equal => Activity::Running { is_ready: false },
        std::cmp::Ordering::Greater => Activity::Waiting { reason: "PodInitializing", message: None },
    };
    (0..all).map(activity).collect()
}

/// Moves a pod to where this container of it runs: those before it have ended, those after it wait.
pub fn reach(state: &mut State, key: &Key, container: &str) {
    let Some(pod) = state.store.get(key).cloned() else { return };
    state.driven.insert(object::uid(&pod).to_owned());
    let (inits, mains) = (list(&pod, "/spec/initContainers"), list(&pod, "/spec/containers"));
    match inits.iter().position(|init| init["name"] == container) {
        Some(current) => {
            let waiting = Activity::Waiting { reason: "PodInitializing", message: None };
            show(state, key, &initializing(inits.len(), current), &vec![waiting; mains.len()]);
        }
        None => {
            let done = vec![Activity::Ended { exit_code: 0 }; inits.len()];
            show(state, key, &done, &vec![Activity::Running { is_ready: true }; mains.len()]);
        }
    }
}

/// Ends a pod, well or badly. What ran is what ends.
pub fn finish(state: &mut State, key: &Key, is_success: bool) {
    let Some(pod) = state.store.get(key).cloned() else { return };
    state.driven.insert(object::uid(&pod).to_owned());
    let exit_code = i64::from(!is_success);
    let (inits, mains) = (list(&pod, "/spec/initContainers").len(), list(&pod, "/spec/containers").len());
    let statuses = list(&pod, "/status/initContainerStatuses");
    let stopped = statuses.iter().position(|status| status["state"]["terminated"]["exitCode"] != 0);
    match stopped.filter(|_| !is_success) {
        Some(stopped) => {
            let mut activities = initializing(inits, stopped);
            activities[stopped] = Activity::Ended { exit_code };
            let waiting = Activity::Waiting { reason: "PodInitializing", message: None };
            show(state, key, &activities, &vec![waiting; mains]);
        }
        None => {
            let done = vec![Activity::Ended { exit_code: 0 }; inits];
            show(state, key, &done, &vec![Activity::Ended { exit_code }; mains]);
        }
    }
}

/// Writes what the containers do into the pod's status.
fn show(state: &mut State, key: &Key, inits: &[Activity], mains: &[Activity]) {
    state.modify(key, |pod| {
        fill(pod, json!({"spec": {"nodeName": seeds::NODE}}));
        let is_ended = |activity: &Activity| matches!(activity, Activity::Ended { .. });
        let is_failed = |activity: &Activity| matches!(activity, Activity::Ended { exit_code } if *exit_code != 0);
        let is_ready = |activity: &Activity| *activity == Activity::Running { is_ready: true };
        let has_begun = |activity: &Activity| matches!(activity, Activity::Running { .. } | Activity::Ended { .. });
        let is_initialized = inits.iter().all(|init| *init == Activity::Ended { exit_code: 0 });
        let phase = match () {
            () if inits.iter().any(is_failed) => "Failed",
            () if !mains.is_empty() && mains.iter().all(is_ended) && mains.iter().any(is_failed) => "Failed",
            () if !mains.is_empty() && mains.iter().all(is_ended) => "Succeeded",
            () if mains.iter().any(has_begun) => "Running",
            () => "Pending",
        };
        let ready = mains.iter().all(is_ready);
        set(pod, &["status", "phase"], phase);
        let conditions =
            [("PodScheduled", true), ("Initialized", is_initialized), ("ContainersReady", ready), ("Ready", ready)];
        set_conditions(pod, &conditions);
        let now = clock::now();
        fill(
            pod,
            json!({"status": {
                "hostIP": "127.0.0.1", "podIP": "127.0.0.1", "podIPs": [{"ip": "127.0.0.1"}], "startTime": now,
            }}),
        );
        for (field, spec, activities) in
            [("initContainerStatuses", "initContainers", inits), ("containerStatuses", "containers", mains)]
        {
            if !activities.is_empty() {
                let containers = pod["spec"][spec].as_array().cloned().unwrap_or_default();
                let statuses: Vec<_> = containers
                    .iter()
                    .zip(activities)
                    .map(|(container, activity)| container_status(pod, field, container, activity))
                    .collect();
                set(pod, &["status", field], statuses);
            }
        }
        fill(pod, json!({"status": {"qosClass": "BestEffort"}}));
        if let Some(status) = pod["status"].as_object_mut() {
            let class = status.shift_remove_entry("qosClass");
            status.extend(class);
        }
    });
}

fn container_status(pod: &Value, field: &str, container: &Value, activity: &Activity) -> Value {
    let name = text(container, "/name");
    let before = list(pod, &format!("/status/{field}")).iter().find(|status| status["name"] == name);
    let time = |pointer: &str| {
        before.map(|status| text(status, pointer)).filter(|time| !time.is_empty()).map(ToOwned::to_owned)
    };
    let started =
        time("/state/running/startedAt").or_else(|| time("/state/terminated/startedAt")).unwrap_or_else(clock::now);
    let finished = time("/state/terminated/finishedAt").unwrap_or_else(clock::now);
    let state = match activity {
        Activity::Waiting { reason, message: None } => json!({"waiting": {"reason": reason}}),
        Activity::Waiting { reason, message } => json!({"waiting": {"reason": reason, "message": message}}),
        Activity::Running { .. } => json!({"running": {"startedAt": started}}),
        Activity::Ended { exit_code } => {
            let reason = if *exit_code == 0 { "Completed" } else { "Error" };
            json!({"terminated": {
                "exitCode": exit_code, "reason": reason, "startedAt": started, "finishedAt": finished,
            }})
        }
    };
    let is_crashing = matches!(activity, Activity::Waiting { reason: "CrashLoopBackOff", .. });
    let last = match is_crashing {
        true => json!({"terminated": {"exitCode": 1, "reason": "Error", "startedAt": started, "finishedAt": finished}}),
        false => json!({}),
    };
    let is_running = matches!(activity, Activity::Running { .. });
    let is_ready = match field {
        "initContainerStatuses" => *activity == Activity::Ended { exit_code: 0 },
        _ => *activity == Activity::Running { is_ready: true },
    };
    let mut status = json!({
        "name": name, "state": state, "lastState": last, "ready": is_ready, "restartCount": i64::from(is_crashing),
        "image": container["image"], "imageID": format!("sha256:{name}"),
    });
    if is_running {
        status["containerID"] = format!("containerd://{}", object::uid(pod)).into();
    }
    status["started"] = is_running.into();
    status
}

/// Writes conditions; those that stay as they were keep their time.
fn set_conditions(pod: &mut Value, conditions: &[(&str, bool)]) {
    let entry = |(kind, holds): &(&str, bool)| {
        let status = if *holds { "True" } else { "False" };
        let before =
            list(pod, "/status/conditions").iter().find(|entry| entry["type"] == *kind && entry["status"] == status);
        let since = before.map_or_else(|| json!(clock::now()), |entry| entry["lastTransitionTime"].clone());
        let mut entry = json!({"type": kind, "status": status, "lastProbeTime": null, "lastTransitionTime": since});
        if !holds && kind.ends_with("Ready") {
            entry["reason"] = "ContainersNotReady".into();
        }
        entry
    };
    let entries: Vec<_> = conditions.iter().map(entry).collect();
    set(pod, &["status", "conditions"], entries);
}

/// What the containers of a pod read when they start, or what keeps them from starting.
fn environment(state: &State, pod: &Value) -> Result<Environment, String> {
    let mut environment = Environment::new();
    for container in list(pod, "/spec/containers") {
        for source in list(container, "/envFrom") {
            let name = text(source, "/configMapRef/name");
            if name.is_empty() {
                continue;
            }
            let key = Key { kind: "ConfigMap", namespace: object::namespace(pod).to_owned(), name: name.to_owned() };
            match state.store.get(&key) {
                Some(map) => environment.extend(entries(&map["data"])),
                None if source["configMapRef"]["optional"] == true => {}
                None => return Err(format!("configmap \"{name}\" not found")),
            }
        }
        for variable in list(container, "/env").iter().filter(|variable| variable["value"].is_string()) {
            environment.insert(text(variable, "/name").to_owned(), text(variable, "/value").to_owned());
        }
    }
    Ok(environment)
}

/// The texts of a map.
pub fn entries(data: &Value) -> Environment {
    let entry = |(key, value): (&String, &Value)| Some((key.clone(), value.as_str()?.to_owned()));
    data.as_object().into_iter().flatten().filter_map(entry).collect()
}

/// A first line in the log of a container.
fn say_hello(state: &mut State, pod: &Value, container: &str) {
    let line = match container {
        "cray-ims" => "[INFO] Starting gunicorn; listening at: http://0.0.0.0:9000".to_owned(),
        "istio-proxy" => "info Envoy proxy is ready".to_owned(),
        name => format!("{name} started"),
    };
    super::logs::write(state, object::uid(pod), container, &line);
}
