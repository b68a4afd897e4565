//! Small kernels and initrds, which nothing can boot: they have only what tells of which kind and architecture they are.

use crate::dkms::Arch;
use flate2::Compression;
use flate2::write::GzEncoder;
use std::io::{self, Write};

const KERNEL_VERSION: &str = "6.4.0-sandbox";

/// How long a kernel is, in bytes.
const KERNEL: usize = 4096;

/// A kernel with the header of its architecture.
pub fn kernel(arch: Arch, label: &str) -> Vec<u8> {
    let mut bytes = vec![0; KERNEL];
    let mut place = |at: usize, part: &[u8]| bytes[at..at + part.len()].copy_from_slice(part);
    match arch {
        // The header of a bzImage, of version 2.15 of the boot protocol.
        Arch::X86_64 => {
            // The setup is one sector, after the one of the boot loader.
            place(0x1f1, &[1]);
            place(0x1fe, &[0x55, 0xaa]);
            place(0x200, &[0xeb, 0x66]);
            place(0x202, b"HdrS");
            place(0x206, &0x020f_u16.to_le_bytes());
            // Where the version stands, from 0x200 on.
            place(0x20e, &0x100_u16.to_le_bytes());
            // Loaded high.
            place(0x211, &[1]);
            // Of 64 bits.
            place(0x236, &1_u16.to_le_bytes());
            place(0x300, format!("{KERNEL_VERSION} (x86_64)\0").as_bytes());
        }
        // The header of an Image.
        Arch::Aarch64 => {
            place(0, b"MZ");
            place(16, &(KERNEL as u64).to_le_bytes());
            // Little endian, pages of 4 KiB.
            place(24, &0b1010_u64.to_le_bytes());
            place(56, b"ARM\x64");
            place(0x300, format!("Linux version {KERNEL_VERSION} (aarch64)\0").as_bytes());
        }
    }
    let label: Vec<u8> = label.bytes().take(1024).collect();
    place(0x400, &label);
    bytes
}

/// A gzipped cpio archive of one script.
pub fn initrd(label: &str, time: u32) -> io::Result<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    let script = format!("#!/bin/sh\n# {label}\necho 'This is a sandbox: nothing boots here.'\n");
    encoder.write_all(&member("init", 0o100_755, time, script.as_bytes()))?;
    encoder.write_all(&member("TRAILER!!!", 0, 0, b""))?;
    encoder.finish()
}

/// A member of a cpio archive, in the format that Linux unpacks.
fn member(name: &str, mode: u32, time: u32, content: &[u8]) -> Vec<u8> {
    let mut bytes = b"070701".to_vec();
    // Of the 13 fields, the mode, the number of links, the time, and the lengths of the content and the name are used.
    let length = |part: usize| u32::try_from(part).unwrap_or(u32::MAX);
    for field in [1, mode, 0, 0, 1, time, length(content.len()), 0, 0, 0, 0, length(name.len() + 1), 0] {
        bytes.extend(format!("{field:08X}").into_bytes());
    }
    bytes.extend(name.bytes().chain([0]));
    bytes.resize(bytes.len().next_multiple_of(4), 0);
    bytes.extend(content);
    bytes.resize(bytes.len().next_multiple_of(4), 0);
    bytes
}

#[cfg(test)]
mod tests {
    use super::{initrd, kernel};
    use crate::dkms::Arch;
    use std::io::Write;
    use std::process::{Command, Stdio};

    /// What `file` takes these bytes for.
    fn kind(options: &str, bytes: &[u8]) -> String {
        let mut command = Command::new("file");
        let mut child =
            command.args([options, "-"]).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().expect("file runs");
        child.stdin.take().expect("a pipe").write_all(bytes).expect("file reads");
        String::from_utf8_lossy(&child.wait_with_output().expect("it ends").stdout).into_owned()
    }

    #[test]
    #[ignore = "needs file"]
    fn kernels_and_initrds_are_taken_for_what_they_are() {
        let [x86, arm] = [Arch::X86_64, Arch::Aarch64].map(|arch| kind("-b", &kernel(arch, "label")));
        assert!(x86.starts_with("Linux kernel x86 boot executable bzImage, version 6.4.0-sandbox"), "{x86}");
        assert!(arm.starts_with("Linux kernel ARM64 boot executable Image, little-endian, 4K pages"), "{arm}");
        let initrd = kind("-bz", &initrd("label", 1_700_000_000).expect("in memory"));
        assert!(initrd.starts_with("ASCII cpio archive (SVR4 with no CRC)"), "{initrd}");
    }
}
