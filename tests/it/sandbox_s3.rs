//! The simulated S3, through the program and through signed requests of curl.

use crate::support::{Home, Run, in_sandbox};

/// Shell functions: `names` shows the keys in a list, `keys` asks for keys, `s3 METHOD PATH [OPTION...]` sends a request that is signed with them and prints
/// the code of an error and the status.
const HELP: &str = r#"
gateway=$(cray-ims config get core.hostname)
keys() {
    answer=$(curl -s -X PUT "$@" $gateway/apis/sts/token)
    field() { printf '%s' "$answer" | sed -n "s/.*\"$1\":\"\([^\"]*\)\".*/\1/p"; }
    id=$(field AccessKeyId) secret=$(field SecretAccessKey) token=$(field SessionToken) endpoint=$(field EndpointURL)
}
names() { sed -n 's/^ *Key = "\(.*\)"$/\1/p'; }
s3() {
    method=$1 path=$2; shift 2
    case $method in HEAD) set -- "$@" -I;; *) set -- "$@" -X $method;; esac
    rm -f out; touch out
    curl -s -o out -w '%{http_code}' --aws-sigv4 aws:amz:us-east-1:s3 --user "$id:$secret" \
        -H "x-amz-security-token: $token" -H "x-amz-content-sha256: UNSIGNED-PAYLOAD" "$@" "$endpoint$path" > status
    echo "$(sed -n 's:.*<Code>\(.*\)</Code>.*:\1 :p' out)$(cat status)"
}
"#;

fn run(options: &[&str], script: &str) -> Run {
    run_in(&Home::empty(), options, script)
}

fn run_in(home: &Home, options: &[&str], script: &str) -> Run {
    let run = run_in_any_way(home, options, script);
    assert_eq!(run.status, 0, "{run:?}");
    run
}

fn run_in_any_way(home: &Home, options: &[&str], script: &str) -> Run {
    in_sandbox(home, options, &format!("cd {}\n{HELP}{script}", home.path("").display()))
}

#[test]
fn a_large_file_goes_up_in_parts_and_comes_back_and_is_listed_described_and_deleted() {
    let script = "head -c 20000000 /dev/urandom > large
        cray artifacts create boot-images x/rootfs large --format json
        cray artifacts describe boot-images x/rootfs --format json > described
        grep -q '\"ContentLength\": 20000000' described && grep -q \"$(md5sum < large | cut -c 1-32)\" described
        grep -o -- '-3.\"' described
        cray artifacts get boot-images x/rootfs back && cmp large back
        cray artifacts list boot-images --format json | grep x/rootfs
        cray artifacts delete boot-images x/rootfs
        ! cray artifacts describe boot-images x/rootfs";
    let run = run(&["--empty"], script);
    assert!(run.stdout.contains("-3\\\""), "{run:?}");
    assert!(run.stdout.contains("\"Key\": \"x/rootfs\""), "{run:?}");
    assert!(run.stderr.contains("(404) when calling the HeadObject operation"), "{run:?}");
}

#[test]
fn an_upload_goes_on_with_new_keys_when_the_old_ones_expire() {
    let script = "head -c 9000000 /dev/zero > file
        cray artifacts create ims a file 2>/dev/null; sleep 1.1
        cray artifacts create ims b file 2>/dev/null
        keys; s3 GET /ims/a; sleep 1.1; s3 GET /ims/a; s3 PUT /ims/a -T file -H 'Expect:'";
    let run = run(&["--empty", "--key-time", "1"], script);
    assert!(run.stdout.ends_with("200\nExpiredToken 400\nExpiredToken 400\n"), "{run:?}");
}

#[test]
fn objects_are_kept_with_the_state() {
    let home = Home::empty();
    let state = home.path("state");
    let options = ["--state", state.to_str().unwrap()];
    let first = "printf hello > file; cray artifacts create ims kept file >/dev/null
        keys; s3 POST '/ims/big?uploads=' -d ''";
    run_in(&home, &options, first);
    assert!(home.path("state.objects").is_dir());
    let run = run_in(
        &home,
        &options,
        "cray artifacts get ims kept back; cat back; keys; s3 GET '/ims?uploads='; grep -o '<Key>big</Key>' out",
    );
    assert!(run.stdout.ends_with("hello200\n<Key>big</Key>\n"), "{run:?}");
}

