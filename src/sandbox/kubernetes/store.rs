//! The objects, their versions, and what changed lately, for those who watch.

use super::{managed_fields, object};
use serde_json::Value;
use std::collections::{BTreeMap, VecDeque};
use std::sync::Arc;
use tokio::sync::watch;

/// How many changes are remembered. Who asks for older ones has to list again.
const REMEMBERED: usize = 2000;

/// The version of a cluster that has been running for a while, so that a client that asks for the first is too late.
const FIRST_VERSION: u64 = 330;

/// Which object: one of this kind and name, in a namespace, or in none (an empty one).
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Key {
    pub kind: &'static str,
    pub namespace: String,
    pub name: String,
}

impl Key {
    /// The key of an object of this name; the namespace is empty if it is in none.
    pub fn new(kind: &'static str, namespace: &str, name: &str) -> Self {
        Key { kind, namespace: namespace.to_owned(), name: name.to_owned() }
    }

    /// The key of an object of this kind.
    pub fn of(kind: &'static str, object: &Value) -> Self {
        Key::new(kind, object::namespace(object), object::name(object))
    }
}

/// What happened to an object: made, changed or removed.
#[derive(Clone)]
pub struct Change {
    pub version: u64,
    pub key: Key,
    pub before: Option<Arc<Value>>,
    /// The object, or what was last seen of it, in the version of the change.
    pub object: Arc<Value>,
    pub is_removal: bool,
}

/// All objects.
pub struct Store {
    /// Who writes now.
    pub writer: String,
    /// The keys of the data that the writer applies; `None` if it only updates.
    pub applied: Option<Vec<String>>,
    objects: BTreeMap<Key, Arc<Value>>,
    version: u64,
    /// The version before the first change that is remembered.
    oldest: u64,
    changes: VecDeque<Change>,
    latest: watch::Sender<u64>,
}

impl Default for Store {
    fn default() -> Self {
        Store {
            writer: managed_fields::INSTALLER.to_owned(),
            applied: None,
            objects: BTreeMap::new(),
            version: FIRST_VERSION,
            oldest: FIRST_VERSION,
            changes: VecDeque::new(),
            latest: watch::Sender::new(FIRST_VERSION),
        }
    }
}

impl Store {
    /// The version of the latest change.
    pub fn version(&self) -> u64 {
        self.version
    }

    /// Tells of every new version.
    pub fn versions(&self) -> watch::Receiver<u64> {
        self.latest.subscribe()
    }

    pub fn get(&self, key: &Key) -> Option<&Arc<Value>> {
        self.objects.get(key)
    }

    /// The objects of a kind, of one namespace or of all.
    pub fn list(&self, kind: &'static str, namespace: Option<&str>) -> impl Iterator<Item = (&Key, &Arc<Value>)> {
        let from = Key { kind, namespace: namespace.unwrap_or_default().to_owned(), name: String::new() };
        self.objects
            .range(from..)
            .take_while(move |(key, _)| key.kind == kind)
            .filter(move |(key, _)| namespace.is_none_or(|namespace| key.namespace == namespace))
    }

    /// Every object.
    pub fn all(&self) -> impl Iterator<Item = (&Key, &Arc<Value>)> {
        self.objects.iter()
    }

    /// Writes an object; what is the same as before keeps its version.
    pub fn put(&mut self, key: Key, mut object: Value) -> Arc<Value> {
        let before = self.objects.get(&key).cloned();
        if key.kind == "ConfigMap" {
            match &self.applied {
                None => managed_fields::note(before.as_deref(), &mut object, &self.writer),
                Some(keys) => managed_fields::note_applied(before.as_deref(), &mut object, &self.writer, keys),
            }
        }
        if let Some(before) = &before {
            let version = before["metadata"]["resourceVersion"].clone();
            object::set(&mut object, &["metadata", "resourceVersion"], version);
            if **before == object {
                return before.clone();
            }
        }
        let object = self.stamped(object);
        self.objects.insert(key.clone(), object.clone());
        self.record(Change { version: self.version, key, before, object: object.clone(), is_removal: false });
        object
    }

    /// Removes an object.
    pub fn remove(&mut self, key: &Key) -> Option<Arc<Value>> {
        let before = self.objects.remove(key)?;
        let object = self.stamped((*before).clone());
        let key = key.clone();
        let change =
            Change { version: self.version, key, before: Some(before), object: object.clone(), is_removal: true };
        self.record(change);
        Some(object)
    }

    /// The changes after a version, or the oldest version that can be asked for if it is no longer known.
    pub fn since(&self, version: u64) -> Result<impl Iterator<Item = &Change>, u64> {
        if version < self.oldest {
            return Err(self.oldest);
        }
        Ok(self.changes.iter().skip_while(move |change| change.version <= version))
    }

    /// Forgets the changes so far.
    pub fn forget(&mut self) {
        self.changes.clear();
        self.oldest = self.version;
    }

    fn stamped(&mut self, mut object: Value) -> Arc<Value> {
        self.version += 1;
        object::set(&mut object, &["metadata", "resourceVersion"], self.version.to_string());
        Arc::new(object::arranged(object))
    }

    fn record(&mut self, change: Change) {
        if self.changes.len() == REMEMBERED
            && let Some(forgotten) = self.changes.pop_front()
        {
            self.oldest = forgotten.version;
        }
        self.changes.push_back(change);
        self.latest.send_replace(self.version);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn key(name: &str) -> Key {
        Key { kind: "ConfigMap", namespace: "services".into(), name: name.into() }
    }

    #[test]
    fn writing_the_same_again_changes_nothing() {
        let mut store = Store::default();
        store.put(key("a"), json!({"metadata": {"name": "a"}}));
        let version = store.version();
        store.put(key("a"), json!({"metadata": {"name": "a"}}));
        assert_eq!(store.version(), version);
    }

    #[test]
    fn changes_too_long_ago_are_gone() {
        let mut store = Store::default();
        let start = store.version();
        for count in 0..=REMEMBERED {
            store.put(key("a"), json!({"data": {"count": count.to_string()}}));
        }
        assert!(store.since(start).is_err());
        assert_eq!(store.since(store.version() - 1).map(Iterator::count), Ok(1));
    }

    #[test]
    fn a_list_of_one_namespace_leaves_the_others_out() {
        let mut store = Store::default();
        store.put(key("a"), json!({}));
        store.put(Key { namespace: "ims".into(), ..key("b") }, json!({}));
        assert_eq!(store.list("ConfigMap", Some("ims")).count(), 1);
        assert_eq!(store.list("ConfigMap", None).count(), 2);
    }
}
