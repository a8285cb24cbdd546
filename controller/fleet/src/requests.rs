//! The requests that were done: a repeat gets the first answer, and another request under the same id is refused.

use crate::decision::Answer;
use crate::ids::{Request, RequestId};
use crate::refusal::Refusal;
use crate::settings::REMEMBERED_REQUESTS;
use std::borrow::Cow;
use std::collections::{BTreeMap, VecDeque};

/// A request that was done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answered {
    /// Its id and what it said.
    pub request: Request,
    /// The command's name.
    pub command: Cow<'static, str>,
    /// What it was answered.
    pub answer: Answer,
}

impl Answered {
    /// Whether that is this request once more: the same command, with the same content where both are known. What a
    /// release before contents were kept has stored is told apart by the command alone.
    fn is(&self, request: Request, command: &str) -> bool {
        let other = matches!(
            (self.request.content, request.content),
            (Some(first), Some(now)) if first != now
        );
        self.command == command && !other
    }
}

/// The newest requests that were done. After [`REMEMBERED_REQUESTS`] newer ones an id is as good as new.
#[derive(Debug, Clone, Default)]
pub(crate) struct Requests {
    done: BTreeMap<RequestId, Answered>,
    oldest_first: VecDeque<RequestId>,
}

impl Requests {
    /// The first answer, where this is a repeat.
    ///
    /// # Errors
    /// When the id was that of another request.
    pub(crate) fn repeat(
        &self,
        request: Request,
        command: &str,
    ) -> Result<Option<&Answer>, Refusal> {
        match self.done.get(&request.id) {
            None => Ok(None),
            Some(first) if first.is(request, command) => Ok(Some(&first.answer)),
            Some(_) => Err(Refusal::RequestIdInUse(request.id)),
        }
    }

    /// Whether something was done under this id.
    pub(crate) fn has(&self, id: RequestId) -> bool {
        self.done.contains_key(&id)
    }

    /// Keeps the answer for a repeat; the oldest gives way.
    pub(crate) fn remember(&mut self, answered: Answered) {
        let id = answered.request.id;
        if self.done.insert(id, answered).is_none() {
            self.oldest_first.push_back(id);
        }
        if self.oldest_first.len() > REMEMBERED_REQUESTS
            && let Some(oldest) = self.oldest_first.pop_front()
        {
            self.done.remove(&oldest);
        }
    }
}
