//! The variables of the language: one table of names, and the targets of a rule (`ARGS|!ARGS:id|&TX:score`).
//!
//! A variable is either stored (parsed from the request or response into lists of keys and values) or made by the running rules.

use crate::error::LoadErrorKind;
use crate::regex::Pattern;
use std::sync::Arc;

/// Where stored values live. ARGS is two lists, ARGS_NAMES the keys of the same two.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
#[rustfmt::skip]
pub(crate) enum List {
    ArgsGet, ArgsPost, RequestHeaders, RequestCookies, Files, FilesNames, FilesSizes, FilesTmpNames, FilesTmpContent,
    MultipartFileName, MultipartName, MultipartPartHeaders, XmlText, XmlAttributes, ResponseHeaders, Geo,
    ArgsCombinedSize, FilesCombinedSize, AuthType, FullRequest, FullRequestLength, PathInfo, QueryString,
    RemoteAddr, RemoteHost, RemotePort, RemoteUser, ServerAddr, ServerName, ServerPort, UniqueId,
    RequestBasename, RequestBody, RequestBodyLength, RequestFilename, RequestLine, RequestMethod, RequestProtocol, RequestUri, RequestUriRaw,
    ReqbodyError, ReqbodyErrorMsg, ReqbodyProcessorError, ReqbodyProcessorErrorMsg, UrlencodedError, InboundDataError, OutboundDataError,
    MultipartBoundaryQuoted, MultipartBoundaryWhitespace, MultipartCrlfLfLines, MultipartDataAfter, MultipartDataBefore,
    MultipartFileLimitExceeded, MultipartHeaderFolding, MultipartInvalidHeaderFolding, MultipartInvalidPart, MultipartInvalidQuoting,
    MultipartLfLine, MultipartMissingSemicolon, MultipartStrictError, MultipartUnmatchedBoundary,
    ResponseBody, ResponseContentLength, ResponseContentType, ResponseProtocol, ResponseStatus, StatusLine, WebserverErrorLog,
    ModsecBuild, Empty,
}

/// How many lists there are.
pub(crate) const LISTS: usize = List::Empty as usize + 1;

/// Which half of a stored pair a variable shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Half {
    Key,
    Value,
}

/// One list seen from one side.
pub(crate) type Stream = (List, Half);

/// Kinds of collections that outlive a transaction.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Persistent {
    /// `GLOBAL`.
    Global,
    /// `IP`.
    Ip,
    /// `RESOURCE`.
    Resource,
    /// `SESSION`.
    Session,
    /// `USER`.
    User,
}

/// A part of the transaction's time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum TimePart {
    Clock,
    Day,
    Epoch,
    Hour,
    Minute,
    Month,
    Second,
    Weekday,
    Year,
}

/// Where a variable's values come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Source {
    Stored(&'static [Stream]),
    Tx,
    MatchedVar,
    MatchedVarName,
    MatchedVars,
    MatchedVarsNames,
    Rule,
    Env,
    HighestSeverity,
    ReqbodyProcessor,
    SessionId,
    UserId,
    WebAppId,
    Duration,
    Time(TimePart),
    Collection(Persistent),
}

/// A variable: its name in capitals and its source.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Definition {
    pub(crate) name: &'static str,
    pub(crate) source: Source,
    /// A collection has keys; `TX.a` means something and `REQUEST_URI.a` does not.
    pub(crate) collection: bool,
}

/// A variable of the table.
pub(crate) type Variable = &'static Definition;

const fn one(name: &'static str, streams: &'static [Stream]) -> Definition {
    Definition { name, source: Source::Stored(streams), collection: false }
}

const fn many(name: &'static str, streams: &'static [Stream]) -> Definition {
    Definition { name, source: Source::Stored(streams), collection: true }
}

const fn made(name: &'static str, source: Source) -> Definition {
    Definition { name, source, collection: false }
}

const fn kept(name: &'static str, source: Source) -> Definition {
    Definition { name, source, collection: true }
}

use Half::{Key, Value};

