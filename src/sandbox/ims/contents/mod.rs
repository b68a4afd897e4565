//! What is in the objects that a sandbox makes itself: small, but of the kinds that clients expect.

mod boot;
mod recipe;
mod squashfs;

pub use recipe::Recipe;

use crate::dkms::Arch;
use jiff::Timestamp;
use std::io;

const PARAMETERS: &str = "console=ttyS0,115200 ip=dhcp rd.neednet=1\n";

/// The kinds of file that make an image.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Root,
    Kernel,
    Initrd,
    Parameters,
}

impl Kind {
    /// All kinds, in the order in which they are uploaded.
    pub const ALL: [Kind; 4] = [Kind::Root, Kind::Kernel, Kind::Initrd, Kind::Parameters];

    /// What such a file is called among the artifacts of an image.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Root => "rootfs",
            Kind::Kernel => "kernel",
            Kind::Initrd => "initrd",
            Kind::Parameters => "boot_parameters",
        }
    }

    /// The type by which a manifest lists such a file.
    pub fn media_type(self) -> &'static str {
        match self {
            Kind::Root => "application/vnd.cray.image.rootfs.squashfs",
            Kind::Kernel => "application/vnd.cray.image.kernel",
            Kind::Initrd => "application/vnd.cray.image.initrd",
            Kind::Parameters => "application/vnd.cray.image.parameters.boot",
        }
    }

    /// The kind of file that has this name.
    pub fn named(name: &str) -> Option<Self> {
        Kind::ALL.into_iter().find(|kind| kind.name() == name)
    }

    /// A file of this kind. The label distinguishes it from those of other images.
    pub fn content(self, arch: Arch, label: &str, time: Timestamp) -> io::Result<Vec<u8>> {
        match self {
            Kind::Root => Ok(root(arch, label, seconds(time))),
            Kind::Kernel => Ok(boot::kernel(arch, label)),
            Kind::Initrd => boot::initrd(label, seconds(time)),
            Kind::Parameters => Ok(PARAMETERS.into()),
        }
    }
}

/// What an object of this name holds if nobody says what it is for: a file of an image, a recipe, or a line of text.
pub fn content(name: &str, arch: Arch, label: &str, time: Timestamp) -> io::Result<Vec<u8>> {
    match Kind::named(name) {
        Some(kind) => kind.content(arch, label, time),
        None if name.ends_with(".tgz") || name.ends_with(".tar.gz") => {
            Recipe { name: label, recipe_type: "kiwi-ng", arch: arch.name(), keys: &[] }.archive(time)
        }
        None => Ok(format!("{label}\n").into_bytes()),
    }
}

fn root(arch: Arch, label: &str, time: u32) -> Vec<u8> {
    let release = format!("NAME=\"cray-ims sandbox\"\nID=sandbox\nARCHITECTURE={}\n", arch.name());
    let label = format!("{label}\n");
    let files = [("boot/kernel-parameters", PARAMETERS), ("etc/motd", &label), ("etc/os-release", &release)];
    squashfs::squashfs(&files, time)
}

fn seconds(time: Timestamp) -> u32 {
    u32::try_from(time.as_second()).unwrap_or_default()
}
