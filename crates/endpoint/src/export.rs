//! From the database into a snapshot, row by row, so that a community of any size can move away.

use std::io::{self, Write};

use goodword_core::model::{Audience, Recommendation};
use serde::Serialize;

use crate::confided::PRIVATE;
use crate::database::{Database, DatabaseError, LISTS, Reading};
use crate::wire::{PersonWire, ProductWire, RecommendationWire, TopicWire, VERSION};

/// What of a community is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Extent {
    /// What everyone may see: what a public file may hold.
    #[default]
    Public,
    /// What is for some or for nobody too, for a community that moves: recommendations for friends or for their author alone, and under
    /// `private` what friends ask each other, who calls whom a friend, who set which mark, and how guests can be reached.
    WithPrivate,
}

impl Extent {
    fn holds(self, word: &Recommendation) -> bool {
        self == Self::WithPrivate || word.audience == Audience::Public
    }
}

/// Writes the community as a snapshot, as it is at this moment. What waits or is hidden is not in it.
///
/// # Errors
/// The database failed, or `to` did; what was written until then is no snapshot.
pub async fn export(database: &Database, extent: Extent, mut to: impl Write) -> Result<(), DatabaseError> {
    let mut reading = database.read().await?;
    let about = reading.about().await?;
    write!(to, "{{\"goodword\":{VERSION}")?;
    if let Some(name) = &about.name {
        to.write_all(b",\"name\":")?;
        write_json(&mut to, name)?;
    }

    let mut list = Lines::begin(&mut to, ',', "topics")?;
    loop {
        let part = reading.topics().await?;
        if part.is_empty() {
            break;
        }
        part.iter().try_for_each(|topic| list.add(&mut to, &TopicWire::from(topic)))?;
    }
    to.write_all(b"]")?;

    let mut list = Lines::begin(&mut to, ',', "people")?;
    loop {
        let part = reading.people().await?;
        if part.is_empty() {
            break;
        }
        part.iter().try_for_each(|person| list.add(&mut to, &PersonWire::from(person)))?;
    }
    to.write_all(b"]")?;

    let mut list = Lines::begin(&mut to, ',', "recommendations")?;
    loop {
        let part = reading.recommendations().await?;
        if part.is_empty() {
            break;
        }
        let mut held = part.iter().filter(|word| extent.holds(word));
        held.try_for_each(|word| list.add(&mut to, &RecommendationWire::from(word)))?;
    }
    to.write_all(b"]")?;

    let mut list = Lines::begin(&mut to, ',', "products")?;
    let products = reading.products().await?;
    products.iter().try_for_each(|product| list.add(&mut to, &ProductWire::from(product)))?;
    to.write_all(b"]")?;

    if extent == Extent::WithPrivate {
        write_confided(&mut reading, &mut to).await?;
    }

    to.write_all(b",\"image_hosts\":")?;
    write_json(&mut to, &about.image_hosts)?;
    if !about.ranking.is_empty() {
        to.write_all(b",\n\"ranking\":")?;
        write_json(&mut to, &about.ranking)?;
    }
    if !about.synonyms.is_empty() {
        to.write_all(b",\n\"synonyms\":")?;
        write_json(&mut to, &about.synonyms)?;
    }
    to.write_all(b"}\n")?;
    to.flush()?;
    Ok(())
}

/// Writes what is not for everyone, list by list.
async fn write_confided(reading: &mut Reading, mut to: impl Write) -> Result<(), DatabaseError> {
    write!(to, ",\n\"{PRIVATE}\":")?;
    let mut before = '{';
    for rows in &LISTS {
        let mut list = Lines::begin(&mut to, before, rows.name)?;
        before = ',';
        let mut after = Vec::new();
        loop {
            let part = reading.confided(rows, &mut after).await?;
            if part.is_empty() {
                break;
            }
            part.iter().try_for_each(|row| list.add(&mut to, row))?;
        }
        to.write_all(b"]")?;
    }
    Ok(to.write_all(b"}")?)
}

/// A list of rows, one a line, so that two exports can be compared by line.
struct Lines {
    is_empty: bool,
}

impl Lines {
    /// Begins the list of this name; `before` is what stands between it and what came before.
    fn begin(to: &mut impl Write, before: char, name: &str) -> io::Result<Self> {
        write!(to, "{before}\n\"{name}\":[")?;
        Ok(Self { is_empty: true })
    }

    fn add(&mut self, to: &mut impl Write, row: &impl Serialize) -> io::Result<()> {
        to.write_all(if self.is_empty { b"\n" } else { b",\n" })?;
        self.is_empty = false;
        write_json(to, row)
    }
}

fn write_json(to: &mut impl Write, value: &impl Serialize) -> io::Result<()> {
    serde_json::to_writer(to, value).map_err(io::Error::from)
}
