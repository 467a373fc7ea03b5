//! Exclusions: parts of requests that managed rules do not look at, as targets of the rule language.

use super::Service;

/// A part of requests that rules do not look at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exclusion {
    /// Which kind of part.
    pub variable: ExclusionVariable,
    /// How its name is compared.
    pub operator: ExclusionOperator,
    /// What with.
    pub selector: String,
    /// The rules it is for (Application Gateway's `exclusionManagedRuleSets`): groups with numbers of rules, all of a group
    /// without numbers. Empty: every rule it stands beside.
    pub applies_to: Vec<(String, Vec<u32>)>,
}

/// Which kind of part is excluded. "Names" mean the values of what has the name (ag/application-gateway-waf-configuration,
/// "Request attributes by keys and values").
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExclusionVariable {
    /// `RequestHeaderNames`, `RequestHeaderValues`.
    Headers,
    /// `RequestHeaderKeys`.
    HeaderKeys,
    /// `RequestCookieNames`, `RequestCookieValues`.
    Cookies,
    /// `RequestCookieKeys`.
    CookieKeys,
    /// `RequestArgNames`, `RequestArgValues`: the query, forms and JSON.
    Arguments,
    /// `RequestArgKeys`.
    ArgumentKeys,
    /// `QueryStringArgNames` (Front Door).
    QueryArguments,
    /// `RequestBodyPostArgNames` (Front Door).
    PostArguments,
    /// `RequestBodyJsonArgNames` (Front Door).
    JsonArguments,
}

impl ExclusionVariable {
    /// The variable with this name, whatever its case.
    pub fn from_name(name: &str) -> Option<Self> {
        Some(match name.to_ascii_lowercase().as_str() {
            "requestheadernames" | "requestheadervalues" => Self::Headers,
            "requestheaderkeys" => Self::HeaderKeys,
            "requestcookienames" | "requestcookievalues" => Self::Cookies,
            "requestcookiekeys" => Self::CookieKeys,
            "requestargnames" | "requestargvalues" => Self::Arguments,
            "requestargkeys" => Self::ArgumentKeys,
            "querystringargnames" => Self::QueryArguments,
            "requestbodypostargnames" => Self::PostArguments,
            "requestbodyjsonargnames" => Self::JsonArguments,
            _ => return None,
        })
    }

    /// The collection of the rule language. Rules look at `ARGS`, so that is what arguments of any origin are taken from.
    const fn collection(self) -> &'static str {
        match self {
            Self::Headers => "REQUEST_HEADERS",
            Self::HeaderKeys => "REQUEST_HEADERS_NAMES",
            Self::Cookies => "REQUEST_COOKIES",
            Self::CookieKeys => "REQUEST_COOKIES_NAMES",
            Self::Arguments | Self::QueryArguments | Self::PostArguments | Self::JsonArguments => "ARGS",
            Self::ArgumentKeys => "ARGS_NAMES",
        }
    }

    /// Whether names are compared whatever their case: headers always, cookies in Front Door too
    /// (ag/application-gateway-waf-configuration for CRS 3.2 and later; afds/waf-front-door-exclusion).
    const fn ignores_case(self, service: Service) -> bool {
        match self {
            Self::Headers | Self::HeaderKeys => true,
            Self::Cookies | Self::CookieKeys => matches!(service, Service::FrontDoor),
            _ => false,
        }
    }

    /// Whether names may be those of JSON, which start with `json.` here.
    const fn has_json(self) -> bool {
        matches!(self, Self::Arguments | Self::ArgumentKeys | Self::JsonArguments)
    }
}

/// How the name of a part is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExclusionOperator {
    /// The same.
    Equals,
    /// It is in the name.
    Contains,
    /// The name starts with it.
    StartsWith,
    /// The name ends with it.
    EndsWith,
    /// Every name.
    EqualsAny,
}

impl ExclusionOperator {
    /// The operator with this name, whatever its case.
    pub fn from_name(name: &str) -> Option<Self> {
        Some(match name.to_ascii_lowercase().as_str() {
            "equals" => Self::Equals,
            "contains" => Self::Contains,
            "startswith" => Self::StartsWith,
            "endswith" => Self::EndsWith,
            "equalsany" => Self::EqualsAny,
            _ => return None,
        })
    }
}

/// What rules do not look at.
pub(super) fn target(exclusion: &Exclusion, service: Service) -> String {
    let collection = exclusion.variable.collection();
    if exclusion.operator == ExclusionOperator::EqualsAny {
        return collection.to_owned();
    }
    let ignores_case = exclusion.variable.ignores_case(service);
    let json = exclusion.variable.has_json();
    if exclusion.operator == ExclusionOperator::Equals && ignores_case && is_plain(&exclusion.selector) {
        return format!("{collection}:{}", exclusion.selector);
    }
    let text = escaped(&exclusion.selector);
    let case = if ignores_case { "(?i)" } else { "(?-i)" };
    let start = if json { r"^(?:json\.)?" } else { "^" };
    let pattern = match exclusion.operator {
        ExclusionOperator::Equals => format!("{start}{text}$"),
        ExclusionOperator::StartsWith => format!("{start}{text}"),
        ExclusionOperator::EndsWith => format!("{text}$"),
        ExclusionOperator::Contains | ExclusionOperator::EqualsAny => text,
    };
    format!("{collection}:/{case}{pattern}/")
}

fn is_plain(selector: &str) -> bool {
    !selector.is_empty()
        && selector.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.'))
}

/// As a pattern that matches only itself, without what ends a target in a directive.
fn escaped(text: &str) -> String {
    let mut out = String::new();
    for byte in text.bytes() {
        match byte {
            b'-' | b'_' => out.push(char::from(byte)),
            byte if byte.is_ascii_alphanumeric() => out.push(char::from(byte)),
            byte => out.push_str(&format!("\\x{byte:02x}")),
        }
    }
    out
}
