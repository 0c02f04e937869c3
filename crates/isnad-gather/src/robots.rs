//! What a site asks of robots (RFC 9309).

/// How much of a robots.txt is read, in bytes: what RFC 9309 asks at least for. What stands behind
/// counts as not written.
pub const MAX_BYTES: usize = 500 << 10;
