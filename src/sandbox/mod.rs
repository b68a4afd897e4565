//! The sandbox: a simulated Image Management Service behind its gateway, and a simulated Kubernetes, on loopback.
//!
//! It must not use `ims`, `http` or `output`, so that client and simulation cannot share a mistake; it may use `dkms`.

pub mod ims;
pub mod kubernetes;
