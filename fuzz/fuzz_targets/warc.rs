#![no_main]

use isnad_warc::{Reader, read_at};
use libfuzzer_sys::fuzz_target;

/// Records are looked up again by their offsets only this often: each look-up reads on from there.
const LOOKED_UP: usize = 8;

fuzz_target!(|bytes: &[u8]| {
    let mut last = 0;
    let mut items = 0;
    for item in Reader::new(bytes).limit(1 << 20) {
        items += 1;
        assert!(items <= bytes.len(), "more records than bytes");
        let Ok(record) = item else { continue };
        let stop = record.offset + record.length;
        assert!(stop <= bytes.len() as u64, "a record outside of the file");
        // Not by their ends: what is found inside a damaged member was passed over once already.
        assert!(record.offset >= last, "records go backwards");
        last = record.offset;
        let _ = record.payload();
        if record.nth == 0 && items <= LOOKED_UP {
            let again = read_at(&mut std::io::Cursor::new(bytes), record.offset);
            assert!(again.is_ok_and(|again| again.block == record.block), "not there again");
        }
    }
});
