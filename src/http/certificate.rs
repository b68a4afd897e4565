//! What is wrong with a certificate, and what to do about it.

use rustls::CertificateError;
use rustls::pki_types::{CertificateDer, ServerName};
use x509_parser::prelude::{FromDer, GeneralName, X509Certificate};

/// No more names than this are shown.
const NAMES: usize = 5;

/// A certificate that was refused.
#[derive(Clone, Debug)]
pub struct Rejection {
    /// The host that showed it.
    pub host: String,
    /// Who issued it, as it says itself.
    pub issuer: String,
    /// What is wrong with it.
    pub cause: String,
}

impl Rejection {
    /// Describes a certificate that was refused with this error. `absent` says why there was no authority to ask.
    pub fn new(
        certificate: &CertificateDer<'_>,
        host: &ServerName<'_>,
        error: &rustls::Error,
        absent: Option<&str>,
    ) -> Self {
        let host = host.to_str().into_owned();
        match X509Certificate::from_der(certificate) {
            Ok((_, certificate)) => {
                let issuer = certificate.issuer().to_string();
                let cause = absent.map_or_else(|| explain(&certificate, &host, error), str::to_owned);
                Rejection { host, issuer, cause }
            }
            Err(_) => Rejection { host, issuer: "unknown".into(), cause: "it cannot be read".into() },
        }
    }
}

fn explain(certificate: &X509Certificate<'_>, host: &str, error: &rustls::Error) -> String {
    let rustls::Error::InvalidCertificate(error) = error else { return error.to_string() };
    match error {
        CertificateError::UnknownIssuer if certificate.subject() == certificate.issuer() => {
            "it is self-signed and not trusted on this machine".into()
        }
        CertificateError::UnknownIssuer => "its issuer is not trusted on this machine".into(),
        CertificateError::Expired | CertificateError::ExpiredContext { .. } => {
            format!("it expired on {}", certificate.validity().not_after)
        }
        CertificateError::NotValidYet | CertificateError::NotValidYetContext { .. } => {
            format!("it is not valid before {}; is the clock right?", certificate.validity().not_before)
        }
        CertificateError::NotValidForName | CertificateError::NotValidForNameContext { .. } => {
            format!("it is for {}, not for {host}", names(certificate))
        }
        CertificateError::Other(_) if certificate.is_ca() => {
            "it is a CA certificate (CA:TRUE), which cannot be used as a host certificate; the host needs one of its \
             own, unless this one is self-signed and named itself with --cacert"
                .into()
        }
        other => other.to_string(),
    }
}

/// The hosts that a certificate is for.
fn names(certificate: &X509Certificate<'_>) -> String {
    let alternatives = certificate.subject_alternative_name().ok().flatten();
    let mut names: Vec<String> = alternatives
        .iter()
        .flat_map(|extension| &extension.value.general_names)
        .filter_map(|name| match name {
            GeneralName::DNSName(name) => Some((*name).to_owned()),
            GeneralName::IPAddress([a, b, c, d]) => Some(format!("{a}.{b}.{c}.{d}")),
            GeneralName::IPAddress(bytes) => {
                <[u8; 16]>::try_from(*bytes).ok().map(|bytes| std::net::Ipv6Addr::from(bytes).to_string())
            }
            _ => None,
        })
        .collect();
    if names.len() > NAMES {
        let more = names.len() - NAMES;
        names.truncate(NAMES);
        names.push(format!("{more} more"));
    }
    if names.is_empty() { "no host at all".into() } else { names.join(", ") }
}

#[cfg(test)]
mod tests {
    use super::Rejection;
    use proptest::prelude::*;
    use proptest::sample::Index;
    use rustls::CertificateError;
    use rustls::pki_types::{CertificateDer, ServerName};

    fn describe(certificate: &[u8]) {
        let host = ServerName::try_from("api.example").unwrap();
        let certificate = CertificateDer::from(certificate);
        for error in [CertificateError::UnknownIssuer, CertificateError::Expired, CertificateError::NotValidForName] {
            Rejection::new(&certificate, &host, &error.into(), None);
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn no_certificate_makes_us_panic(
            noise in prop::collection::vec(any::<u8>(), 0..100),
            changes in prop::collection::vec((any::<Index>(), any::<u8>()), 0..4),
        ) {
            describe(&noise);
            let hosts = vec!["api.example".to_owned(), "10.1.2.3".to_owned(), "::1".to_owned()];
            let mut real = rcgen::generate_simple_self_signed(hosts).unwrap().cert.der().to_vec();
            for (place, byte) in changes {
                let place = place.index(real.len());
                real[place] = byte;
            }
            describe(&real);
        }
    }
}
