// The output of the operation and its closure, with generic decoding.

use super::types::{
    ErrorCode, ErrorDetails, ListSyncJobsOutput, SyncJobState, SyncJobStatus, SyncJobSummary,
};
use dispatch::failure::Decoded;
use dispatch::generic::{Decoder, Structure, Value};
use dispatch::member::{Member, member};

static SYNC_JOB_SUMMARIES: Member = member("syncJobSummaries");
static NEXT_TOKEN: Member = member("nextToken");
static ARN: Member = member("arn");
static WORKSPACE_ID: Member = member("workspaceId");
static SYNC_SOURCE: Member = member("syncSource");
static STATUS: Member = member("status");
static CREATION_DATE_TIME: Member = member("creationDateTime");
static UPDATE_DATE_TIME: Member = member("updateDateTime");
static STATE: Member = member("state");
static ERROR: Member = member("error");
static CODE: Member = member("code");
static MESSAGE: Member = member("message");

impl Structure for ListSyncJobsOutput {
    fn decode_member<D: Decoder>(&mut self, name: &str, decoder: &mut D) -> Decoded {
        match name {
            "syncJobSummaries" => decoder.get(&SYNC_JOB_SUMMARIES, &mut self.sync_job_summaries),
            "nextToken" => decoder.get(&NEXT_TOKEN, &mut self.next_token),
            _ => decoder.skip(),
        }
    }
}

impl Structure for SyncJobSummary {
    fn decode_member<D: Decoder>(&mut self, name: &str, decoder: &mut D) -> Decoded {
        match name {
            "arn" => decoder.get(&ARN, &mut self.arn),
            "workspaceId" => decoder.get(&WORKSPACE_ID, &mut self.workspace_id),
            "syncSource" => decoder.get(&SYNC_SOURCE, &mut self.sync_source),
            "status" => decoder.get(&STATUS, &mut self.status),
            "creationDateTime" => decoder.get(&CREATION_DATE_TIME, &mut self.creation_date_time),
            "updateDateTime" => decoder.get(&UPDATE_DATE_TIME, &mut self.update_date_time),
            _ => decoder.skip(),
        }
    }
}

impl Structure for SyncJobStatus {
    fn decode_member<D: Decoder>(&mut self, name: &str, decoder: &mut D) -> Decoded {
        match name {
            "state" => decoder.get(&STATE, &mut self.state),
            "error" => decoder.get(&ERROR, &mut self.error),
            _ => decoder.skip(),
        }
    }
}

impl Structure for ErrorDetails {
    fn decode_member<D: Decoder>(&mut self, name: &str, decoder: &mut D) -> Decoded {
        match name {
            "code" => decoder.get(&CODE, &mut self.code),
            "message" => decoder.get(&MESSAGE, &mut self.message),
            _ => decoder.skip(),
        }
    }
}

impl Value for SyncJobState {
    fn zero() -> Self {
        Self::Unknown("".into())
    }

    fn decode<D: Decoder>(&mut self, member: &'static Member, decoder: &mut D) -> Decoded {
        *self = Self::from(&*decoder.string(member)?);
        Ok(())
    }
}

impl Value for ErrorCode {
    fn zero() -> Self {
        Self::Unknown("".into())
    }

    fn decode<D: Decoder>(&mut self, member: &'static Member, decoder: &mut D) -> Decoded {
        *self = Self::from(&*decoder.string(member)?);
        Ok(())
    }
}
