//! The selection of the crates to compile: the largest ones always, the others in rotation.

use std::cmp::Reverse;
use std::time::SystemTime;

use tinsmith::services::Service;

/// The number of the largest crates, which are always chosen.
const LARGEST: usize = 5;

/// The number of the week since that of the Unix epoch. Weeks begin on Mondays (ISO 8601).
pub(super) fn week() -> u64 {
    let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH);
    week_of(now.unwrap_or_default().as_secs())
}

fn week_of(seconds: u64) -> u64 {
    // The epoch was a Thursday.
    (seconds / 86_400 + 3) / 7
}

/// Chooses `number` services, or all if there are fewer. The same `key` leads to the same choice.
pub(super) fn choose(
    mut services: Vec<(&Service, usize)>,
    number: usize,
    key: u64,
) -> Vec<(&Service, usize)> {
    services.sort_by_key(|(service, lines)| (Reverse(*lines), &service.name));
    let rest = services.get_mut(LARGEST..).unwrap_or_default();
    rest.sort_by_cached_key(|(service, _)| hash(&service.name, key));
    services.truncate(number);
    services
}

/// The 64-bit FNV-1a hash of key and name, which is the same on all machines and in all releases.
fn hash(name: &str, key: u64) -> u64 {
    let bytes = key.to_le_bytes().into_iter().chain(name.bytes());
    bytes.fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::path::PathBuf;

    use super::*;

    fn services() -> Vec<Service> {
        let service = |number| Service {
            name: format!("service-{number}"),
            path: PathBuf::new(),
            bytes: 0,
        };
        (0..40).map(service).collect()
    }

    fn chosen(services: &[Service], number: usize, key: u64) -> Vec<&str> {
        let sized = services.iter().enumerate().map(|(lines, one)| (one, lines));
        let chosen = choose(sized.collect(), number, key).into_iter();
        chosen.map(|(service, _)| &*service.name).collect()
    }

    #[test]
    fn the_largest_are_always_chosen_and_the_others_in_turn() {
        let services = services();
        let first = chosen(&services, 9, 1);
        assert_eq!(first.len(), 9);
        let largest = [
            "service-39",
            "service-38",
            "service-37",
            "service-36",
            "service-35",
        ];
        assert_eq!(first[..5], largest);
        assert_eq!(first, chosen(&services, 9, 1));
        assert_eq!(chosen(&services, 9, 2)[..5], largest);
        let seen: BTreeSet<&str> = (0..200).flat_map(|key| chosen(&services, 9, key)).collect();
        assert_eq!(seen.len(), services.len());
    }

    #[test]
    fn no_more_are_chosen_than_there_are() {
        let services = services();
        assert_eq!(chosen(&services[..3], 9, 1).len(), 3);
        assert_eq!(chosen(&services, 2, 1), ["service-39", "service-38"]);
    }

    #[test]
    fn weeks_begin_on_mondays() {
        // 2024-12-30 was a Monday.
        let monday = 1_735_516_800;
        assert_eq!(week_of(monday), week_of(monday - 1) + 1);
        assert_eq!(week_of(monday), week_of(monday + 7 * 86_400 - 1));
    }
}
