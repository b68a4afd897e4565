//! The store: the index behind a lock, and the directory with the content.
//!
//! Content is written first, then the index is saved, and only then is the content removed that nothing refers to any more. So a
//! store that is killed is always whole; what it leaves behind is removed when it is opened again.

use super::content::Draft;
use super::fault::Fault;
use super::index::{Attributes, Index, Metadata, Object};
use super::kept::Kept;
use super::place::Place;
use anyhow::Context;
use std::fs::{self, Permissions};
use std::io::{self, Write};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::SystemTime;
use tempfile::TempDir;

/// The buckets of a real system.
const BUCKETS: [&str; 12] = [
    "badger",
    "boot-images",
    "etcd-backup",
    "fw-update",
    "ims",
    "ncn-images",
    "ncn-utils",
    "postgres-backup",
    "sat",
    "sls",
    "sma",
    "vbis",
];

/// Buckets and their objects. Clones share them.
#[derive(Clone)]
pub struct Objects(Arc<Shared>);

struct Shared {
    index: Mutex<Index>,
    directory: PathBuf,
    lifetime: Lifetime,
}

/// How long the objects are kept.
enum Lifetime {
    /// As long as this directory is there.
    Temporary { _directory: TempDir },
    /// For later sandboxes; no other uses them meanwhile.
    Kept(Kept),
}

/// What must be at a place for a new object to be stored there.
#[derive(Clone, Debug)]
pub enum Existing {
    Anything,
    Nothing,
    Etag(String),
}

impl Objects {
    /// A store in a new directory within this one, which is removed at the end.
    pub fn temporary(within: &Path) -> anyhow::Result<Self> {
        let failed = || format!("Unable to keep objects in {}", within.display());
        let private = Permissions::from_mode(0o700);
        let directory = tempfile::Builder::new().prefix("objects-").permissions(private.clone()).tempdir_in(within);
        let directory = directory.with_context(failed)?;
        // Whatever the umask takes away.
        fs::set_permissions(directory.path(), private).with_context(failed)?;
        let path = directory.path().to_owned();
        Ok(Objects::new(Index::default(), path, Lifetime::Temporary { _directory: directory }))
    }

    /// The store beside a state, in `FILE.objects`. Fails if another sandbox uses it.
    pub fn beside(state: &Path) -> anyhow::Result<Self> {
        let (kept, index) = Kept::open(state)?;
        Ok(Objects::new(index, kept.directory().to_owned(), Lifetime::Kept(kept)))
    }

    fn new(mut index: Index, directory: PathBuf, lifetime: Lifetime) -> Self {
        for name in BUCKETS {
            index.make_bucket(name);
        }
        Objects(Arc::new(Shared { index: Mutex::new(index), directory, lifetime }))
    }

    /// The names of all buckets, and when they were made.
    pub fn buckets(&self) -> Vec<(String, SystemTime)> {
        self.index().0.iter().map(|(name, bucket)| (name.clone(), bucket.created)).collect()
    }

    /// Fails if there is no such bucket.
    pub fn check_bucket(&self, name: &str) -> Result<(), Fault> {
        self.index().bucket(name).map(drop)
    }

    /// Makes a bucket.
    pub fn create_bucket(&self, name: &str) -> Result<(), Fault> {
        self.change(|index| match index.bucket(name) {
            Ok(_) => Err(Fault::BucketAlreadyOwnedByYou),
            Err(_) => {
                index.make_bucket(name);
                Ok(())
            }
        })
    }

    /// Removes an empty bucket. Unfinished uploads to it are given up.
    pub fn delete_bucket(&self, name: &str) -> Result<(), Fault> {
        self.change(|index| {
            if !index.bucket(name)?.objects.is_empty() {
                return Err(Fault::BucketNotEmpty);
            }
            index.0.remove(name);
            Ok(())
        })
    }

    /// The object at a place; `None` if there is none.
    pub fn head(&self, place: &Place) -> Option<Arc<Object>> {
        self.find(place).ok()
    }

    /// The same. Fails with what is missing, the bucket or the key.
    pub fn find(&self, place: &Place) -> Result<Arc<Object>, Fault> {
        self.index().object(place).cloned()
    }

    /// The content of a small object; `None` if there is none.
    pub fn read(&self, place: &Place) -> io::Result<Option<Vec<u8>>> {
        self.head(place).map(|object| object.read()).transpose()
    }

