use sha2::{Digest as _, Sha256};

/// RFC 4648.
const BASE32: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/// The digest of some bytes as WARC writes it: `sha256:` and base 32.
///
/// ```
/// assert_eq!(
///     isnad_warc::sha256(b""),
///     "sha256:4OYMIQUY7QOBJGX36TEJS35ZEQT24QPEMSNZGTFESWMRW6CSXBKQ===="
/// );
/// ```
pub fn sha256(bytes: &[u8]) -> String {
    labelled(&Sha256::digest(bytes))
}

/// The digest of several pieces as one.
pub(crate) fn sha256_of(pieces: &[&[u8]]) -> [u8; 32] {
    let mut hash = Sha256::new();
    for piece in pieces {
        hash.update(piece);
    }
    hash.finalize().into()
}

/// A digest with the name of its algorithm before it.
pub(crate) fn labelled(digest: &[u8]) -> String {
    format!("sha256:{}", base32(digest))
}

fn base32(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len().div_ceil(5) * 8);
    for chunk in bytes.chunks(5) {
        let bits = (0..5).fold(0u64, |bits, i| {
            bits << 8 | u64::from(chunk.get(i).copied().unwrap_or(0))
        });
        let letters = (chunk.len() * 8).div_ceil(5);
        for place in 0..8 {
            let letter = (bits >> (35 - 5 * place)) as usize & 31;
            text.push(if place < letters {
                char::from(BASE32[letter])
            } else {
                '='
            });
        }
    }
    text
}

/// A UUID (version 8, RFC 9562) made of a digest, so that writing needs no source of chance.
pub(crate) fn uuid(digest: &[u8; 32]) -> String {
    let mut bits = [0u8; 16];
    bits.copy_from_slice(&digest[..16]);
    let bits = u128::from_be_bytes(bits);
    let bits = bits & !(0xf << 76) | 0x8 << 76;
    let bits = bits & !(0b11 << 62) | 0b10 << 62;
    let hex = format!("{bits:032x}");
    let part = |from: usize, to: usize| hex.get(from..to).unwrap_or_default();
    format!(
        "{}-{}-{}-{}-{}",
        part(0, 8),
        part(8, 12),
        part(12, 16),
        part(16, 20),
        part(20, 32)
    )
}

#[cfg(test)]
mod tests {
    use super::{base32, uuid};

    #[test]
    fn base32_is_that_of_rfc_4648() {
        let cases = [
            ("", ""),
            ("f", "MY======"),
            ("fo", "MZXQ===="),
            ("foo", "MZXW6==="),
            ("foob", "MZXW6YQ="),
            ("fooba", "MZXW6YTB"),
            ("foobar", "MZXW6YTBOI======"),
        ];
        for (bytes, expected) in cases {
            assert_eq!(base32(bytes.as_bytes()), expected, "{bytes:?}");
        }
    }

    #[test]
    fn a_uuid_names_its_version_and_variant() {
        assert_eq!(uuid(&[0xff; 32]), "ffffffff-ffff-8fff-bfff-ffffffffffff");
        assert_eq!(uuid(&[0; 32]), "00000000-0000-8000-8000-000000000000");
    }
}
