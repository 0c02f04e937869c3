#![no_main]

use isnad::model::{MediaType, Page};
use libfuzzer_sys::fuzz_target;

#[path = "check.rs"]
mod check;

fuzz_target!(|bytes: &[u8]| {
    check::check(&Page {
        url: Some("https://tern.example/2031/05/03/harbour".into()),
        media_type: MediaType::Text,
        bytes: bytes.to_vec(),
        ..Page::default()
    });
});
