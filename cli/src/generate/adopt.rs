//! `--update-lock`: taking a committed model as it is, without losing where it came from.

use tinsmith_model::Model;

use crate::config::CrateConfig;
use crate::failure::Failure;
use crate::lock::{self, Facts, Locked, Origin};
use crate::names;
use crate::source::{self, Source, Wanted};
use crate::tool;

/// A model that is not what its recorded source gives.
pub(super) struct Unknown {
    /// The entry without that source.
    forgotten: Locked,
    /// The reason why the source cannot be kept.
    why: String,
}

impl Unknown {
    /// Forgets the source, if that is asked for.
    pub(super) fn forget(self, asked: bool) -> Result<Locked, Failure> {
        match asked {
            true => Ok(self.forgotten),
            false => Err(Failure(self.why)),
        }
    }
}

/// The entry of a crate whose model is taken as it is. The recorded source is kept if the model is
/// the one that was locked, whatever is selected of it, or if the source, pruned again, gives it.
pub(super) fn adopted(
    locked: Option<&Locked>,
    one: &CrateConfig,
    model: &Model,
    facts: Facts,
) -> Result<Locked, Box<Unknown>> {
    let own = Origin::new(names::slashed(&one.model));
    let Some(locked) = locked else {
        let origin = in_place(one).unwrap_or(own);
        return Ok(Locked::new(origin, facts));
    };
    let mut origin = locked.origin.clone();
    if one.reads_botocore() {
        origin = in_place(one).unwrap_or(origin);
    }
    if locked.facts.sha256 == facts.sha256 || source::is_its_own(&origin, &one.model) {
        return Ok(Locked::new(origin, facts));
    }
    let given = again(&origin, one);
    if given
        .as_ref()
        .is_ok_and(|text| *text == model.source().text)
    {
        return Ok(Locked::new(origin, facts));
    }
    let reason = match given {
        Ok(_) => "which gives another model".to_owned(),
        Err(Failure(message)) => format!("which cannot be read again ({message})"),
    };
    let why = format!(
        "{}: {} has it from {}, {reason}; to go back, restore the file; to forget where it came \
         from: {} generate \
         --update-lock --forget-source",
        one.model.display(),
        lock::FILE,
        origin.shown(),
        tool::name(),
    );
    let docs = origin.docs;
    let forgotten = Locked::new(Origin { docs, ..own }, facts);
    Err(Box::new(Unknown { forgotten, why }))
}

/// The origin of a model that is read from botocore in place.
fn in_place(one: &CrateConfig) -> Option<Origin> {
    let source = Source::parse(one.model.to_str()?).ok()?;
    let service = one.service.as_deref();
    let wanted = Wanted {
        service: service.unwrap_or_default(),
        is_chosen: service.is_some(),
    };
    let reads = one.reads_botocore();
    reads
        .then(|| source.take(wanted).ok())?
        .map(|taken| taken.origin)
}

/// The text that the recorded source gives for the operations of the crate.
fn again(origin: &Origin, one: &CrateConfig) -> Result<String, Failure> {
    let service = origin.service().or(one.service.as_deref());
    let wanted = Wanted {
        service: service.unwrap_or_default(),
        is_chosen: service.is_some(),
    };
    let taken = Source::again(origin, &one.model)?.take(wanted)?;
    let operations = one.operations.as_deref();
    source::closure(&taken.model, service, operations, origin.docs)
}
