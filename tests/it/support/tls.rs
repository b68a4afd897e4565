//! Servers that speak TLS, with certificates made for a test.

use super::{Request, Server, serve};
use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, DnType, IsCa, KeyPair};
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::{ServerConfig, ServerConnection, StreamOwned};
use std::sync::Arc;

/// An authority of its own, which nobody trusts by default.
pub struct Authority {
    issuer: CertifiedIssuer<'static, KeyPair>,
}

/// A certificate and its key.
pub struct Identity {
    certificate: CertificateDer<'static>,
    key: PrivateKeyDer<'static>,
    pub pem: String,
}

impl Authority {
    pub fn new(name: &str) -> Self {
        let mut parameters = named(name, &[]);
        parameters.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        Authority { issuer: CertifiedIssuer::self_signed(parameters, KeyPair::generate().unwrap()).unwrap() }
    }

    /// Its own certificate, which a client that trusts it has to know.
    pub fn pem(&self) -> String {
        self.issuer.pem()
    }

    /// A certificate for these hosts.
    pub fn identity(&self, hosts: &[&str]) -> Identity {
        self.issue(named("server", hosts))
    }

    /// A certificate that is valid between these years only.
    pub fn identity_between(&self, hosts: &[&str], from: i32, to: i32) -> Identity {
        let mut parameters = named("server", hosts);
        parameters.not_before = rcgen::date_time_ymd(from, 1, 1);
        parameters.not_after = rcgen::date_time_ymd(to, 1, 1);
        self.issue(parameters)
    }

    /// The certificate of another authority, which it issued.
    pub fn intermediate(&self, hosts: &[&str]) -> Identity {
        let mut parameters = named("intermediate", hosts);
        parameters.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        self.issue(parameters)
    }

    fn issue(&self, parameters: CertificateParams) -> Identity {
        let key = KeyPair::generate().unwrap();
        let certificate = parameters.signed_by(&key, &self.issuer).unwrap();
        Identity { pem: certificate.pem(), certificate: certificate.into(), key: key.into() }
    }
}

/// A self-signed certificate.
pub fn self_signed(hosts: &[&str]) -> Identity {
    let key = KeyPair::generate().unwrap();
    let certificate = named("lonely", hosts).self_signed(&key).unwrap();
    Identity { pem: certificate.pem(), certificate: certificate.into(), key: key.into() }
}

/// A self-signed CA certificate that names hosts, valid between these years.
pub fn self_signed_authority(hosts: &[&str], from: i32, to: i32) -> Identity {
    let key = KeyPair::generate().unwrap();
    let mut parameters = named("lonely authority", hosts);
    parameters.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    parameters.not_before = rcgen::date_time_ymd(from, 1, 1);
    parameters.not_after = rcgen::date_time_ymd(to, 1, 1);
    let certificate = parameters.self_signed(&key).unwrap();
    Identity { pem: certificate.pem(), certificate: certificate.into(), key: key.into() }
}

/// A server that shows this certificate and answers with what `answer` makes of each request.
pub fn server(identity: Identity, answer: impl Fn(&Request) -> Vec<u8> + Send + Sync + 'static) -> Server {
    let _ = rustls::crypto::ring::default_provider().install_default();
    let settings = ServerConfig::builder().with_no_client_auth();
    let settings = Arc::new(settings.with_single_cert(vec![identity.certificate], identity.key).unwrap());
    Server::listening(
        "https",
        move |request: &Request, out: &mut dyn std::io::Write| drop(out.write_all(&answer(request))),
        move |stream, seen, answer| {
            let mut stream = StreamOwned::new(ServerConnection::new(settings.clone()).unwrap(), stream);
            serve(&mut stream, seen, answer);
            stream.conn.send_close_notify();
            let _ = std::io::Write::flush(&mut stream);
        },
    )
}

fn named(name: &str, hosts: &[&str]) -> CertificateParams {
    let mut parameters =
        CertificateParams::new(hosts.iter().map(|host| (*host).to_owned()).collect::<Vec<_>>()).unwrap();
    parameters.distinguished_name.push(DnType::CommonName, name);
    parameters
}
