//! Whose certificates are believed: those of the system's trust store, those of one file, or everybody's.

use super::certificate::Rejection;
use super::named;
use crate::env;
use crate::error::{Error, Source};
use crate::file;
use rustls::client::WebPkiServerVerifier;
use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::crypto::{CryptoProvider, ring, verify_tls12_signature, verify_tls13_signature};
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::{CertificateError, ClientConfig, DigitallySignedStruct, RootCertStore, SignatureScheme};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

/// Whose certificates are believed.
#[derive(Clone, Debug, Default)]
pub enum Trust {
    /// Those that the system's trust store vouches for; `SSL_CERT_FILE` and `SSL_CERT_DIR` name another one.
    #[default]
    System,
    /// Those that the CA certificates in this PEM file vouch for.
    File(PathBuf),
    /// All, unchecked.
    Everybody,
}

/// Why a certificate was last refused; the network layers between here and there pass on a part of it only.
#[derive(Clone, Debug, Default)]
pub struct Rejections(Arc<Mutex<Option<Rejection>>>);

impl Rejections {
    /// Takes what was refused, if anything was.
    pub fn take(&self) -> Option<Rejection> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).take()
    }
}

impl Trust {
    /// The TLS settings for it. Reads the trust store, which takes some milliseconds.
    pub fn settings(&self) -> Result<(ClientConfig, Rejections), Error> {
        let rejections = Rejections::default();
        let provider = Arc::new(ring::default_provider());
        let judge = match self {
            Trust::System => system_judge(&provider),
            Trust::File(path) => {
                let named = certificates_in(path)?;
                judge_with(authorities_of(path, &named)?, named, &provider)
            }
            Trust::Everybody => Judge::Nobody,
        };
        let verifier = Verifier { judge, provider: provider.clone(), rejections: rejections.clone() };
        let settings = ClientConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .map_err(|error| Error::Internal(error.to_string()))?
            .dangerous()
            .with_custom_certificate_verifier(Arc::new(verifier))
            .with_no_client_auth();
        Ok((settings, rejections))
    }
}

/// What decides about a certificate.
#[derive(Debug)]
enum Judge {
    Authorities {
        verifier: Arc<WebPkiServerVerifier>,
        /// The certificates that the user named, each of which is good for its own host too.
        named: Vec<CertificateDer<'static>>,
    },
    /// There is no authority to ask, for this reason, so none is good.
    Absent(String),
    /// All are good.
    Nobody,
}

fn system_judge(provider: &Arc<CryptoProvider>) -> Judge {
    if let Some(endless) = env::path(env::SSL_CERT_FILE).filter(|path| path.exists())
        && let Err(error) = file::check_size(&endless, LONGEST)
    {
        let cause = format!("{} names {}: {error}", env::SSL_CERT_FILE, endless.display());
        return Judge::Absent(format!("the system's trust store cannot be read ({cause})"));
    }
    let found = rustls_native_certs::load_native_certs();
    let mut authorities = RootCertStore::empty();
    // A trust store may hold certificates that are too old to be read; the others still count.
    authorities.add_parsable_certificates(found.certs);
    match (authorities.is_empty(), missing_file(), found.errors.first()) {
        (false, ..) => judge_with(authorities, Vec::new(), provider),
        (true, Some(missing), _) => Judge::Absent(format!("the system's trust store cannot be read ({missing})")),
        (true, None, Some(error)) => Judge::Absent(format!("the system's trust store cannot be read ({error})")),
        (true, None, None) => Judge::Absent("the system's trust store is empty".into()),
    }
}

/// What is wrong with the file that the environment names as the trust store, if it cannot be read.
pub fn missing_file() -> Option<String> {
    let path = env::path(env::SSL_CERT_FILE)?;
    let error = std::fs::File::open(&path).err()?;
    Some(format!("{} names {}: {error}", env::SSL_CERT_FILE, path.display()))
}

fn judge_with(
    authorities: RootCertStore,
    named: Vec<CertificateDer<'static>>,
    provider: &Arc<CryptoProvider>,
) -> Judge {
    let verifier = WebPkiServerVerifier::builder_with_provider(Arc::new(authorities), provider.clone()).build();
    match verifier {
        Ok(verifier) => Judge::Authorities { verifier, named },
        Err(error) => Judge::Absent(error.to_string()),
    }
}

/// No bundle of certificates is longer, in bytes.
const LONGEST: u64 = 16 * 1024 * 1024;

/// Reads the CA certificates of a PEM file. Fails if there is none, or one that cannot be read.
fn certificates_in(path: &Path) -> Result<Vec<CertificateDer<'static>>, Error> {
    let text = file::read_at_most(path, LONGEST).map_err(|error| refused(path, error))?;
    let certificates: Result<Vec<_>, _> = CertificateDer::pem_slice_iter(&text).collect();
    match certificates {
        Ok(certificates) if certificates.is_empty() => {
            Err(refused(path, "it contains no certificate; expected a PEM file"))
        }
        certificates => certificates.map_err(|error| refused(path, error)),
    }
}

/// The authorities that these certificates are.
fn authorities_of(path: &Path, certificates: &[CertificateDer<'static>]) -> Result<RootCertStore, Error> {
    let mut authorities = RootCertStore::empty();
    for certificate in certificates {
        authorities.add(certificate.clone()).map_err(|error| refused(path, error))?;
    }
    Ok(authorities)
}

fn refused(path: &Path, cause: impl Into<Source>) -> Error {
    Error::file("read the CA certificates", path, cause)
}

/// Lets the judge decide, and keeps the reason of a refusal.
#[derive(Debug)]
struct Verifier {
    judge: Judge,
    provider: Arc<CryptoProvider>,
    rejections: Rejections,
}

impl ServerCertVerifier for Verifier {
    fn verify_server_cert(
        &self,
        certificate: &CertificateDer<'_>,
        intermediates: &[CertificateDer<'_>],
        host: &ServerName<'_>,
        ocsp: &[u8],
        now: UnixTime,
    ) -> Result<ServerCertVerified, rustls::Error> {
        let (error, absent) = match &self.judge {
            Judge::Nobody => return Ok(ServerCertVerified::assertion()),
            Judge::Absent(cause) => (CertificateError::UnknownIssuer.into(), Some(cause.as_str())),
            Judge::Authorities { verifier, named } => {
                let verified = verifier.verify_server_cert(certificate, intermediates, host, ocsp, now);
                let verdict = verified.or_else(|error| match named::verify(certificate, named, host, now) {
                    Some(own) => own.map(|()| ServerCertVerified::assertion()),
                    None => Err(error),
                });
                match verdict {
                    Ok(verified) => return Ok(verified),
                    Err(error) => (error, None),
                }
            }
        };
        let rejection = Rejection::new(certificate, host, &error, absent);
        *self.rejections.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(rejection);
        Err(error)
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        verify_tls12_signature(message, certificate, signed, &self.provider.signature_verification_algorithms)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        verify_tls13_signature(message, certificate, signed, &self.provider.signature_verification_algorithms)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.provider.signature_verification_algorithms.supported_schemes()
    }
}
