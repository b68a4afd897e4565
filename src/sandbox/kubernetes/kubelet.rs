//! The life of pods: they are scheduled, start their containers, become ready, and stop.

use super::clock;
use super::containers::{Activity, initializing, set_conditions, show};
use super::events;
use super::object::{self, list, set, text};
use super::state::{Environment, State, Task};
use super::store::Key;
use super::{Cluster, jobs, seeds};
use serde_json::Value;
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

/// Carries a task out.
pub async fn carry_out(cluster: Cluster, task: Task) {
    match task {
        Task::Run(key, uid) => {
            run(&cluster, &key, &uid).await;
        }
        Task::Terminate(key, uid) => stop(&cluster, &key, &uid).await,
        Task::Populate(key, uid) => {
            sleep(POPULATING).await;
            cluster.change(|state| jobs::populate(state, &key, &uid));
        }
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
