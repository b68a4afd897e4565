//! A small squashfs, as root file systems are: a few text files in their directories, nothing compressed.

use std::collections::BTreeMap;

/// The length of the superblock.
const SUPERBLOCK: u64 = 96;

/// Nothing is compressed, and there are no fragments and no extended attributes.
const FLAGS: u16 = 0x1 | 0x2 | 0x8 | 0x10 | 0x200 | 0x800;

/// The largest block of data.
const BLOCK_LOG: u16 = 17;

/// Of the length of a block of data or of metadata: the block is not compressed.
const IS_PLAIN: u32 = 1 << 24;
const IS_PLAIN_METADATA: u16 = 1 << 15;

/// The table is not there.
const NOWHERE: u64 = u64::MAX;

const DIRECTORY: u16 = 1;
const FILE: u16 = 2;

/// A file system while it is put together.
#[derive(Default)]
struct Image {
    time: u32,
    data: Vec<u8>,
    inodes: Vec<u8>,
    listings: Vec<u8>,
    count: u32,
}

/// What a directory lists.
struct Entry<'a> {
    name: &'a str,
    kind: u16,
    number: u32,
    /// Where its inode is.
    offset: u16,
}

/// What is at a path.
enum Node<'a> {
    File(&'a str),
    Directory(Directory<'a>),
}

/// What a directory has, by name.
type Directory<'a> = BTreeMap<&'a str, Node<'a>>;

/// A file system of these files, by their paths without a slash at the front. All together fit into one block of metadata each,
/// 8 KiB, and each file into one block of data, 128 KiB.
pub fn squashfs(files: &[(&str, &str)], time: u32) -> Vec<u8> {
    let mut root = Directory::new();
    for (path, text) in files {
        let (parents, name) = path.rsplit_once('/').unwrap_or(("", path));
        let mut directory = &mut root;
        for parent in parents.split('/').filter(|parent| !parent.is_empty()) {
            match directory.entry(parent).or_insert_with(|| Node::Directory(Directory::new())) {
                Node::Directory(below) => directory = below,
                // Nothing is below a file.
                Node::File(_) => return Vec::new(),
            }
        }
        directory.insert(name, Node::File(text));
    }
    let mut image = Image { time, ..Image::default() };
    // As its parent, the root has the inode that would follow its own.
    let place = image.directory(&root, total(&root) + 2).offset;
    image.finish(place)
}

/// How many inodes there are in a directory.
fn total(directory: &Directory) -> u32 {
    let below = |node: &Node| match node {
        Node::File(_) => 0,
        Node::Directory(directory) => total(directory),
    };
    directory.values().map(|node| 1 + below(node)).sum()
}

impl Image {
    /// Adds a directory after all that is in it.
    fn directory(&mut self, directory: &Directory, parent: u32) -> Entry<'static> {
        // Its number is known before.
        let own = self.count + total(directory) + 1;
        let mut entries = Vec::new();
        for (name, node) in directory {
            let entry = match node {
                Node::File(text) => self.file(text),
                Node::Directory(below) => self.directory(below, own),
            };
            entries.push(Entry { name, ..entry });
        }
        let (start, length) = self.list(&entries);
        let directories = entries.iter().filter(|entry| entry.kind == DIRECTORY).count();
        let entry = self.inode(DIRECTORY, 0o755);
        self.inodes.extend(0u32.to_le_bytes());
        self.inodes.extend((directories as u32 + 2).to_le_bytes());
        // As if `.` and `..` were listed.
        self.inodes.extend((length + 3).to_le_bytes());
        self.inodes.extend(start.to_le_bytes());
        self.inodes.extend(parent.to_le_bytes());
        entry
    }

    fn file(&mut self, text: &str) -> Entry<'static> {
        let start = SUPERBLOCK + self.data.len() as u64;
        self.data.extend(text.as_bytes());
        let entry = self.inode(FILE, 0o644);
        self.inodes.extend((start as u32).to_le_bytes());
        // In no fragment.
        self.inodes.extend(u32::MAX.to_le_bytes());
        self.inodes.extend(0u32.to_le_bytes());
        self.inodes.extend((text.len() as u32).to_le_bytes());
        if !text.is_empty() {
            self.inodes.extend((text.len() as u32 | IS_PLAIN).to_le_bytes());
        }
        entry
    }

    /// Begins an inode with what all kinds have.
    fn inode(&mut self, kind: u16, mode: u16) -> Entry<'static> {
        self.count += 1;
        let entry = Entry { name: "", kind, number: self.count, offset: self.inodes.len() as u16 };
        for value in [kind, mode, 0, 0] {
            self.inodes.extend(value.to_le_bytes());
        }
        self.inodes.extend(self.time.to_le_bytes());
        self.inodes.extend(self.count.to_le_bytes());
        entry
    }

    /// Lists the entries of a directory. Returns where the listing begins, and its length.
    fn list(&mut self, entries: &[Entry]) -> (u16, u16) {
        let start = self.listings.len();
        let Some(first) = entries.first() else {
            return (0, 0);
        };
        for value in [entries.len() as u32 - 1, 0, first.number] {
            self.listings.extend(value.to_le_bytes());
        }
        for entry in entries {
            let difference = entry.number.wrapping_sub(first.number) as u16;
            for value in [entry.offset, difference, entry.kind, entry.name.len() as u16 - 1] {
                self.listings.extend(value.to_le_bytes());
            }
            self.listings.extend(entry.name.as_bytes());
        }
        (start as u16, (self.listings.len() - start) as u16)
    }

    fn finish(self, root: u16) -> Vec<u8> {
        let inode_table = SUPERBLOCK + self.data.len() as u64;
        let [inodes, listings, ids] = [&self.inodes[..], &self.listings, &[0; 4]].map(metadata);
        let directory_table = inode_table + inodes.len() as u64;
        let ids_at = directory_table + listings.len() as u64;
        let id_table = ids_at + ids.len() as u64;
        let length = id_table + 8;

        let mut bytes = b"hsqs".to_vec();
        for value in [self.count, self.time, 1 << BLOCK_LOG, 0] {
            bytes.extend(value.to_le_bytes());
        }
        // Gzip would be the compression. One id, of version 4.0.
        for value in [1, BLOCK_LOG, FLAGS, 1, 4, 0] {
            bytes.extend(value.to_le_bytes());
        }
        for value in [root.into(), length, id_table, NOWHERE, inode_table, directory_table, NOWHERE, NOWHERE] {
            bytes.extend(value.to_le_bytes());
        }
        for part in [self.data, inodes, listings, ids] {
            bytes.extend(part);
        }
        bytes.extend(ids_at.to_le_bytes());
        // Block devices have whole pages.
        bytes.resize(bytes.len().next_multiple_of(4096), 0);
        bytes
    }
}

fn metadata(table: &[u8]) -> Vec<u8> {
    let mut block = (table.len() as u16 | IS_PLAIN_METADATA).to_le_bytes().to_vec();
    block.extend(table);
    block
}

#[cfg(test)]
mod tests {
    use super::squashfs;
    use std::fs;
    use std::process::Command;

    #[test]
    #[ignore = "needs unsquashfs"]
    fn it_can_be_unpacked() {
        let files = [("boot/parameters", "quiet\n"), ("empty", ""), ("etc/cray/a", "1\n"), ("etc/b", "2\n")];
        let directory = tempfile::tempdir().unwrap();
        fs::write(directory.path().join("image"), squashfs(&files, 1_700_000_000)).unwrap();
        let run =
            Command::new("unsquashfs").args(["-d", "root", "image"]).current_dir(directory.path()).output().unwrap();
        assert!(run.status.success() && run.stderr.is_empty(), "{run:?}");
        for (path, text) in files {
            assert_eq!(fs::read_to_string(directory.path().join("root").join(path)).unwrap(), text, "{path}");
        }
    }
}
