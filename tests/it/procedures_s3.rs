//! The administrators' documented procedures with recipes and images in S3, command by command, in the sandbox.

use crate::support::{Home, in_sandbox};

/// The value of a field that the documentation has people copy from TOML.
const COPY: &str = r#"copy() { sed -n "s/^ *$1 = \"\(.*\)\"$/\1/p"; }"#;

/// Registers a recipe that was made of another one, and builds it.
const RECIPE: &str = r#"
path=$(cray ims recipes describe $IMS_RECIPE_ID --format toml | sed -n 's/^path = "s3:\/\/\(.*\)"$/\1/p')
S3_ARTIFACT_BUCKET=${path%%/*}
S3_ARTIFACT_KEY=${path#*/}
ARTIFACT_FILENAME=${path##*/}
cray artifacts get $S3_ARTIFACT_BUCKET $S3_ARTIFACT_KEY $ARTIFACT_FILENAME
mkdir image-recipe
tar xf $ARTIFACT_FILENAME -C image-recipe
ls image-recipe/config.xml
cd image-recipe
sed -i 's/<image /<image displayname="mine" /' config.xml
ARTIFACT_FILE=my_recipe.tgz
tar cfz ../$ARTIFACT_FILE .
cd ..
IMS_RECIPE_ID=$(cray ims recipes create --name "My Recipe" --recipe-type kiwi-ng --linux-distribution sles15 \
    --arch x86_64 --require-dkms False --format toml | copy id)
cray artifacts create ims recipes/$IMS_RECIPE_ID/$ARTIFACT_FILE $ARTIFACT_FILE --format toml
cray ims recipes update $IMS_RECIPE_ID --link-type s3 \
    --link-path s3://ims/recipes/$IMS_RECIPE_ID/$ARTIFACT_FILE --format toml >record
grep -c "^path = \"s3://ims/recipes/$IMS_RECIPE_ID/my_recipe.tgz\"$" record
job=$(cray ims jobs create --job-type create --artifact-id $IMS_RECIPE_ID --image-root-archive-name built \
    --public-key-id $IMS_PUBLIC_KEY_ID --format toml | copy id)
image=$(cray ims jobs describe $job --format toml | copy resultant_image_id)
cray artifacts list boot-images --format toml | copy Key | grep "^$image/" | sed 's/.*\///'
cray artifacts get boot-images $image/manifest.json manifest.json >/dev/null
grep -o '"type": "application.*"' manifest.json
for name in rootfs kernel; do
    cray artifacts get boot-images $image/$name $name >/dev/null
    grep -c "$(md5sum $name | awk '{print $1}')" manifest.json
done
"#;

const RECIPE_TOLD: &str = "\
image-recipe/config.xml
artifact = \"recipes/ID/my_recipe.tgz\"
Key = \"recipes/ID/my_recipe.tgz\"
1
boot_parameters
initrd
kernel
manifest.json
rootfs
\"type\": \"application/vnd.cray.image.rootfs.squashfs\"
\"type\": \"application/vnd.cray.image.kernel\"
\"type\": \"application/vnd.cray.image.initrd\"
\"type\": \"application/vnd.cray.image.parameters.boot\"
2
2
";

/// Registers a recipe that is a template, and builds it.
const TEMPLATE: &str = r#"
mkdir image-recipe
cd image-recipe
cat > .ims_recipe_template.yaml <<EOF
template_files:
- config.xml
EOF
cat > config.xml <<EOF
<image schemaversion="7.4" name="mine">
  <repository type="rpm-md" alias="csm-{{ CSM_RELEASE_VERSION }}-sle-{{ SLE_VERSION }}" priority="2" imageinclude="true">
    <source path="https://packages.local/repository/csm-{{ CSM_RELEASE_VERSION }}-sle-{{ SLE_VERSION}}/"/>
  </repository>
</image>
EOF
ARTIFACT_FILENAME=recipe.tar.gz
tar cvfz ../$ARTIFACT_FILENAME . | sort
cd ..
IMS_RECIPE_ID=$(cray ims recipes create --name "My Recipe" \
        --recipe-type kiwi-ng --linux-distribution sles15 \
        --template-dictionary-key CSM_RELEASE_VERSION,SLE_VERSION \
        --template-dictionary-value 1.2.5,15sp4 \
        --arch x86_64 --format toml | copy id)
cray artifacts create ims recipes/$IMS_RECIPE_ID/$ARTIFACT_FILENAME $ARTIFACT_FILENAME >/dev/null
cray ims recipes update $IMS_RECIPE_ID --link-type s3 \
        --link-path s3://ims/recipes/$IMS_RECIPE_ID/$ARTIFACT_FILENAME --format toml | grep -E '^(key|value|path|etag) '
job=$(cray ims jobs create --job-type create --artifact-id $IMS_RECIPE_ID --image-root-archive-name built \
    --public-key-id $IMS_PUBLIC_KEY_ID --format toml | copy id)
cray ims jobs describe $job --format toml | copy status
cray artifacts delete ims recipes/$IMS_RECIPE_ID/$ARTIFACT_FILENAME
cray ims jobs create --job-type create --artifact-id $IMS_RECIPE_ID --image-root-archive-name built \
    --public-key-id $IMS_PUBLIC_KEY_ID 2>&1 | grep -o "'path': .*cannot be validated"
"#;

const TEMPLATE_TOLD: &str = "\
./
./.ims_recipe_template.yaml
./config.xml
key = \"CSM_RELEASE_VERSION\"
value = \"1.2.5\"
key = \"SLE_VERSION\"
value = \"15sp4\"
etag = \"\"
path = \"s3://ims/recipes/ID/recipe.tar.gz\"
success
'path': 's3://ims/recipes/ID/recipe.tar.gz', 'type': 's3'} cannot be validated
";