    /// The objects of a bucket whose keys begin with the prefix, by their keys.
    pub fn list(&self, bucket: &str, prefix: &str) -> Result<Vec<(String, Arc<Object>)>, Fault> {
        let index = self.index();
        let objects = index.bucket(bucket)?.objects.range(prefix.to_owned()..);
        let listed = objects.take_while(|(key, _)| key.starts_with(prefix));
        Ok(listed.map(|(key, object)| (key.clone(), object.clone())).collect())
    }

    /// Stores an object, whatever was there, in a bucket that is made if there is none.
    pub fn put(&self, place: &Place, content: &[u8], metadata: Metadata) -> io::Result<Arc<Object>> {
        let mut draft = self.draft()?;
        draft.write_all(content)?;
        if self.check_bucket(&place.bucket).is_err() {
            self.create_bucket(&place.bucket)?;
        }
        let attributes = Attributes { content_type: None, metadata };
        Ok(self.store(place, draft, attributes, &Existing::Anything)?)
    }

    /// Begins the content of an object or of a part.
    pub fn draft(&self) -> io::Result<Draft> {
        Draft::new(&self.0.directory)
    }

    /// Stores content as an object.
    pub fn store(
        &self,
        place: &Place,
        draft: Draft,
        attributes: Attributes,
        existing: &Existing,
    ) -> Result<Arc<Object>, Fault> {
        let (etag, size) = (draft.etag(), draft.size());
        let pieces = vec![draft.into_piece()];
        let object = Arc::new(Object { etag, size, modified: SystemTime::now(), attributes, pieces });
        self.change(|index| insert(index, place, object, existing))
    }

    /// Copies an object, with other attributes if they are given. The copy has the etag of the original.
    pub fn copy(&self, from: &Place, to: &Place, attributes: Option<Attributes>) -> Result<Arc<Object>, Fault> {
        self.change(|index| {
            let mut copy = Object::clone(index.object(from)?);
            copy.modified = SystemTime::now();
            copy.attributes = attributes.unwrap_or(copy.attributes);
            insert(index, to, Arc::new(copy), &Existing::Anything)
        })
    }

    /// Moves an object within the store.
    pub fn rename(&self, from: &Place, to: &Place) -> io::Result<()> {
        Ok(self.change(|index| {
            let mut object = Object::clone(index.object(from)?);
            object.modified = SystemTime::now();
            index.bucket_mut(&from.bucket)?.objects.remove(&from.key);
            insert(index, to, Arc::new(object), &Existing::Anything).map(drop)
        })?)
    }

    /// Removes an object. Nothing happens if there is none.
    pub fn remove(&self, place: &Place) -> io::Result<()> {
        match self.change(|index| Ok(index.bucket_mut(&place.bucket)?.objects.remove(&place.key))) {
            Ok(_) | Err(Fault::NoSuchBucket) => Ok(()),
            Err(fault) => Err(fault.into()),
        }
    }

    pub(super) fn index(&self) -> MutexGuard<'_, Index> {
        // A change is made on a copy, so that a panic spoils nothing.
        self.0.index.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Changes the index. If that fails, or the index cannot be saved, nothing has happened.
    pub(super) fn change<T>(&self, change: impl FnOnce(&mut Index) -> Result<T, Fault>) -> Result<T, Fault> {
        let mut index = self.index();
        let mut new = index.clone();
        let outcome = change(&mut new)?;
        if let Lifetime::Kept(kept) = &self.0.lifetime {
            kept.save(&new)?;
        }
        *index = new;
        Ok(outcome)
    }
}

impl Drop for Shared {
    fn drop(&mut self) {
        if let Lifetime::Kept(_) = self.lifetime {
            let index = std::mem::take(self.index.get_mut().unwrap_or_else(PoisonError::into_inner));
            // Else the files of its objects would be removed.
            std::mem::forget(index);
        }
    }
}

/// Puts an object at a place if what is there is what must be.
pub(super) fn insert(
    index: &mut Index,
    place: &Place,
    object: Arc<Object>,
    existing: &Existing,
) -> Result<Arc<Object>, Fault> {
    let bucket = index.bucket_mut(&place.bucket)?;
    let is_as_expected = match (existing, bucket.objects.get(&place.key)) {
        (Existing::Anything, _) | (Existing::Nothing, None) => true,
        (Existing::Etag(_), None) => return Err(Fault::NoSuchKey),
        (Existing::Etag(etag), Some(old)) => old.etag == *etag,
        (Existing::Nothing, Some(_)) => false,
    };
    if !is_as_expected {
        return Err(Fault::PreconditionFailed);
    }
    bucket.objects.insert(place.key.clone(), object.clone());
    Ok(object)
}
