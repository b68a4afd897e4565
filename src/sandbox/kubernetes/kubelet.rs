//! The life of pods: they are scheduled, start their containers, become ready, and stop.

use super::clock;
use super::containers::{Activity, all_initialized, initializing, set_conditions, show};
use super::engine::Cluster;
use super::events;
use super::object::{self, list, set, text};
use super::state::{Environment, State, Task};
use super::store::Key;
use super::{jobs, logs, names, replica_sets};
use serde_json::Value;
use std::time::Duration;
use tokio::runtime::Handle;
use tokio::time::sleep;

/// A setting under whose name a pod that reads it does not become ready, for tests of what happens then: with the value
/// `unready` its first container runs on and does not get ready, with any other it ends again and again.
const FAILS: &str = "SANDBOX_POD_FAILS";

const SCHEDULING: Duration = Duration::from_millis(150);
const CREATING: Duration = Duration::from_millis(350);
const STARTING: Duration = Duration::from_millis(500);
const GETTING_READY: Duration = Duration::from_millis(400);
const INITIALIZING: Duration = Duration::from_millis(200);
/// How long the pod of a Job works if nobody moves it along.
const WORKING: Duration = Duration::from_secs(1);
const STOPPING: Duration = Duration::from_millis(500);
const RETRYING: Duration = Duration::from_millis(500);
/// How long a controller waits until it asks for a refused pod again.
const ASKING_AGAIN: Duration = Duration::from_secs(1);
/// Time for whoever made a Job to make its pod as well.
const POPULATING: Duration = Duration::from_millis(100);

/// Begins to carry a task out. Without a runtime nothing can take its time, and nothing happens by itself.
pub fn start(cluster: Cluster, task: Task) {
    if let Ok(runtime) = Handle::try_current() {
        runtime.spawn(carry_out(cluster, task));
    }
}

async fn carry_out(cluster: Cluster, task: Task) {
    match task {
        Task::Run(key, uid) => {
            Rise { cluster: &cluster, key: &key, uid: &uid }.run().await;
        }
        Task::Terminate(key, uid) => stop(&cluster, &key, &uid).await,
        Task::Populate(key, uid) => {
            sleep(POPULATING).await;
            while cluster.change(|state| jobs::lacks_pod(state, &key, &uid)) {
                sleep(ASKING_AGAIN).await;
            }
        }
        Task::Replicate(key, uid) => {
            sleep(ASKING_AGAIN).await;
            cluster.change(|state| {
                state.retrying.remove(&key);
                if let Some(replica_set) = state.current(&key, &uid) {
                    replica_sets::replicate(state, &replica_set);
                }
            });
        }
    }
}

/// A pod on its way up. Every step gives nothing if the pod has gone away or been taken over.
struct Rise<'c> {
    cluster: &'c Cluster,
    key: &'c Key,
    uid: &'c str,
}

