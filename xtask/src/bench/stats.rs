//! Median and percentiles of a handful of times.

use serde::Serialize;

/// What is said about a number of times, in milliseconds.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Summary {
    /// The middle one.
    pub median: f64,
    /// Nineteen of twenty are not above it.
    pub p95: f64,
    /// The longest.
    pub max: f64,
    /// How many there were.
    pub count: usize,
}

impl Summary {
    /// `None` when there is nothing to sum up; what is not a number is left out.
    pub fn of(times: &[f64]) -> Option<Self> {
        let mut times: Vec<f64> = times.iter().copied().filter(|t| t.is_finite()).collect();
        times.sort_by(f64::total_cmp);
        Some(Self {
            median: percentile(&times, 50)?,
            p95: percentile(&times, 95)?,
            max: *times.last()?,
            count: times.len(),
        })
    }
}

/// The smallest of the sorted values that `percent` of them do not exceed (nearest rank).
fn percentile(sorted: &[f64], percent: usize) -> Option<f64> {
    let rank = (sorted.len() * percent).div_ceil(100).max(1);
    sorted.get(rank - 1).copied()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_rank_is_taken() {
        let times: Vec<f64> = (1..=100).rev().map(f64::from).collect();
        let summary = Summary::of(&times).unwrap();
        assert_eq!(
            (summary.median, summary.p95, summary.max),
            (50.0, 95.0, 100.0)
        );
        let few = Summary::of(&[3.0, f64::NAN, 1.0, 2.0]).unwrap();
        assert_eq!(
            (few.median, few.p95, few.max, few.count),
            (2.0, 3.0, 3.0, 3)
        );
        assert_eq!(Summary::of(&[]), None);
    }
}
