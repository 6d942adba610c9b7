//! SHA-256, as browsers write it.

use sha2::{Digest, Sha256};

const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// The digest in base64, as a Content-Security-Policy wants it.
pub fn base64(bytes: &[u8]) -> String {
    let digest = Sha256::digest(bytes);
    let mut out = String::with_capacity(44);
    for three in digest.chunks(3) {
        let at = |index| u32::from(three.get(index).copied().unwrap_or(0));
        let bits = at(0) << 16 | at(1) << 8 | at(2);
        for place in 0..=three.len() {
            let six = bits >> (18 - 6 * place) & 63;
            out.push(char::from(ALPHABET[six as usize]));
        }
        out.extend(std::iter::repeat_n('=', 3 - three.len()));
    }
    out
}

/// The first `digits` hexadecimal digits of the digest, at most 64.
pub fn hex(bytes: &[u8], digits: usize) -> String {
    let digest = Sha256::digest(bytes);
    let mut out: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
    out.truncate(digits);
    out
}

#[cfg(test)]
mod tests {
    #[test]
    fn digests_are_those_of_the_standard() {
        // FIPS 180-2, and the example of the CSP specification.
        assert_eq!(super::hex(b"abc", 16), "ba7816bf8f01cfea");
        assert_eq!(
            super::base64(b"alert('Hello, world.');"),
            "qznLcsROx4GACP2dm0UCKCzCG+HiZ1guq6ZZDob/Tng="
        );
    }
}
