//! How a job moves through its states by itself, as time goes by.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::time::Duration;

/// The way of a job that nobody has touched: when it began, and the states it takes, at even steps.
#[derive(Clone, Serialize, Deserialize)]
pub struct Course {
    /// In milliseconds since 1970.
    began: i64,
    states: Vec<String>,
}

/// What a course depends on.
pub struct Circumstances<'a> {
    /// The type of the recipe of a create job; none for a customize job.
    pub recipe_type: Option<&'a str>,
    /// Whether it is to fail.
    pub fails: bool,
    /// Whether a failure is to be looked into.
    pub enable_debug: bool,
}

impl Course {
    /// The course of a job that begins now.
    pub fn plan(circumstances: &Circumstances, now: Timestamp) -> Self {
        let mut states = vec!["creating"];
        states.extend(match circumstances.recipe_type {
            Some("kiwi-ng") => &["fetching_recipe", "waiting_for_repos", "building_image"][..],
            Some(_) => &["fetching_recipe", "building_image"],
            None => &["fetching_image"],
        });
        states.extend(match (circumstances.recipe_type, circumstances) {
            (_, Circumstances { fails: true, enable_debug: true, .. }) => &["waiting_on_user"][..],
            (_, Circumstances { fails: true, .. }) => &["error"],
            (None, _) => &["waiting_on_user"],
            (Some(_), _) => &["packaging_artifacts", "success"],
        });
        Course { began: now.as_millisecond(), states: states.into_iter().map(str::to_owned).collect() }
    }

    /// What follows for a customize job whose user is done, from now on.
    pub fn completed(now: Timestamp) -> Self {
        let states = ["packaging_artifacts", "success"].map(str::to_owned).to_vec();
        Course { began: now.as_millisecond(), states }
    }

    /// The state at a time, and whether it is the last, if all of it takes so long.
    pub fn at(&self, now: Timestamp, length: Duration) -> Option<(&str, bool)> {
        let last = self.states.len().checked_sub(1)?;
        let elapsed = u128::try_from(now.as_millisecond().saturating_sub(self.began)).unwrap_or(0);
        let steps = elapsed.saturating_mul(last as u128).checked_div(length.as_millis());
        let step = steps.and_then(|steps| usize::try_from(steps).ok()).map_or(last, |step| step.min(last));
        Some((self.states.get(step)?, step == last))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const BUILD: Circumstances = Circumstances { recipe_type: Some("kiwi-ng"), fails: false, enable_debug: false };

    fn states(circumstances: Circumstances) -> String {
        Course::plan(&circumstances, Timestamp::UNIX_EPOCH).states.join(" ")
    }

    #[test]
    fn a_course_follows_from_what_the_job_does() {
        let build = "creating fetching_recipe waiting_for_repos building_image";
        assert_eq!(states(BUILD), format!("{build} packaging_artifacts success"));
        assert_eq!(states(Circumstances { fails: true, ..BUILD }), format!("{build} error"));
        let debugged = Circumstances { fails: true, enable_debug: true, ..BUILD };
        assert_eq!(states(debugged), format!("{build} waiting_on_user"));
        let packer = Circumstances { recipe_type: Some("packer"), ..BUILD };
        assert_eq!(states(packer), "creating fetching_recipe building_image packaging_artifacts success");
        let customize = Circumstances { recipe_type: None, ..BUILD };
        assert_eq!(states(customize), "creating fetching_image waiting_on_user");
    }

    #[test]
    fn the_last_state_is_reached_when_the_time_is_over() {
        let course = Course::plan(&BUILD, Timestamp::UNIX_EPOCH);
        let at = |milliseconds, length| {
            Timestamp::from_millisecond(milliseconds).ok().and_then(|now| course.at(now, Duration::from_millis(length)))
        };
        for (milliseconds, state, last) in [
            (-5, "creating", false),
            (0, "creating", false),
            (999, "creating", false),
            (1000, "fetching_recipe", false),
            (4999, "packaging_artifacts", false),
            (5000, "success", true),
            (1_000_000, "success", true),
        ] {
            assert_eq!(at(milliseconds, 5000), Some((state, last)), "{milliseconds}");
        }
        assert_eq!(at(0, 0), Some(("success", true)));
    }
}
