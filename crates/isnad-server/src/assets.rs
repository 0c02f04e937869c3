//! The style sheet, compiled in. Its address holds a hash of its content, so browsers may keep it
//! for a year and still see every change.

use std::sync::LazyLock;

use axum::{
    http::header::{CACHE_CONTROL, CONTENT_TYPE},
    response::{IntoResponse, Response},
};

const STYLE: &str = include_str!("../assets/style.css");

/// The address of the style sheet.
pub(crate) static STYLE_HREF: LazyLock<String> =
    LazyLock::new(|| format!("/style-{:016x}.css", fnv1a(STYLE.as_bytes())));

/// 64-bit FNV-1a: the hash only has to differ when the file does.
fn fnv1a(bytes: &[u8]) -> u64 {
    let step = |hash: u64, byte: &u8| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, step)
}

/// `GET` of [`STYLE_HREF`].
pub(crate) async fn style() -> Response {
    let headers = [
        (CONTENT_TYPE, "text/css; charset=utf-8"),
        (CACHE_CONTROL, "public, max-age=31536000, immutable"),
    ];
    (headers, STYLE).into_response()
}