#[test]
fn only_requests_that_are_signed_with_a_key_of_the_gateway_are_served() {
    let script = "keys; curl -s $endpoint/ims | grep -o '<Code>.*</Code>'
        s3 GET /ims
        good=$secret secret=wrong; s3 GET /ims; secret=$good
        good=$id id=UNKNOWN; s3 GET /ims; id=$good
        good=$token token=wrong; s3 GET /ims";
    let run = run(&[], script);
    let expected =
        "<Code>AccessDenied</Code>\n200\nSignatureDoesNotMatch 403\nInvalidAccessKeyId 403\nInvalidToken 400\n";
    assert_eq!(run.stdout, expected, "{run:?}");
}

#[test]
fn the_gateway_gives_keys_to_who_is_logged_in() {
    let script = "curl -s -o out -w '%{http_code} ' -X PUT $gateway/apis/sts/token; cat out; echo
        rm -f out; touch out
    curl -s -o out -w '%{http_code}\\n' $gateway/apis/sts/token";
    let refused = run(&["--auth"], script);
    assert_eq!(refused.stdout, "401 Jwt is missing\n405\n", "{refused:?}");
    let given = run(&[], script);
    for name in
        ["201 {\"Credentials\":", "AccessKeyId", "SecretAccessKey", "SessionToken", "http://127.0.0.1:", "+00:00"]
    {
        assert!(given.stdout.contains(name), "{name}: {given:?}");
    }
}

#[test]
fn conditions_ranges_and_digests_are_held_to() {
    let script = "keys; printf 'hello world' > file
        s3 PUT /ims/a -T file -H 'If-None-Match: *'
        s3 PUT /ims/a -T file -H 'If-None-Match: *'
        s3 PUT /ims/b -T file -H 'Content-MD5: XUFAKrxLKna5cZ2REBfFkg=='
        s3 PUT /ims/b -T file -H 'Content-MD5: wrong'
        s3 GET /ims/a -H 'Range: bytes=6-20'; cat out; echo
        s3 GET /ims/a -H 'Range: bytes=11-'
        s3 GET /ims/a -H 'If-Match: \"5eb63bbbe01eeed093cb22bb8f5acdc3\"'
        s3 GET /ims/a -H 'If-Match: \"other\"'
        s3 GET /ims/a -H 'If-None-Match: \"5eb63bbbe01eeed093cb22bb8f5acdc3\"'
        s3 HEAD /ims/b
        s3 GET /none/b; s3 GET /ims/b; s3 DELETE /ims/b; s3 DELETE /none/b
        s3 PUT /ims; s3 PUT /mine; s3 HEAD /mine; s3 HEAD /none";
    let run = run(&["--empty"], script);
    let expected = "200\nPreconditionFailed 412\nBadDigest 400\nInvalidDigest 400\n206\nworld\nInvalidRange 416\n200\n\
        PreconditionFailed 412\n304\n404\nNoSuchBucket 404\nNoSuchKey 404\n204\nNoSuchBucket 404\n\
        BucketAlreadyOwnedByYou 409\n200\n200\n404\n";
    assert_eq!(run.stdout, expected, "{run:?}");
}

#[test]
fn objects_are_copied_with_or_without_their_metadata() {
    let script = "keys; printf hello > file
        s3 PUT /ims/a -T file -H 'x-amz-meta-md5sum: x'
        s3 PUT /ims/b -H 'x-amz-copy-source: /ims/a'; s3 HEAD /ims/b; grep -i meta- out
        s3 PUT /ims/b -H 'x-amz-copy-source: /ims/a' -H 'x-amz-metadata-directive: REPLACE' -H 'x-amz-meta-new: y'
        s3 HEAD /ims/b; grep -i meta- out
        s3 PUT /ims/a -H 'x-amz-copy-source: /ims/a'
        s3 PUT /ims/b -H 'x-amz-copy-source: /ims/none'";
    let run = run(&["--empty"], script);
    let expected =
        "200\n200\n200\nx-amz-meta-md5sum: x\n200\n200\nx-amz-meta-new: y\nInvalidRequest 400\nNoSuchKey 404\n";
    assert_eq!(run.stdout.replace('\r', ""), expected, "{run:?}");
}

