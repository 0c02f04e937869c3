//! Writes a small WARC file, for checking it with other tools:
//! `cargo run -p isnad-warc --example write_sample -- sample.warc.gz && warcio check sample.warc.gz`.

use std::{error::Error, fs::File};

use isnad_warc::{Capture, Writer};

fn main() -> Result<(), Box<dyn Error>> {
    let path = std::env::args().nth(1).ok_or("say where to write")?;
    let mut writer = Writer::new(File::create(&path)?);
    writer.info("sample.warc.gz", "2031-05-03T10:00:00Z", "sample/1")?;
    writer.response(&Capture {
        uri: "https://lennar.example/أخبار/مرفأ",
        date: "2031-05-03T10:00:01.123456789Z",
        content_type: Some("text/html; charset=utf-8"),
        body: "<h1>إعادة فتح المرفأ</h1>".as_bytes(),
        fields: &[],
    })?;
    writer.response(&Capture {
        uri: "https://lennar.example/empty",
        date: "2031-05-03T10:00:02Z",
        ..Capture::default()
    })?;
    writer.resource(&Capture {
        uri: "urn:isnad:harbour",
        date: "2031-05-03T10:00:03Z",
        content_type: Some("text/plain"),
        body: b"Harbour reopens\n",
        fields: &[("X-Note", "no address")],
    })?;
    writer.into_inner().sync_all()?;
    Ok(())
}
