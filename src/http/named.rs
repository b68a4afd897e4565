//! A certificate that is trusted because the user named this very one: a self-signed certificate that a host shows for itself.

use rustls::CertificateError;
use rustls::client::verify_server_name;
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::server::ParsedCertificate;
use x509_parser::prelude::{FromDer, X509Certificate};

/// Checks a certificate that is, byte for byte, among those that were named. Returns `None` if it is not, or not self-signed.
pub fn verify(
    certificate: &CertificateDer<'_>,
    named: &[CertificateDer<'_>],
    host: &ServerName<'_>,
    now: UnixTime,
) -> Option<Result<(), rustls::Error>> {
    let (_, read) = X509Certificate::from_der(certificate).ok()?;
    let is_self_signed = read.subject() == read.issuer();
    (named.contains(certificate) && is_self_signed).then(|| check(certificate, &read, host, now))
}

/// Checks all that does not depend on an issuer: the time, the purpose and the name.
fn check(
    certificate: &CertificateDer<'_>,
    read: &X509Certificate<'_>,
    host: &ServerName<'_>,
    now: UnixTime,
) -> Result<(), rustls::Error> {
    let now = i64::try_from(now.as_secs()).unwrap_or(i64::MAX);
    if now > read.validity().not_after.timestamp() {
        return Err(CertificateError::Expired.into());
    }
    if now < read.validity().not_before.timestamp() {
        return Err(CertificateError::NotValidYet.into());
    }
    let serves_hosts = match read.extended_key_usage() {
        Ok(Some(usage)) => usage.value.any || usage.value.server_auth,
        Ok(None) => true,
        Err(_) => false,
    };
    if !serves_hosts {
        return Err(CertificateError::InvalidPurpose.into());
    }
    verify_server_name(&ParsedCertificate::try_from(certificate)?, host)
}
