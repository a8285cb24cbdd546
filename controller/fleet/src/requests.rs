//! Answered requests: a repeat gets the first answer, and another request under the same id is refused.

use crate::decision::Answer;
use crate::ids::{Request, RequestId};
use crate::refusal::Refusal;
use crate::settings::REMEMBERED_REQUESTS;
use std::borrow::Cow;
use std::collections::{BTreeMap, VecDeque};

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answered {
    pub request: Request,
    pub command: Cow<'static, str>,
    pub answer: Answer,
}

impl Answered {
    /// Whether a request is this one again: the same command, and the same content if both contents are known. A record of a release that
    /// kept no content is compared by the command alone.
    fn is(&self, request: Request, command: &str) -> bool {
        let other = matches!(
            (self.request.content, request.content),
            (Some(first), Some(now)) if first != now
        );
        self.command == command && !other
    }
}

/// The newest answered requests. After [`REMEMBERED_REQUESTS`] newer ones an id is forgotten.
#[derive(Debug, Clone, Default)]
pub(crate) struct Requests {
    done: BTreeMap<RequestId, Answered>,
    oldest_first: VecDeque<RequestId>,
}

impl Requests {
    /// The first answer, if this request is a repeat.
    ///
    /// # Errors
    /// Another request had this id.
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

    /// Whether a request with this id was answered.
    pub(crate) fn has(&self, id: RequestId) -> bool {
        self.done.contains_key(&id)
    }

    /// Keeps the answer for repeats; the oldest answer is dropped beyond the bound.
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
