//! Puts a verified license in force, at once and without disturbing anybody (invariant 9).

use crate::command::InstallLicense;
use crate::decision::Answer;
use crate::fleet::Fleet;
use crate::license::License;
use crate::refusal::Refusal;
use crate::work::Work;
use madoguchi_licensing::standing::Standing;

/// Most licenses that an installation keeps: four seats, renewed every year for sixteen years.
const MAX_LICENSES: usize = 64;

impl Fleet {
    pub(crate) fn install_license(
        &mut self,
        work: &mut Work,
        install: InstallLicense,
    ) -> Result<(), Refusal> {
        let id = install.grant.id.clone();
        self.accept_license(work, install)?;
        work.is_about(&id);
        work.answers(Answer::License(id));
        Ok(())
    }

    /// Keeps a license, however it came. Once is as good as twice.
    pub(crate) fn accept_license(
        &mut self,
        work: &mut Work,
        install: InstallLicense,
    ) -> Result<(), Refusal> {
        if self.licenses.contains_key(&install.grant.id) {
            return Ok(());
        }
        let license = License {
            grant: install.grant,
            document: install.document,
            installed_at: self.now,
            bridge_until_ms: None,
            returned_at: None,
        };
        match self.standing(&license, install.installation) {
            Standing::InForce | Standing::InGrace { .. } | Standing::NotYet => {}
            other => return Err(Refusal::LicenseNotForHere(other)),
        }
        if self.licenses.len() >= MAX_LICENSES {
            return Err(Refusal::TooManyLicenses(MAX_LICENSES));
        }
        work.keep_license(license.clone());
        self.licenses.insert(license.grant.id.clone(), license);
        Ok(())
    }
}