#[test]
fn parts_are_copied_listed_and_compared_when_they_become_an_object() {
    let script = "keys; printf hello > file
        begin() { s3 POST \"/ims/$1?uploads=\" -d ''; upload=$(sed -n 's:.*<UploadId>\\(.*\\)</UploadId>.*:\\1:p' out); }
        part() { echo \"<CompleteMultipartUpload><Part><ETag>$1</ETag><PartNumber>1</PartNumber></Part>\"; }
        complete() { part $1 > body; echo '</CompleteMultipartUpload>' >> body
            s3 POST \"/ims/b?uploadId=$upload\" --data-binary @body -H 'Content-Type: application/xml'; }
        s3 PUT /ims/a -T file
        begin b
        s3 PUT \"/ims/b?partNumber=1&uploadId=$upload\" -H 'x-amz-copy-source: /ims/a'
        s3 GET \"/ims/b?uploadId=$upload\"; grep -o '<ETag>.*</Size>' out
        complete 00000000000000000000000000000000
        complete 5d41402abc4b2a76b9719d911017c592; s3 GET /ims/b; cat out; echo
        complete 5d41402abc4b2a76b9719d911017c592
        begin c; s3 DELETE \"/ims/c?uploadId=$upload\"; s3 DELETE \"/ims/c?uploadId=$upload\"
        echo '<Delete><Object><Key>a</Key></Object><Object><Key>b</Key></Object></Delete>' > body
        s3 POST '/ims?delete=' --data-binary @body
        s3 GET '/ims?list-type=2'; grep -o '<KeyCount>.*</KeyCount>' out";
    let run = run(&["--empty"], script);
    let part = "<ETag>\"5d41402abc4b2a76b9719d911017c592\"</ETag>";
    assert!(run.stdout.starts_with("200\n200\n200\n200\n"), "{run:?}");
    assert!(run.stdout.contains(part) && run.stdout.contains("<Size>5</Size>"), "{run:?}");
    let rest = "InvalidPart 400\n200\n200\nhello\nNoSuchUpload 404\n200\n204\nNoSuchUpload 404\n200\n200\n\
        <KeyCount>0</KeyCount>\n";
    assert!(run.stdout.ends_with(rest), "{run:?}");
}

#[test]
fn the_largest_objects_come_first_where_that_is_wanted() {
    let script = "for size in 3 1 2; do head -c $size /dev/zero > file; cray artifacts create ims k$size file 2>/dev/null >out; done
        cray artifacts list ims --sort size --reverse --limit 2 | names
        cray artifacts list ims --limit 1 | names
        cray artifacts list ims --sort time | names";
    let run = run(&["--empty"], script);
    assert_eq!(run.stdout.split_whitespace().collect::<Vec<_>>(), ["k3", "k2", "k1", "k3", "k1", "k2"], "{run:?}");
}

#[test]
fn unfinished_uploads_are_listed_and_deleted_and_the_object_stays() {
    let script = "echo old > file; cray artifacts create ims 'a b' file >out 2>&1; keys
        for key in a%20b a%20bc; do s3 POST /ims/$key?uploads= -H 'Content-Length: 0'; done
        cray artifacts uploads list ims | names
        cray artifacts uploads delete ims 'a b' --upload-id other || echo $?
        cray artifacts uploads delete s3://ims/'a b' --dry-run | sed 's/upload .*/upload)/'
        cray artifacts uploads delete ims 'a b'
        cray artifacts uploads list ims | names
        cray artifacts get ims 'a b' /dev/stdout
        cray artifacts uploads list none";
    let run = run_in_any_way(&Home::empty(), &["--empty"], script);
    let lines: Vec<_> = run.stdout.lines().filter(|line| !line.is_empty()).collect();
    assert_eq!(lines, ["200", "200", "a b", "a bc", "1", "DELETE s3://ims/a b (upload)", "a bc", "old"], "{run:?}");
    assert!(
        run.stderr.contains("There is no unfinished upload other of s3://ims/a b. Nothing was deleted."),
        "{run:?}"
    );
    assert!(run.stderr.contains("Deleted 1 unfinished upload of s3://ims/a b.\n"), "{run:?}");
    assert!(run.status == 1 && run.stderr.contains("(NoSuchBucket)"), "{run:?}");
}
