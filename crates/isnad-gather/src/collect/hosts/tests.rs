use super::*;

fn at(seconds: i64) -> Timestamp {
    Timestamp::from_second(1_900_000_000 + seconds).unwrap()
}

fn hosts() -> Hosts<u32> {
    Hosts::new(Duration::from_secs(2))
}

/// Runs all jobs, each request taking no time; what was asked when, as `seconds host job`.
fn run(hosts: &mut Hosts<u32>) -> Vec<String> {
    let mut asked = Vec::new();
    let mut now = 0;
    while !hosts.is_empty() {
        match hosts.pop(at(now)) {
            Some((host, job)) => {
                asked.push(format!("{now} {host} {job}"));
                hosts.release(&host, at(now));
            }
            None => now += 1,
        }
    }
    asked
}

#[test]
fn every_host_has_its_turn_and_its_pause() {
    let mut hosts = hosts();
    for job in 0..3 {
        hosts.push("a", Place::Last, job);
    }
    hosts.push("b", Place::Last, 10);
    hosts.push("c", Place::Last, 20);
    hosts.push("b", Place::Last, 11);
    let expected = ["0 a 0", "0 b 10", "0 c 20", "2 a 1", "2 b 11", "4 a 2"];
    assert_eq!(run(&mut hosts), expected);
}

#[test]
fn looks_come_before_pages_and_what_goes_on_before_both() {
    let mut hosts = hosts();
    for (place, job) in [
        (Place::Last, 1),
        (Place::First, 2),
        (Place::Front, 3),
        (Place::First, 4),
    ] {
        hosts.push("a", place, job);
    }
    assert_eq!(run(&mut hosts), ["0 a 3", "2 a 2", "4 a 4", "6 a 1"]);
}

#[test]
fn looks_without_end_leave_pages_their_turn() {
    let mut hosts = hosts();
    hosts.push("a", Place::Last, 100);
    hosts.push("a", Place::Last, 101);
    for job in 0..9 {
        hosts.push("a", Place::First, job);
    }
    let asked = run(&mut hosts);
    let jobs: Vec<&str> = asked
        .iter()
        .filter_map(|line| line.rsplit(' ').next())
        .collect();
    assert_eq!(jobs.join(" "), "0 1 2 3 100 4 5 6 7 101 8");
}

#[test]
fn one_request_at_a_time() {
    let mut hosts = hosts();
    hosts.push("a", Place::Last, 1);
    hosts.push("a", Place::Last, 2);
    assert_eq!(hosts.pop(at(0)), Some(("a".to_owned(), 1)));
    assert_eq!((hosts.pop(at(100)), hosts.next()), (None, None));
    hosts.release("a", at(100));
    assert_eq!((hosts.pop(at(101)), hosts.next()), (None, Some(at(102))));
    assert_eq!(hosts.pop(at(102)), Some(("a".to_owned(), 2)));
}

#[test]
fn pauses_are_the_longer_of_two_and_hosts_can_be_left_alone_for_long() {
    for (asked, held, expected) in [(1, 0, 2), (10, 0, 10), (1, 50, 50), (100, 50, 100)] {
        let mut hosts = hosts();
        hosts.push("a", Place::Last, 1);
        hosts.push("a", Place::Last, 2);
        hosts.set_delay("a", Duration::from_secs(asked));
        hosts.pop(at(0)).unwrap();
        hosts.hold("a", at(held));
        hosts.release("a", at(0));
        assert_eq!(hosts.next(), Some(at(expected)));
    }
}

#[test]
fn a_hold_counts_for_a_host_that_was_listed_before_it() {
    let mut hosts = hosts();
    hosts.push("a", Place::Last, 1);
    hosts.hold("a", at(9));
    assert_eq!(hosts.pop(at(0)), None);
    assert_eq!(hosts.next(), Some(at(9)));
    assert_eq!(hosts.pop(at(9)), Some(("a".to_owned(), 1)));
}

#[test]
fn what_was_not_asked_costs_no_pause() {
    let mut hosts = hosts();
    hosts.push("a", Place::Last, 1);
    hosts.push("a", Place::Last, 2);
    hosts.pop(at(0)).unwrap();
    hosts.hand_back("a");
    assert_eq!(hosts.pop(at(0)), Some(("a".to_owned(), 2)));
}

#[test]
fn hosts_with_nothing_to_do_are_forgotten_after_their_pause() {
    let mut hosts = hosts();
    hosts.push("a", Place::Last, 1);
    hosts.push("b", Place::Last, 1);
    hosts.pop(at(0)).unwrap();
    hosts.release("a", at(0));
    hosts.forget(at(1));
    assert_eq!(hosts.hosts.len(), 2);
    hosts.forget(at(2));
    assert_eq!(hosts.hosts.len(), 1);
    assert_eq!(hosts.pop(at(2)), Some(("b".to_owned(), 1)));
}

#[test]
fn a_hundred_thousand_jobs_of_ten_thousand_hosts() {
    let mut hosts = Hosts::new(Duration::from_secs(1));
    let names: Vec<String> = (0..10_000).map(|nth| format!("s{nth}.example")).collect();
    for job in 0..100_000_u32 {
        hosts.push(&names[job as usize % names.len()], Place::Last, job);
    }
    let mut popped = 0;
    for second in 0..10 {
        let mut round = 0;
        while let Some((host, _)) = hosts.pop(at(second)) {
            hosts.release(&host, at(second));
            round += 1;
        }
        assert_eq!(round, 10_000, "every host once in second {second}");
        popped += round;
    }
    assert_eq!((popped, hosts.len()), (100_000, 0));
}
