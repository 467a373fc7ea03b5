//! Settings that directives change: modes, limits, separators. Rules are not here.

use super::actions::EngineMode;

/// What happens when a body is larger than its limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LimitAction {
    /// The transaction is refused.
    Reject,
    /// The part up to the limit is looked at.
    ProcessPartial,
}

/// The settings of a rule set.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Config {
    /// `SecRuleEngine`.
    pub engine: EngineMode,
    /// `SecRequestBodyAccess`.
    pub request_body_access: bool,
    /// `SecResponseBodyAccess`.
    pub response_body_access: bool,
    /// `SecRequestBodyLimit`.
    pub request_body_limit: usize,
    /// `SecRequestBodyNoFilesLimit`.
    pub request_body_no_files_limit: usize,
    /// `SecRequestBodyLimitAction`.
    pub request_body_limit_action: LimitAction,
    /// `SecResponseBodyLimit`.
    pub response_body_limit: usize,
    /// `SecResponseBodyLimitAction`.
    pub response_body_limit_action: LimitAction,
    /// `SecResponseBodyMimeType`; `None` inside the list stands for "no type given".
    pub response_mime_types: Vec<Option<String>>,
    /// `SecArgumentSeparator`.
    pub argument_separator: u8,
    /// `SecArgumentsLimit`.
    pub arguments_limit: usize,
    /// `SecRequestBodyJsonDepthLimit`.
    pub json_depth_limit: usize,
    /// `SecUploadFileLimit`.
    pub upload_file_limit: usize,
    /// `SecCollectionTimeout`, in seconds.
    pub collection_timeout: u64,
    /// `SecWebAppId`.
    pub web_app_id: String,
    /// `SecComponentSignature`.
    pub signatures: Vec<String>,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            engine: EngineMode::Off,
            request_body_access: false,
            response_body_access: false,
            request_body_limit: 134_217_728,
            request_body_no_files_limit: 1_048_576,
            request_body_limit_action: LimitAction::Reject,
            response_body_limit: 524_288,
            response_body_limit_action: LimitAction::ProcessPartial,
            response_mime_types: ["text/plain", "text/html"]
                .into_iter()
                .map(|t| Some(t.to_owned()))
                .collect(),
            argument_separator: b'&',
            arguments_limit: 1000,
            json_depth_limit: 10_000,
            upload_file_limit: 100,
            collection_timeout: 3600,
            web_app_id: "default".to_owned(),
            signatures: Vec::new(),
        }
    }
}
