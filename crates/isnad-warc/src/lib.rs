//! isnad-warc
