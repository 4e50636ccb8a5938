//! What must hold whatever the bytes are. Each check takes one input and panics where it does not hold; `pkg-scripts/fuzz search`
//! makes the inputs. What was ever found is a test of `goodword-core` as well, so that it is held without this.

mod index;
mod seeds;
mod snapshot;
mod text;

pub use index::index;
pub use seeds::sow;
pub use snapshot::snapshot;
pub use text::text;

/// The longest input that is tried, in bytes: what is slow only because it is long is no finding.
const MOST_BYTES: usize = 1 << 14;