/// Every variable, sorted by name.
static VARIABLES: &[Definition] = &[
    many("ARGS", &[(List::ArgsGet, Value), (List::ArgsPost, Value)]),
    one("ARGS_COMBINED_SIZE", &[(List::ArgsCombinedSize, Value)]),
    many("ARGS_GET", &[(List::ArgsGet, Value)]),
    many("ARGS_GET_NAMES", &[(List::ArgsGet, Key)]),
    many("ARGS_NAMES", &[(List::ArgsGet, Key), (List::ArgsPost, Key)]),
    many("ARGS_POST", &[(List::ArgsPost, Value)]),
    many("ARGS_POST_NAMES", &[(List::ArgsPost, Key)]),
    one("AUTH_TYPE", &[(List::AuthType, Value)]),
    made("DURATION", Source::Duration),
    kept("ENV", Source::Env),
    many("FILES", &[(List::Files, Value)]),
    one("FILES_COMBINED_SIZE", &[(List::FilesCombinedSize, Value)]),
    many("FILES_NAMES", &[(List::FilesNames, Value)]),
    many("FILES_SIZES", &[(List::FilesSizes, Value)]),
    many("FILES_TMPNAMES", &[(List::FilesTmpNames, Value)]),
    many("FILES_TMP_CONTENT", &[(List::FilesTmpContent, Value)]),
    one("FULL_REQUEST", &[(List::FullRequest, Value)]),
    one("FULL_REQUEST_LENGTH", &[(List::FullRequestLength, Value)]),
    many("GEO", &[(List::Geo, Value)]),
    kept("GLOBAL", Source::Collection(Persistent::Global)),
    made("HIGHEST_SEVERITY", Source::HighestSeverity),
    one("INBOUND_DATA_ERROR", &[(List::InboundDataError, Value)]),
    kept("IP", Source::Collection(Persistent::Ip)),
    made("MATCHED_VAR", Source::MatchedVar),
    kept("MATCHED_VARS", Source::MatchedVars),
    kept("MATCHED_VARS_NAMES", Source::MatchedVarsNames),
    made("MATCHED_VAR_NAME", Source::MatchedVarName),
    one("MODSEC_BUILD", &[(List::ModsecBuild, Value)]),
    one("MULTIPART_BOUNDARY_QUOTED", &[(List::MultipartBoundaryQuoted, Value)]),
    one("MULTIPART_BOUNDARY_WHITESPACE", &[(List::MultipartBoundaryWhitespace, Value)]),
    one("MULTIPART_CRLF_LF_LINES", &[(List::MultipartCrlfLfLines, Value)]),
    one("MULTIPART_DATA_AFTER", &[(List::MultipartDataAfter, Value)]),
    one("MULTIPART_DATA_BEFORE", &[(List::MultipartDataBefore, Value)]),
    many("MULTIPART_FILENAME", &[(List::MultipartFileName, Value)]),
    one("MULTIPART_FILE_LIMIT_EXCEEDED", &[(List::MultipartFileLimitExceeded, Value)]),
    one("MULTIPART_HEADER_FOLDING", &[(List::MultipartHeaderFolding, Value)]),
    one("MULTIPART_INVALID_HEADER_FOLDING", &[(List::MultipartInvalidHeaderFolding, Value)]),
    one("MULTIPART_INVALID_PART", &[(List::MultipartInvalidPart, Value)]),
    one("MULTIPART_INVALID_QUOTING", &[(List::MultipartInvalidQuoting, Value)]),
    one("MULTIPART_LF_LINE", &[(List::MultipartLfLine, Value)]),
    one("MULTIPART_MISSING_SEMICOLON", &[(List::MultipartMissingSemicolon, Value)]),
    many("MULTIPART_NAME", &[(List::MultipartName, Value)]),
    many("MULTIPART_PART_HEADERS", &[(List::MultipartPartHeaders, Value)]),
    one("MULTIPART_SEMICOLON_MISSING", &[(List::MultipartMissingSemicolon, Value)]),
    one("MULTIPART_STRICT_ERROR", &[(List::MultipartStrictError, Value)]),
    one("MULTIPART_UNMATCHED_BOUNDARY", &[(List::MultipartUnmatchedBoundary, Value)]),
    one("OUTBOUND_DATA_ERROR", &[(List::OutboundDataError, Value)]),
    one("PATH_INFO", &[(List::PathInfo, Value)]),
    one("QUERY_STRING", &[(List::QueryString, Value)]),
    one("REMOTE_ADDR", &[(List::RemoteAddr, Value)]),
    one("REMOTE_HOST", &[(List::RemoteHost, Value)]),
    one("REMOTE_PORT", &[(List::RemotePort, Value)]),
    one("REMOTE_USER", &[(List::RemoteUser, Value)]),
    one("REQBODY_ERROR", &[(List::ReqbodyError, Value)]),
    one("REQBODY_ERROR_MSG", &[(List::ReqbodyErrorMsg, Value)]),
    made("REQBODY_PROCESSOR", Source::ReqbodyProcessor),
    one("REQBODY_PROCESSOR_ERROR", &[(List::ReqbodyProcessorError, Value)]),
    one("REQBODY_PROCESSOR_ERROR_MSG", &[(List::ReqbodyProcessorErrorMsg, Value)]),
    one("REQUEST_BASENAME", &[(List::RequestBasename, Value)]),
    one("REQUEST_BODY", &[(List::RequestBody, Value)]),
    one("REQUEST_BODY_LENGTH", &[(List::RequestBodyLength, Value)]),
    many("REQUEST_COOKIES", &[(List::RequestCookies, Value)]),
    many("REQUEST_COOKIES_NAMES", &[(List::RequestCookies, Key)]),
    one("REQUEST_FILENAME", &[(List::RequestFilename, Value)]),
    many("REQUEST_HEADERS", &[(List::RequestHeaders, Value)]),
    many("REQUEST_HEADERS_NAMES", &[(List::RequestHeaders, Key)]),
    one("REQUEST_LINE", &[(List::RequestLine, Value)]),
    one("REQUEST_METHOD", &[(List::RequestMethod, Value)]),
    one("REQUEST_PROTOCOL", &[(List::RequestProtocol, Value)]),
    one("REQUEST_URI", &[(List::RequestUri, Value)]),
    one("REQUEST_URI_RAW", &[(List::RequestUriRaw, Value)]),
    kept("RESOURCE", Source::Collection(Persistent::Resource)),
    one("RESPONSE_BODY", &[(List::ResponseBody, Value)]),
    one("RESPONSE_CONTENT_LENGTH", &[(List::ResponseContentLength, Value)]),
    one("RESPONSE_CONTENT_TYPE", &[(List::ResponseContentType, Value)]),
    many("RESPONSE_HEADERS", &[(List::ResponseHeaders, Value)]),
    many("RESPONSE_HEADERS_NAMES", &[(List::ResponseHeaders, Key)]),
    one("RESPONSE_PROTOCOL", &[(List::ResponseProtocol, Value)]),
    one("RESPONSE_STATUS", &[(List::ResponseStatus, Value)]),
    kept("RULE", Source::Rule),
    one("SCRIPT_BASENAME", &[(List::RequestBasename, Value)]),
    one("SCRIPT_FILENAME", &[(List::RequestFilename, Value)]),
    one("SERVER_ADDR", &[(List::ServerAddr, Value)]),
    one("SERVER_NAME", &[(List::ServerName, Value)]),
    one("SERVER_PORT", &[(List::ServerPort, Value)]),
    kept("SESSION", Source::Collection(Persistent::Session)),
    made("SESSIONID", Source::SessionId),
    one("STATUS_LINE", &[(List::StatusLine, Value)]),
    made("TIME", Source::Time(TimePart::Clock)),
    made("TIME_DAY", Source::Time(TimePart::Day)),
    made("TIME_EPOCH", Source::Time(TimePart::Epoch)),
    made("TIME_HOUR", Source::Time(TimePart::Hour)),
    made("TIME_MIN", Source::Time(TimePart::Minute)),
    made("TIME_MON", Source::Time(TimePart::Month)),
    made("TIME_SEC", Source::Time(TimePart::Second)),
    made("TIME_WDAY", Source::Time(TimePart::Weekday)),
    made("TIME_YEAR", Source::Time(TimePart::Year)),
    kept("TX", Source::Tx),
    one("UNIQUE_ID", &[(List::UniqueId, Value)]),
    one("URLENCODED_ERROR", &[(List::UrlencodedError, Value)]),
    kept("USER", Source::Collection(Persistent::User)),
    made("USERID", Source::UserId),
    made("WEBAPPID", Source::WebAppId),
    one("WEBSERVER_ERROR_LOG", &[(List::WebserverErrorLog, Value)]),
    many("XML", &[(List::XmlText, Value)]),
];