impl Rise<'_> {
    async fn run(&self) -> Option<()> {
        sleep(SCHEDULING).await;
        self.schedule()?;
        sleep(CREATING).await;
        let pod = self.cluster.change(|state| state.current(self.key, self.uid))?;
        let (inits, mains) = (list(&pod, "/spec/initContainers").len(), list(&pod, "/spec/containers").len());
        self.initialize(&pod, inits, mains).await?;
        sleep(STARTING).await;
        let done = all_initialized(&pod);
        let failure = self.read_settings(&done, mains).await?.get(FAILS).cloned();
        self.step(|state, pod| {
            events::started(state, pod, "initContainers", inits);
            events::started(state, pod, "containers", mains);
            for container in list(pod, "/spec/initContainers").iter().chain(list(pod, "/spec/containers")) {
                say_hello(state, pod, text(container, "/name"));
            }
        })?;
        // The last container, the proxy, is the first that is ready.
        let running = |ready: usize| -> Vec<_> {
            (0..mains).map(|index| Activity::Running { is_ready: index >= mains - ready }).collect()
        };
        self.show(&done, &running(0))?;
        for ready in 1..=mains {
            sleep(GETTING_READY / u32::try_from(mains).unwrap_or(1)).await;
            match failure.as_deref() {
                Some("unready") if ready == mains => {
                    let message = "Readiness probe failed: HTTP probe failed with statuscode: 503";
                    return self.step(|state, pod| events::warning(state, pod, "Unhealthy", message));
                }
                Some(_) if ready == mains => return self.crash(&pod, &done, running(mains)),
                _ => {}
            }
            self.show(&done, &running(ready))?;
        }
        if text(&pod, "/metadata/ownerReferences/0/kind") == "Job" {
            sleep(WORKING).await;
            self.step(|state, _| jobs::finish(state, self.key, true))?;
        }
        Some(())
    }

    fn step<T>(&self, act: impl FnOnce(&mut State, &Value) -> T) -> Option<T> {
        self.cluster.change(|state| {
            let pod = state.current(self.key, self.uid)?;
            let is_ours = !object::is_terminating(&pod) && !state.driven.contains(self.uid);
            is_ours.then(|| act(state, &pod))
        })
    }

    fn show(&self, inits: &[Activity], mains: &[Activity]) -> Option<()> {
        self.step(|state, _| show(state, self.key, inits, mains))
    }

    fn schedule(&self) -> Option<()> {
        self.step(|state, pod| {
            state.modify(self.key, |pod| {
                set(pod, &["spec", "nodeName"], names::NODE);
                set_conditions(pod, &[("PodScheduled", true)]);
            });
            events::scheduled(state, pod);
        })
    }

    /// The init containers run one after another.
    async fn initialize(&self, pod: &Value, inits: usize, mains: usize) -> Option<()> {
        let reason = if inits == 0 { "ContainerCreating" } else { "PodInitializing" };
        let waiting = Activity::Waiting { reason, message: None };
        self.show(&vec![waiting.clone(); inits], &vec![waiting.clone(); mains])?;
        for current in 0..inits {
            sleep(INITIALIZING).await;
            self.show(&initializing(pod, current), &vec![waiting.clone(); mains])?;
        }
        Some(())
    }

    /// The containers read their settings as they start; they do not start before the settings are there.
    async fn read_settings(&self, inits: &[Activity], mains: usize) -> Option<Environment> {
        loop {
            match self.step(|state, pod| environment(state, pod))? {
                Ok(environment) => {
                    let kept = environment.clone();
                    self.step(|state, _| state.environments.insert(self.uid.to_owned(), kept))?;
                    return Some(environment);
                }
                Err(message) => {
                    let reason = "CreateContainerConfigError";
                    let stuck = Activity::Waiting { reason, message: Some(message.clone()) };
                    self.show(inits, &vec![stuck; mains])?;
                    self.step(|state, pod| events::warning(state, pod, "Failed", format!("Error: {message}")))?;
                    sleep(RETRYING).await;
                }
            }
        }
    }

    /// The first container fails again and again.
    fn crash(&self, pod: &Value, inits: &[Activity], mut mains: Vec<Activity>) -> Option<()> {
        let name = text(pod, "/spec/containers/0/name");
        let place = format!("{}_{}({})", self.key.name, self.key.namespace, self.uid);
        let message = format!("back-off 10s restarting failed container={name} pod={place}");
        *mains.first_mut()? = Activity::Waiting { reason: "CrashLoopBackOff", message: Some(message) };
        self.show(inits, &mains)?;
        let message = format!("Back-off restarting failed container {name} in pod {place}");
        self.step(|state, pod| events::warning(state, pod, "BackOff", message))
    }
}

/// Brings a pod up without taking time.
pub fn start_at_once(state: &mut State, key: &Key) {
    let Some(pod) = state.store.get(key).cloned() else { return };
    let uid = object::uid(&pod).to_owned();
    if let Ok(environment) = environment(state, &pod) {
        state.environments.insert(uid, environment);
    }
    let mains = list(&pod, "/spec/containers");
    events::scheduled(state, &pod);
    events::started(state, &pod, "containers", mains.len());
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
            match state.store.get(&Key::new("ConfigMap", object::namespace(pod), name)) {
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
    logs::write(state, object::uid(pod), container, &line);
}
