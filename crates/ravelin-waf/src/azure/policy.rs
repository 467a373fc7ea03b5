//! What a policy says, as its resource declares it.

use super::exclusion::Exclusion;
use super::managed::ManagedRuleSet;

/// Which service the policy is for: their languages differ a little.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Service {
    /// `Microsoft.Network/applicationGatewayWebApplicationFirewallPolicies`.
    ApplicationGateway,
    /// `Microsoft.Network/frontdoorWebApplicationFirewallPolicies`.
    FrontDoor,
}

/// What a block does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Mode {
    /// It is logged, the request goes on.
    #[default]
    Detection,
    /// It ends the request.
    Prevention,
}

/// A policy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Policy {
    /// The service it is for.
    pub service: Service,
    /// Whether it is on at all.
    pub enabled: bool,
    /// What a block does.
    pub mode: Mode,
    /// Whether bodies are looked at.
    pub inspects_bodies: bool,
    /// The status of a blocked request: 403 unless Front Door is told otherwise.
    pub block_status: u16,
    /// Custom rules in any order.
    pub custom_rules: Vec<CustomRule>,
    /// Managed rule sets.
    pub rule_sets: Vec<ManagedRuleSet>,
    /// Exclusions for the whole policy, or for rule sets they name (Application Gateway).
    pub exclusions: Vec<Exclusion>,
}

/// A custom rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CustomRule {
    /// Its name in logs.
    pub name: String,
    /// Lower comes first; unique.
    pub priority: u32,
    /// Whether it runs.
    pub enabled: bool,
    /// Whether it looks at a request or counts them.
    pub kind: RuleKind,
    /// All must hold.
    pub conditions: Vec<Condition>,
    /// What happens then.
    pub action: Action,
}

/// Whether a rule looks at a request or counts them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RuleKind {
    /// `MatchRule`.
    Match,
    /// `RateLimitRule`: it acts on requests over the threshold.
    RateLimit {
        /// Requests allowed in a window.
        threshold: u32,
        /// The window, 1 or 5 minutes.
        minutes: u32,
        /// Who is counted together.
        group_by: GroupBy,
    },
}

/// Who is counted together (ag/rate-limiting-overview, afds/waf-front-door-rate-limit).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum GroupBy {
    /// `ClientAddr`, `SocketAddr`: requests of one address.
    #[default]
    Address,
    /// `ClientAddrXFFHeader`: of one address in `X-Forwarded-For`.
    ForwardedAddress,
    /// `GeoLocation`: of one country.
    Country,
    /// `GeoLocationXFFHeader`: of one country by `X-Forwarded-For`.
    ForwardedCountry,
    /// `None`: all requests.
    Everyone,
}

/// A condition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Condition {
    /// What is looked at, each with a selector inside of it.
    pub variables: Vec<(MatchVariable, Option<String>)>,
    /// How.
    pub operator: Operator,
    /// What for; one is enough.
    pub values: Vec<String>,
    /// Whether it holds when nothing matches.
    pub negate: bool,
    /// What is done to a value before, in order.
    pub transforms: Vec<Transform>,
}

/// Names of an enumeration's values, the first of each the one it is written with.
macro_rules! named {
    ($(#[$doc:meta])* $name:ident { $($(#[$each:meta])* $variant:ident $($text:literal)+,)* }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum $name {
            $($(#[$each])* $variant,)*
        }

        impl $name {
            /// Every value.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// The value with this name, whatever its case.
            pub fn from_name(name: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|value| value.names().iter().any(|known| known.eq_ignore_ascii_case(name)))
            }

            /// Its name.
            pub fn name(self) -> &'static str {
                self.names().first().copied().unwrap_or_default()
            }

            const fn names(self) -> &'static [&'static str] {
                match self {
                    $(Self::$variant => &[$($text),+],)*
                }
            }
        }
    };
}

named! {
    /// What a condition looks at.
    MatchVariable {
        /// The client's address.
        RemoteAddr "RemoteAddr",
        /// The address of the connection, Front Door only.
        SocketAddr "SocketAddr",
        /// The method.
        RequestMethod "RequestMethod",
        /// The query, or one argument of it.
        QueryString "QueryString",
        /// Arguments of a form.
        PostArgs "PostArgs",
        /// The path and the query.
        RequestUri "RequestUri",
        /// Headers.
        RequestHeaders "RequestHeaders" "RequestHeader",
        /// The body.
        RequestBody "RequestBody",
        /// Cookies.
        RequestCookies "RequestCookies" "Cookies",
    }
}

named! {
    /// How a condition looks.
    Operator {
        /// The address is in a network.
        IpMatch "IPMatch",
        /// The same text.
        Equal "Equal" "Equals",
        /// The text is in it.
        Contains "Contains",
        /// Less.
        LessThan "LessThan",
        /// More.
        GreaterThan "GreaterThan",
        /// Less or the same.
        LessThanOrEqual "LessThanOrEqual",
        /// More or the same.
        GreaterThanOrEqual "GreaterThanOrEqual",
        /// It starts with the text.
        BeginsWith "BeginsWith",
        /// It ends with the text.
        EndsWith "EndsWith",
        /// A pattern matches.
        Regex "Regex",
        /// The address is in a country.
        GeoMatch "GeoMatch",
        /// Anything.
        Any "Any",
    }
}

named! {
    /// What is done to a value before it is looked at.
    Transform {
        /// To lower case.
        Lowercase "Lowercase",
        /// To upper case.
        Uppercase "Uppercase",
        /// Without white space around it.
        Trim "Trim",
        /// Percent-decoded.
        UrlDecode "UrlDecode",
        /// Percent-encoded.
        UrlEncode "UrlEncode",
        /// Without NUL bytes.
        RemoveNulls "RemoveNulls",
        /// Entities decoded, Application Gateway only.
        HtmlEntityDecode "HtmlEntityDecode",
    }
}

named! {
    /// What a rule does.
    Action {
        /// The request goes on, no other rule runs.
        Allow "Allow",
        /// The request ends, no other rule runs.
        Block "Block",
        /// It is noted, other rules run.
        Log "Log",
        /// The client is sent elsewhere, Front Door only.
        Redirect "Redirect",
        /// The rule's severity is added to the score: managed rules.
        AnomalyScoring "AnomalyScoring",
        /// A browser has to prove that it is one.
        JsChallenge "JSChallenge",
        /// A person has to prove to be one, Front Door only.
        Captcha "CAPTCHA",
    }
}