/// Variables that need something outside the request and the response: what other engines take from the operating system.
static UNAVAILABLE: &[&str] = &[
    "PERF_ALL",
    "PERF_COMBINED",
    "PERF_GC",
    "PERF_LOGGING",
    "PERF_PHASE1",
    "PERF_PHASE2",
    "PERF_PHASE3",
    "PERF_PHASE4",
    "PERF_PHASE5",
    "PERF_RULES",
    "PERF_SREAD",
    "PERF_SWRITE",
    "SCRIPT_GID",
    "SCRIPT_GROUPNAME",
    "SCRIPT_MODE",
    "SCRIPT_UID",
    "SCRIPT_USERNAME",
    "SDBM_DELETE_ERROR",
    "USERAGENT_IP",
    "JSON",
    "STREAM_INPUT_BODY",
    "STREAM_OUTPUT_BODY",
];

static XML_ATTRIBUTES: Definition = many("XML", &[(List::XmlAttributes, Value)]);

/// The variable of a name, in any case.
pub(crate) fn by_name(name: &str) -> Option<Variable> {
    let upper = name.to_ascii_uppercase();
    VARIABLES.binary_search_by(|v| v.name.cmp(&upper)).ok().and_then(|at| VARIABLES.get(at))
}

/// Which members of a collection are meant.
#[derive(Debug, Clone)]
pub(crate) enum Selector {
    All,
    /// A name in lower case, and its place in TX when it is one.
    Name(Box<[u8]>, Option<u32>),
    /// A pattern for names; for TX also which slots it selects.
    Regex(Arc<Pattern>, Arc<[bool]>),
}

