//! Puts a verified license in force, at once and without interrupting anybody (invariant 9).

use crate::command::InstallLicense;
use crate::decision::Answer;
use crate::fleet::Fleet;
use crate::papers::Papers;
use crate::refusal::Refusal;
use crate::work::Work;
use madoguchi_licensing::grant::LicenseId;

/// The papers with the new license.
#[derive(Debug)]
pub(crate) struct Plan {
    id: LicenseId,
    papers: Papers,
}

pub(crate) fn check(fleet: &Fleet, install: InstallLicense) -> Result<Plan, Refusal> {
    let id = install.grant.id.clone();
    let papers = fleet.papers.with_license(fleet.now(), install)?;
    Ok(Plan { id, papers })
}

pub(crate) fn apply(fleet: &mut Fleet, work: &mut Work, Plan { id, papers }: Plan) {
    fleet.papers = papers;
    work.set_subject(&id);
    work.answers(Answer::License(id));
}
