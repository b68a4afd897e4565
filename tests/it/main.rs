//! All tests of the program from outside, in one binary: most of what building a test takes is to link the program.

mod manual;
mod support;

mod answers;
mod artifacts;
#[cfg(feature = "sandbox")]
mod check;
mod commands;
mod completion;
mod completion_shells;
mod configuration;
mod configuration_files;
mod deleting;
mod dkms;
mod documentation;
mod faults;
mod finding;
mod generated;
mod generated_input;
mod help;
mod init;
mod interruption;
mod job_limits;
mod job_logs;
#[cfg(feature = "sandbox")]
mod jobs;
mod kubernetes_access;
mod login;
mod login_from_kubernetes;
mod options;
mod options_tree;
mod packaging;
mod passing_on;
#[cfg(feature = "sandbox")]
mod procedure;
mod procedures_s3;
mod prompts;
mod public_keys;
mod restoring;
mod round_trips;
#[cfg(feature = "sandbox")]
mod sandbox;
#[cfg(feature = "sandbox")]
mod sandbox_documented;
#[cfg(feature = "sandbox")]
mod sandbox_kubectl;
#[cfg(feature = "sandbox")]
mod sandbox_kubernetes;
#[cfg(feature = "sandbox")]
mod sandbox_kubernetes_misuse;
#[cfg(feature = "sandbox")]
mod sandbox_refusals;
#[cfg(feature = "sandbox")]
mod sandbox_s3;
#[cfg(feature = "sandbox")]
mod sandbox_safety;
#[cfg(feature = "sandbox")]
mod sandbox_service;
mod secrets;
mod suggestions;
mod terminal;
mod time_zones;
mod tls;
mod tokens;
#[cfg(feature = "sandbox")]
mod tour;
mod tree;
mod writers;
