//! Small recipes: archives as image builders take them.

use flate2::Compression;
use flate2::write::GzEncoder;
use jiff::Timestamp;
use std::io;
use tar::{Builder, EntryType, Header};

/// Names the files of a recipe that are templates.
const TEMPLATE_LIST: &str = "template_files:\n- config.xml\n";

const CONFIG_SH: &str = "#!/bin/bash\n# Runs in the image after its packages are installed.\nset -e\nsystemctl set-default multi-user.target\n";

/// What a recipe says.
pub struct Recipe<'a> {
    pub name: &'a str,
    /// `kiwi-ng` or `packer`.
    pub recipe_type: &'a str,
    pub arch: &'a str,
    /// The keys of the recipe's template dictionary. If there are any, the recipe is a template.
    pub keys: &'a [&'a str],
}

impl Recipe<'_> {
    /// The archive: gzipped, as `tar cvfz ARCHIVE .` makes it.
    pub fn archive(&self, time: Timestamp) -> io::Result<Vec<u8>> {
        let mut archive = Builder::new(GzEncoder::new(Vec::new(), Compression::default()));
        let mut add = |name: &str, kind: EntryType, mode: u32, content: &str| {
            let mut header = Header::new_gnu();
            header.set_entry_type(kind);
            header.set_mode(mode);
            header.set_mtime(time.as_second().unsigned_abs());
            header.set_size(content.len() as u64);
            for name in [Header::set_username, Header::set_groupname] {
                name(&mut header, "root")?;
            }
            archive.append_data(&mut header, name, content.as_bytes())
        };
        add("./", EntryType::Directory, 0o755, "")?;
        if self.recipe_type == "packer" {
            add("./create.pkr.hcl", EntryType::Regular, 0o644, &self.packer_template())?;
        } else {
            if !self.keys.is_empty() {
                add("./.ims_recipe_template.yaml", EntryType::Regular, 0o644, TEMPLATE_LIST)?;
            }
            add("./config.sh", EntryType::Regular, 0o755, CONFIG_SH)?;
            add("./config.xml", EntryType::Regular, 0o644, &self.kiwi_description())?;
            add("./root/", EntryType::Directory, 0o755, "")?;
            add("./root/etc/", EntryType::Directory, 0o755, "")?;
            add("./root/etc/motd", EntryType::Regular, 0o644, &format!("Built from {}\n", self.name))?;
        }
        archive.into_inner()?.finish()
    }

    fn kiwi_description(&self) -> String {
        let name = escaped(self.name);
        let mut repositories = vec![format!("sle-{}", self.arch)];
        repositories.extend(self.keys.iter().map(|key| format!("{}-{{{{ {key} }}}}", key.to_lowercase())));
        let repositories: String = repositories
            .iter()
            .enumerate()
            .map(|(number, repository)| {
                let priority = number + 1;
                format!(
                    "  <repository type=\"rpm-md\" alias=\"{repository}\" priority=\"{priority}\" imageinclude=\"true\">\n    \
                     <source path=\"https://packages.local/repository/{repository}/\"/>\n  </repository>\n"
                )
            })
            .collect();
        format!(
            "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n\
             <image schemaversion=\"7.4\" name=\"{name}\">\n  \
               <description type=\"system\">\n    \
                 <author>cray-ims sandbox</author>\n    \
                 <contact>nobody@example.com</contact>\n    \
                 <specification>{name}</specification>\n  \
               </description>\n  \
               <preferences>\n    \
                 <version>1.0.0</version>\n    \
                 <packagemanager>zypper</packagemanager>\n    \
                 <type image=\"tbz\"/>\n  \
               </preferences>\n\
             {repositories}  \
               <packages type=\"image\">\n    \
                 <package name=\"kernel-default\"/>\n    \
                 <package name=\"openssh\"/>\n  \
               </packages>\n  \
               <packages type=\"bootstrap\">\n    \
                 <package name=\"filesystem\"/>\n  \
               </packages>\n\
             </image>\n"
        )
    }

    fn packer_template(&self) -> String {
        let name = serde_json::Value::from(self.name);
        format!(
            "variable \"name\" {{\n  type    = string\n  default = {name}\n}}\n\n\
             source \"qemu\" \"image\" {{\n  vm_name      = var.name\n  iso_url      = \"https://packages.local/{}.iso\"\n  \
             ssh_username = \"root\"\n}}\n\n\
             build {{\n  sources = [\"source.qemu.image\"]\n}}\n",
            self.arch
        )
    }
}

/// The text, in an attribute or between tags.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::Recipe;
    use flate2::read::GzDecoder;
    use jiff::Timestamp;
    use std::collections::BTreeMap;
    use std::io::Read;
    use tar::Archive;

    fn unpacked(recipe: &Recipe) -> BTreeMap<String, String> {
        let bytes = recipe.archive(Timestamp::UNIX_EPOCH).unwrap();
        let mut archive = Archive::new(GzDecoder::new(bytes.as_slice()));
        let entries = archive.entries().unwrap().map(|entry| {
            let mut entry = entry.unwrap();
            let mut text = String::new();
            entry.read_to_string(&mut text).unwrap();
            (entry.path().unwrap().to_string_lossy().into_owned(), text)
        });
        entries.collect()
    }

    #[test]
    fn a_recipe_is_a_template_if_it_has_keys() {
        let plain = Recipe { name: "a<b", recipe_type: "kiwi-ng", arch: "x86_64", keys: &[] };
        let files = unpacked(&plain);
        assert!(
            files["config.xml"].contains("<image schemaversion=\"7.4\" name=\"a&lt;b\">\n  <description"),
            "{files:?}"
        );
        assert!(!files["config.xml"].contains("{{") && !files.contains_key(".ims_recipe_template.yaml"));

        let files = unpacked(&Recipe { keys: &["CSM_VERSION"], ..plain });
        assert!(files["config.xml"].contains("alias=\"csm_version-{{ CSM_VERSION }}\" priority=\"2\""), "{files:?}");
        assert_eq!(files[".ims_recipe_template.yaml"], "template_files:\n- config.xml\n");
    }

    #[test]
    fn a_recipe_for_packer_is_no_description_for_kiwi() {
        let recipe = Recipe { name: "a", recipe_type: "packer", arch: "x86_64", keys: &[] };
        assert!(unpacked(&recipe).keys().map(String::as_str).eq(["./", "create.pkr.hcl"]));
    }
}
