#![no_main]

use isnad_gather::opml;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Ok(outlines) = opml::parse(bytes) else {
        return;
    };
    let again = opml::parse(opml::write("Mine", &outlines).as_bytes());
    assert_eq!(again.map(|again| again.len()), Ok(outlines.len()), "{outlines:?}");
});
