//! Proof of work: whoever posts while a site is under attack lets its machine work for it, for less than a second.
//!
//! A challenge is its own expiry with some chance, signed by the community's secret, so that no instance has to remember it.
//! A nonce solves it when SHA-256 of `challenge:nonce` begins with enough bits that are zero. Each is taken once, which the
//! database keeps until it expires. Adam Back, "Hashcash: A Denial of Service Counter-Measure" (2002).

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use clap::ValueEnum;
use goodword_core::model::Timestamp;
use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};

/// How many leading bits are zero: 65,536 hashes on average, some tenths of a second on a phone.
pub(super) const BITS: u32 = 16;

/// How long a challenge can be answered, in milliseconds.
const GOOD_FOR_MS: i64 = 120_000;

const EXPIRY_BYTES: usize = 8;
const CHANCE_BYTES: usize = 16;
const MAX_NONCE_BYTES: usize = 64;

/// When proofs of work are asked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Work {
    /// While more is posted than people post.
    Auto,
    /// With each question and reply.
    Always,
    /// Never.
    #[default]
    Never,
}

/// What is wrong with a proof.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fault {
    /// It is not of the form `challenge:nonce`, or the challenge is none of this community's.
    Unknown,
    Expired,
    /// Too few bits are zero.
    Wrong,
}

/// A proof that solves its challenge.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Proof<'a> {
    pub(super) challenge: &'a str,
    pub(super) expires: Timestamp,
}

/// A new challenge.
pub(super) fn challenge(secret: &[u8], now: Timestamp, chance: [u8; CHANCE_BYTES]) -> String {
    let expires = now.millis().saturating_add(GOOD_FOR_MS);
    let payload = [&expires.to_be_bytes()[..], &chance].concat();
    let mac = sign(secret, &payload).finalize().into_bytes();
    URL_SAFE_NO_PAD.encode([&payload[..], &mac].concat())
}

/// Judges what came in the header.
pub(super) fn judge<'a>(
    secret: &[u8],
    now: Timestamp,
    bits: u32,
    header: &'a str,
) -> Result<Proof<'a>, Fault> {
    let (challenge, nonce) = header.split_once(':').ok_or(Fault::Unknown)?;
    if nonce.len() > MAX_NONCE_BYTES {
        return Err(Fault::Unknown);
    }
    let bytes = URL_SAFE_NO_PAD.decode(challenge).map_err(|_| Fault::Unknown)?;
    let (payload, mac) = bytes.split_at_checked(EXPIRY_BYTES + CHANCE_BYTES).ok_or(Fault::Unknown)?;
    sign(secret, payload).verify_slice(mac).map_err(|_| Fault::Unknown)?;
    let expires = payload.first_chunk().copied().map(i64::from_be_bytes).ok_or(Fault::Unknown)?;
    if expires < now.millis() {
        return Err(Fault::Expired);
    }
    if leading_zeros(&Sha256::digest(header)) < bits {
        return Err(Fault::Wrong);
    }
    Ok(Proof { challenge, expires: Timestamp::from_millis(expires) })
}

fn sign(secret: &[u8], payload: &[u8]) -> Hmac<Sha256> {
    let mac = Hmac::<Sha256>::new_from_slice(secret).expect("HMAC takes keys of any length");
    mac.chain_update(payload)
}

/// How many bits are zero before the first that is not.
fn leading_zeros(bytes: &[u8]) -> u32 {
    let zeros = bytes.iter().take_while(|byte| **byte == 0).count();
    let next = bytes.get(zeros).map_or(0, |byte| byte.leading_zeros());
    u32::try_from(zeros).unwrap_or(u32::MAX).saturating_mul(8).saturating_add(next)
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Timestamp = Timestamp::from_millis(1_790_000_000_000);

    fn later(millis: i64) -> Timestamp {
        Timestamp::from_millis(NOW.millis() + millis)
    }

    #[test]
    fn zeros_are_counted_by_bit() {
        for (bytes, expect) in [([0x80, 0], 0), ([0x01, 0], 7), ([0, 0xff], 8), ([0, 0x10], 11), ([0, 0], 16)]
        {
            assert_eq!(leading_zeros(&bytes), expect, "{bytes:?}");
        }
    }

    #[test]
    fn a_challenge_is_solved_by_its_own_work_in_its_own_time() {
        let given = challenge(b"secret", NOW, [7; 16]);
        let is = |bits, nonce: &u32| judge(b"secret", NOW, bits, &format!("{given}:{nonce}")).is_ok();
        let right = format!("{given}:{}", (0..100_000).find(|nonce| is(8, nonce)).unwrap());
        let wrong = format!("{given}:{}", (0..100_000).find(|nonce| !is(8, nonce)).unwrap());
        let expires = later(GOOD_FOR_MS);
        assert_eq!(judge(b"secret", expires, 8, &right), Ok(Proof { challenge: &given, expires }));
        let other = challenge(b"other", NOW, [7; 16]);
        let longer = format!("{given}:{}", "0".repeat(65));
        for (header, now, fault) in [
            (wrong.as_str(), NOW, Fault::Wrong),
            (&right, later(GOOD_FOR_MS + 1), Fault::Expired),
            (&format!("{other}:0"), NOW, Fault::Unknown),
            (&format!("B{}:0", &given[1..]), NOW, Fault::Unknown),
            (&longer, NOW, Fault::Unknown),
            (&given, NOW, Fault::Unknown),
            ("", NOW, Fault::Unknown),
            ("AAAA:0", NOW, Fault::Unknown),
            ("grüße:0", NOW, Fault::Unknown),
        ] {
            assert_eq!(judge(b"secret", now, 8, header), Err(fault), "{header}");
        }
    }
}
