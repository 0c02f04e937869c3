#![no_main]

use isnad_gather::sitemap::{self, Sitemap};
use libfuzzer_sys::fuzz_target;

const BASE: &str = "https://tern.example/sitemap.xml";

fuzz_target!(|bytes: &[u8]| {
    let addresses: Vec<String> = match sitemap::parse(bytes, BASE) {
        Ok(Sitemap::Pages(pages)) => {
            pages.iter().for_each(|page| assert_eq!(page.item(BASE).feed, BASE));
            pages.into_iter().map(|page| page.address).collect()
        }
        Ok(Sitemap::Index(parts)) => parts.into_iter().map(|part| part.address).collect(),
        Err(_) => Vec::new(),
    };
    assert!(addresses.len() <= sitemap::MAX_PAGES);
    for address in addresses {
        assert!(!address.is_empty() && !address.to_ascii_lowercase().starts_with("javascript:"), "{address}");
    }
});