/// Imports an image from its files.
const IMAGE: &str = r#"
printf hsqs > sles_15_image.squashfs
head -c 9000000 /dev/zero >> sles_15_image.squashfs
echo kernel > vmlinuz
echo initrd > initrd
IMS_ROOTFS_FILENAME=sles_15_image.squashfs
IMS_INITRD_FILENAME=initrd
IMS_KERNEL_FILENAME=vmlinuz
IMS_ROOTFS_MD5SUM=$(md5sum "${IMS_ROOTFS_FILENAME}" | awk '{ print $1 }')
IMS_INITRD_MD5SUM=$(md5sum "${IMS_INITRD_FILENAME}" | awk '{ print $1 }')
IMS_KERNEL_MD5SUM=$(md5sum "${IMS_KERNEL_FILENAME}" | awk '{ print $1 }')
IMS_IMAGE_ID=$(cray ims images create --name "${IMS_ROOTFS_FILENAME}" --arch x86_64 --format toml | copy id)
cray artifacts create boot-images "${IMS_IMAGE_ID}/${IMS_ROOTFS_FILENAME}" "${IMS_ROOTFS_FILENAME}" >/dev/null
cray artifacts create boot-images "${IMS_IMAGE_ID}/${IMS_KERNEL_FILENAME}" "${IMS_KERNEL_FILENAME}" >/dev/null
cray artifacts create boot-images "${IMS_IMAGE_ID}/${IMS_INITRD_FILENAME}" "${IMS_INITRD_FILENAME}" >/dev/null
ROOTFS_ETAG=$( cray artifacts describe boot-images ${IMS_IMAGE_ID}/${IMS_ROOTFS_FILENAME} --format json | jq -r .artifact.ETag  | tr -d '"' )
KERNEL_ETAG=$( cray artifacts describe boot-images ${IMS_IMAGE_ID}/${IMS_KERNEL_FILENAME} --format json | jq -r .artifact.ETag  | tr -d '"' )
INITRD_ETAG=$( cray artifacts describe boot-images ${IMS_IMAGE_ID}/${IMS_INITRD_FILENAME} --format json | jq -r .artifact.ETag  | tr -d '"' )
cat <<EOF> manifest.json
{
  "created": "`date '+%Y-%m-%d %H:%M:%S'`",
  "version": "1.0",
  "artifacts": [
    {
      "link": {
          "etag": "${ROOTFS_ETAG}",
          "path": "s3://boot-images/${IMS_IMAGE_ID}/${IMS_ROOTFS_FILENAME}",
          "type": "s3"
      },
      "md5": "${IMS_ROOTFS_MD5SUM}",
      "type": "application/vnd.cray.image.rootfs.squashfs"
    },
    {
      "link": {
          "etag": "${KERNEL_ETAG}",
          "path": "s3://boot-images/${IMS_IMAGE_ID}/${IMS_KERNEL_FILENAME}",
          "type": "s3"
      },
      "md5": "${IMS_KERNEL_MD5SUM}",
      "type": "application/vnd.cray.image.kernel"
    },
    {
      "link": {
          "etag": "${INITRD_ETAG}",
          "path": "s3://boot-images/${IMS_IMAGE_ID}/${IMS_INITRD_FILENAME}",
          "type": "s3"
      },
      "md5": "${IMS_INITRD_MD5SUM}",
      "type": "application/vnd.cray.image.initrd"
    }
  ]
}
EOF
update() {
    cray ims images update "${IMS_IMAGE_ID}" --link-type s3 \
        --link-path "s3://boot-images/${IMS_IMAGE_ID}/manifest.json" --link-etag "${MANIFEST_ETAG}" --format toml
}
MANIFEST_ETAG=unknown
update 2>&1 | grep -o 'cannot be validated'
cray artifacts create boot-images "${IMS_IMAGE_ID}/manifest.json" manifest.json >/dev/null
MANIFEST_ETAG=$( cray artifacts describe boot-images ${IMS_IMAGE_ID}/manifest.json --format json | jq -r .artifact.ETag  | tr -d '"' )
update | grep -c "^etag = \"$(md5sum manifest.json | awk '{print $1}')\"$"
echo "$ROOTFS_ETAG" | grep -o -- '-.*'
cray ims jobs create --job-type customize --artifact-id $IMS_IMAGE_ID --image-root-archive-name changed \
    --public-key-id $IMS_PUBLIC_KEY_ID --format toml | copy job_type
