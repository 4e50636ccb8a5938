//! Knobs: numbers that a site may tune, each with a name, a default and a range.
//!
//! The search has some and the friends have some; the macro here is what both declare them by.

/// What a knob is called and what it takes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Knob {
    /// Its name, as the field of its struct is called.
    pub name: &'static str,
    /// What it is set to where nobody says otherwise.
    pub default: f32,
    /// The least that it takes.
    pub least: f32,
    /// The most that it takes.
    pub most: f32,
    /// Both in words, for to write a float takes 3 kB of Wasm.
    pub range: &'static str,
}

/// Why a knob was not set.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum KnobError {
    /// None has this name.
    #[error("there is no ranking weight of this name; they are the fields of {0}")]
    Unknown(
        /// The struct of knobs that was asked.
        &'static str,
    ),
    /// It takes other values.
    #[error("it takes a number from {0}")]
    OutOfRange(
        /// What it takes, as [`Knob::range`].
        &'static str,
    ),
}

/// Declares a struct of knobs: its documentation and name, then for each knob its documentation, `name = default in least..=most;`.
macro_rules! knobs {
    (
        $(#[doc = $about:literal])* pub struct $Weights:ident;
        $($(#[doc = $doc:literal])* $name:ident = $default:literal in $least:literal..=$most:literal;)*
    ) => {
        $(#[doc = $about])*
        #[derive(Clone, Copy, Debug, PartialEq)]
        pub struct $Weights {
            $($(#[doc = $doc])* pub $name: f32,)*
        }

        impl Default for $Weights {
            fn default() -> Self {
                Self { $($name: $default,)* }
            }
        }

        impl $Weights {
            /// All knobs, in the order of the fields.
            pub const KNOBS: &[$crate::knobs::Knob] =
                &[$($crate::knobs::Knob {
                    name: stringify!($name),
                    default: $default,
                    least: $least,
                    most: $most,
                    range: concat!($least, " to ", $most),
                },)*];

            /// What each knob does and what its ends do, in the order of [`Self::KNOBS`], as its field is documented: Markdown of one
            /// paragraph. Apart from the knobs, so that whoever only sets them does not carry these texts.
            pub const MEANINGS: &[&str] = &[$(concat!($($doc),*)),*];

            fn values(&mut self) -> [&mut f32; Self::KNOBS.len()] {
                [$(&mut self.$name,)*]
            }

            /// Sets a knob by its name.
            ///
            /// # Errors
            /// Where there is none, or it does not take the value; it then stays as it was.
            pub fn set(&mut self, name: &str, value: f32) -> Result<(), $crate::knobs::KnobError> {
                use $crate::knobs::{Knob, KnobError};
                let at = Self::KNOBS.iter().position(|knob| knob.name == name).ok_or(KnobError::Unknown(stringify!($Weights)))?;
                let Knob { least, most, range, .. } = Self::KNOBS[at];
                // A value that is no number is not between the two either.
                if !(least..=most).contains(&value) {
                    return Err(KnobError::OutOfRange(range));
                }
                *self.values()[at] = value;
                Ok(())
            }

            /// What a knob is set to.
            pub fn get(mut self, name: &str) -> Option<f32> {
                let at = Self::KNOBS.iter().position(|knob| knob.name == name)?;
                Some(*self.values()[at])
            }
        }
    };
}
pub(crate) use knobs;
