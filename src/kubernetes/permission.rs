//! What Kubernetes allows the user, asked before it is tried.

use super::Cluster;
use k8s_openapi::api::authorization::v1::{
    ResourceAttributes, SelfSubjectAccessReview, SelfSubjectAccessReviewSpec, SubjectAccessReviewStatus,
};
use kube::Api;
use kube::api::PostParams;

impl Cluster {
    /// Returns `true` if the user may do this to objects of this kind of the core API; `None` if Kubernetes does not say.
    pub async fn allows(&self, verb: &str, resource: &str, name: Option<&str>) -> Option<bool> {
        let attributes = ResourceAttributes {
            namespace: Some(self.namespace.clone()),
            verb: Some(verb.into()),
            group: Some(String::new()),
            resource: Some(resource.into()),
            name: name.map(str::to_owned),
            ..ResourceAttributes::default()
        };
        let spec = SelfSubjectAccessReviewSpec { resource_attributes: Some(attributes), ..Default::default() };
        let review = SelfSubjectAccessReview { spec, ..SelfSubjectAccessReview::default() };
        let api: Api<SelfSubjectAccessReview> = Api::all(self.client.clone());
        verdict(&api.create(&PostParams::default(), &review).await.ok()?.status?)
    }
}

/// A refusal by somebody who could not find everything out is no answer.
fn verdict(status: &SubjectAccessReviewStatus) -> Option<bool> {
    let is_certain = status.denied == Some(true) || status.evaluation_error.is_none();
    (status.allowed || is_certain).then_some(status.allowed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_review_that_met_an_error_refuses_only_if_it_is_certain() {
        let status = |allowed, denied, error: Option<&str>| SubjectAccessReviewStatus {
            allowed,
            denied,
            evaluation_error: error.map(str::to_owned),
            reason: None,
        };
        assert_eq!(verdict(&status(true, None, None)), Some(true));
        assert_eq!(verdict(&status(false, None, None)), Some(false));
        assert_eq!(verdict(&status(false, None, Some("webhook"))), None);
        assert_eq!(verdict(&status(false, Some(true), Some("webhook"))), Some(false));
    }
}
