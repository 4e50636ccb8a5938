//! `goodword person`: what is kept about one person, read out or taken out.

use std::io::{self, Write};

use clap::{Args, Subcommand};
use goodword_core::model::Timestamp;

use crate::database::{Database, DatabaseError, Erased, Posts};

/// What can be done about one person.
#[derive(Debug, Subcommand)]
pub enum PersonCommand {
    /// Write all that is kept about a person to the standard output, as JSON
    Export(PersonArgs),

    /// Take a person out, so that neither the database's files nor its index hold a trace
    ///
    /// Name, picture, recommendations, guest's address, friends, and what the person marked, followed or flagged go, and the
    /// log no longer says who did it. Topics and replies stay, by nobody. It writes the whole database anew, so that it
    /// takes longer the larger that is.
    Erase {
        /// Whom, and where.
        #[command(flatten)]
        person: PersonArgs,

        /// Delete the person's topics and replies too, and with a topic everyone's replies to it
        #[arg(long)]
        with_posts: bool,
    },
}

/// Arguments of `goodword person`.
#[derive(Args, Debug)]
pub struct PersonArgs {
    /// The person's id, as in the tokens of the site
    #[arg(value_name = "ID")]
    pub id: String,

    /// Database of the community, as `sqlite:FILE` or `postgres://USER@HOST/NAME`
    #[arg(long, value_name = "URL")]
    pub database: String,
}

/// Why nothing was done about a person.
#[derive(Debug, thiserror::Error)]
pub enum PersonError {
    /// There is no such person.
    #[error("nothing is kept about {id}")]
    Nobody {
        /// As given.
        id: String,
    },
    /// The database failed.
    #[error(transparent)]
    Database(#[from] DatabaseError),
    /// What is kept could not be written.
    #[error(transparent)]
    Write(#[from] io::Error),
}

/// Does it; `now` is when the log says that it was done.
///
/// # Errors
/// There is no such person, or the database failed.
pub async fn run(command: PersonCommand, now: Timestamp) -> Result<(), PersonError> {
    let (PersonCommand::Export(PersonArgs { id, database })
    | PersonCommand::Erase { person: PersonArgs { id, database }, .. }) = &command;
    let database = Database::open(database).await?;
    let nobody = || PersonError::Nobody { id: id.clone() };
    match command {
        PersonCommand::Export(_) => {
            let kept = database.kept_about(id).await?.ok_or_else(nobody)?;
            writeln!(io::stdout(), "{kept:#}")?;
        }
        PersonCommand::Erase { with_posts, .. } => {
            let posts = if with_posts { Posts::Go } else { Posts::Stay };
            let Erased { topics, replies } = database.erase(now, id, posts).await?.ok_or_else(nobody)?;
            eprintln!("goodword: {id} is erased; {topics} topics and {replies} replies were deleted");
        }
    }
    database.close().await;
    Ok(())
}