/// A variable with its selector.
#[derive(Debug, Clone)]
pub(crate) struct Target {
    pub(crate) variable: Variable,
    pub(crate) selector: Selector,
    /// `&`: the number of members instead of the members.
    pub(crate) count: bool,
    /// What the selector was, for messages.
    pub(crate) written: Box<str>,
}

/// What a rule looks at, and what it must not look at.
#[derive(Debug, Clone, Default)]
pub(crate) struct Targets {
    pub(crate) include: Vec<Target>,
    pub(crate) exclude: Vec<Target>,
}

impl Targets {
    /// Parses `ARGS|!ARGS:id|&TX:score|XML:/*`.
    pub(crate) fn parse(text: &str) -> Result<Self, LoadErrorKind> {
        let mut targets = Self::default();
        let mut rest = text.trim();
        while !rest.is_empty() {
            let (negated, after) = strip(rest, '!');
            let (count, after) = strip(after, '&');
            let end = after.find(['|', ',', ':']).unwrap_or(after.len());
            let (name, after) = after.split_at_checked(end).unwrap_or((after, ""));
            let (selector, after) = match after.strip_prefix(':') {
                Some(tail) => take_selector(tail, name.trim().eq_ignore_ascii_case("xml")),
                None => (None, after),
            };
            let target = target(name.trim(), selector, count)?;
            if negated {
                targets.exclude.push(target);
            } else {
                targets.include.push(target);
            }
            rest = after.strip_prefix(['|', ',']).unwrap_or(after).trim_start();
        }
        Ok(targets)
    }
}