keys() { cray artifacts list boot-images --format toml | copy Key | grep "$IMS_IMAGE_ID/" | sed "s/$IMS_IMAGE_ID/ID/g"; }
cray ims images delete $IMS_IMAGE_ID
keys
cray ims deleted images update $IMS_IMAGE_ID --operation undelete
keys
"#;

const IMAGE_TOLD: &str = "\
cannot be validated
1
-2
customize
deleted/ID/deleted_manifest.json
deleted/ID/initrd
deleted/ID/manifest.json
deleted/ID/sles_15_image.squashfs
deleted/ID/vmlinuz
ID/initrd
ID/manifest.json
ID/sles_15_image.squashfs
ID/vmlinuz
";

/// What the script tells on standard output, without empty lines and with `ID` in place of ids.
fn told(script: &str) -> String {
    let home = Home::empty();
    let script = format!("set -e; cd {}\n{COPY}\n{script}", home.path("").display());
    let run = in_sandbox(&home, &["--job-time", "0"], &script);
    assert_eq!(run.status, 0, "{run:?}");
    let id = regex::Regex::new("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}").unwrap();
    let lines = run.stdout.lines().filter(|line| !line.is_empty());
    lines.map(|line| id.replace_all(line, "ID").into_owned() + "\n").collect()
}

#[test]
fn a_recipe_is_changed_uploaded_registered_and_built() {
    assert_eq!(told(RECIPE), RECIPE_TOLD);
}

#[test]
fn a_template_is_uploaded_registered_and_built() {
    assert_eq!(told(TEMPLATE), TEMPLATE_TOLD);
}

#[test]
#[ignore = "needs jq"]
fn an_image_is_imported_customized_deleted_and_restored() {
    assert_eq!(told(IMAGE), IMAGE_TOLD);
}