fn strip(text: &str, mark: char) -> (bool, &str) {
    match text.strip_prefix(mark) {
        Some(rest) => (true, rest.trim_start()),
        None => (false, text),
    }
}

enum Written<'a> {
    Name(&'a str),
    Regex(&'a str),
}

/// The selector at the start of a text and what follows it.
fn take_selector(text: &str, xpath: bool) -> (Option<Written<'_>>, &str) {
    let (quoted, body) = match text.strip_prefix('\'') {
        Some(body) => (true, body),
        None => (false, text),
    };
    if !xpath
        && let Some(body) = body.strip_prefix('/')
        && let Some((regex, after)) = take_regex(body, quoted)
    {
        return (Some(Written::Regex(regex)), after);
    }
    let end = if quoted { body.find('\'') } else { body.find(['|', ',']) }.unwrap_or(body.len());
    let (name, after) = body.split_at_checked(end).unwrap_or((body, ""));
    let after = if quoted { after.strip_prefix('\'').unwrap_or(after) } else { after };
    (Some(Written::Name(name)), after)
}

/// A regular expression up to the slash that closes it: the last one before a separator or the end.
fn take_regex(body: &str, quoted: bool) -> Option<(&str, &str)> {
    let mut escaped = false;
    for (at, c) in body.char_indices() {
        if c == '/' && !escaped {
            let (regex, tail) = body.split_at_checked(at)?;
            let tail = tail.strip_prefix('/')?;
            let tail = if quoted { tail.strip_prefix('\'')? } else { tail };
            if tail.is_empty() || tail.starts_with(['|', ',']) {
                return Some((regex, tail));
            }
        }
        escaped = c == '\\' && !escaped;
    }
    None
}

fn target(name: &str, selector: Option<Written<'_>>, count: bool) -> Result<Target, LoadErrorKind> {
    let Some(mut variable) = by_name(name) else {
        let upper = name.to_ascii_uppercase();
        return Err(if UNAVAILABLE.contains(&upper.as_str()) {
            LoadErrorKind::Unsupported {
                what: upper,
                why: "the engine sees the request and the response, not the server",
            }
        } else {
            LoadErrorKind::UnknownVariable(name.to_owned())
        });
    };
    if variable.name == "XML" {
        return xml_target(variable, selector, count);
    }
    let (selector, written) = match selector {
        None => (Selector::All, ""),
        Some(Written::Name(name)) => {
            // `ARGS_NAMES:x` is about the name itself; the pair's key is the name, so the same selection serves.
            (Selector::Name(name.to_ascii_lowercase().into_bytes().into(), None), name)
        }
        Some(Written::Regex(regex)) => {
            let pattern = Pattern::parse_caseless(regex)?;
            (Selector::Regex(Arc::new(pattern), Arc::from([])), regex)
        }
    };
    if !variable.collection && !matches!(selector, Selector::All) {
        return Err(LoadErrorKind::Syntax(format!("`{name}` has no members to choose from")));
    }
    if variable.name == "MULTIPART_SEMICOLON_MISSING" {
        variable = by_name("MULTIPART_MISSING_SEMICOLON").unwrap_or(variable);
    }
    Ok(Target { variable, selector, count, written: written.into() })
}

/// The two XPath expressions that have a meaning without an XPath engine: all text and all attribute values.
fn xml_target(
    variable: Variable,
    selector: Option<Written<'_>>,
    count: bool,
) -> Result<Target, LoadErrorKind> {
    let path = match selector {
        None => "/*".to_owned(),
        Some(Written::Name(path)) => path.to_owned(),
        Some(Written::Regex(path)) => format!("/{path}/"),
    };
    let variable = match path.as_str() {
        "/*" | "//*" | "//text()" | "/*/text()" => variable,
        "//@*" => &XML_ATTRIBUTES,
        _ => {
            return Err(LoadErrorKind::Unsupported {
                what: format!("XML:{path}"),
                why: "of XPath only `/*` (all text) and `//@*` (all attributes) are known",
            });
        }
    };
    Ok(Target { variable, selector: Selector::All, count, written: path.into() })
}
