//! What gives a secret away: a name that says so, or a value that carries one in the open.
//!
//! Names decide only together with a value. A value of which nothing is known and that nobody declared secret is taken
//! for what its name says it is; whether a literal is a real credential or a placeholder is not known here.

use crate::prelude::{Fact, Prop, Test};
use ravelin_model::{Data, Form, Piece, Reason, Value};

/// What follows in a connection string or URL is a secret. All in lower case.
const MARKERS: &[&str] = &[
    "accountkey=",
    "sharedaccesskey=",
    "sharedaccesssignature=",
    "authkey=",
    "password=",
    "pwd=",
    "?sig=",
    "&sig=",
];

/// What stands for an unknown part of a text.
const HOLE: char = '\u{fffc}';
/// Values nest no deeper than this where single members are told apart.
const MAX_DEPTH: usize = 32;

/// Endings of names of secrets, without separators, in lower case.
const ENDINGS: &[&str] = &[
    "password",
    "passwd",
    "pwd",
    "passphrase",
    "secret",
    "secretvalue",
    "apikey",
    "accesskey",
    "accountkey",
    "sharedkey",
    "functionkey",
    "functionskey",
    "hostkey",
    "masterkey",
    "privatekey",
    "subscriptionkey",
    "storagekey",
    "primarykey",
    "secondarykey",
    "sastoken",
    "accesstoken",
    "bearertoken",
    "credentials",
];

/// Does a name end in what secrets are called: `sqlAdminPassword`, `Payment__ApiKey`, `client-secret`?
pub(crate) fn is_secret_name(name: &str) -> bool {
    let plain = letters(name);
    ENDINGS.iter().any(|ending| plain.ends_with(ending))
}

/// The letters and digits of a name, in lower case.
fn letters(name: &str) -> String {
    name.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_ascii_lowercase()
}

/// Does a name say that it holds a connection string? Those of Application Insights hold no secret.
pub(crate) fn is_connection_string_name(name: &str) -> bool {
    let plain = letters(name);
    plain.ends_with("connectionstring") && !plain.contains("insights")
}

/// Is it a reference that the platform resolves: `@Microsoft.KeyVault(…)`, `@Microsoft.AppConfiguration(…)`?
pub(crate) fn is_reference(value: &Value) -> bool {
    known_start(value).is_some_and(|text| {
        let text = text.to_ascii_lowercase();
        text.starts_with("@microsoft.keyvault(") || text.starts_with("@microsoft.appconfiguration(")
    })
}

/// Does the value openly carry a secret: something declared secret, or a connection string with a key in it?
pub(crate) fn holds_secret(value: &Value) -> bool {
    if is_reference(value) {
        return false;
    }
    if is_secret(value, 0) {
        return true;
    }
    match &value.data {
        Data::String(text) => marked(text, false) || is_url_with_password(text),
        Data::Unknown(unknown) => match &unknown.form {
            Form::Pattern(pieces) => {
                let marked = pieces.iter().enumerate().any(|(at, piece)| match piece {
                    Piece::Text(text) => marked(text, matches!(pieces.get(at + 1), Some(Piece::Hole(_)))),
                    Piece::Hole(_) => false,
                });
                marked || is_url_with_password(&with_holes(pieces))
            }
            Form::Any | Form::OneOf(_) | Form::Holding(_) => false,
        },
        _ => false,
    }
}

/// Is it, or is a part of it, a secret? Not all that is derived from something secure is one: a name made of a secure
/// token's hash stays a name. Unknown values are secrets when that which they depend on may be one.
fn is_secret(value: &Value, depth: usize) -> bool {
    if !value.is_secret() || depth > MAX_DEPTH {
        return value.is_secret();
    }
    match &value.data {
        Data::Unknown(unknown) => unknown.reasons.iter().any(|reason| keeps_a_secret(reason)),
        _ if value.secret => true,
        Data::Array(array) => array.items().iter().any(|item| is_secret(item, depth + 1)),
        Data::Object(object) => object.entries().iter().any(|entry| is_secret(&entry.value, depth + 1)),
        Data::Null | Data::Bool(_) | Data::Int(_) | Data::Float(_) | Data::Decimal(_) | Data::String(_) => {
            false
        }
    }
}

/// Is what an unknown secret depends on one: a key that Azure makes, or what is handed in?
fn keeps_a_secret(reason: &Reason) -> bool {
    let call = reason.name.starts_with("list") || &*reason.name == "newGuid()";
    let given = ["secret `", "parameter `", "variable `"].iter().any(|start| reason.why.starts_with(start));
    // Terraform marks what names an Application Insights component as it marks keys; it only says where to send.
    let made = reason.why.ends_with("is known only after it is deployed")
        || reason.why.ends_with("is read from Azure");
    call || given || made && !reason.name.contains("azurerm_application_insights.")
}

/// Is a named setting a secret in the open? A literal under a secret's name is one; an unknown value there is not
/// decided. Settings are often handed on in a secure object, which tells nothing of the single ones: known texts are
/// judged by name and content.
pub(crate) fn is_open_secret(name: &str, value: &Value) -> Option<bool> {
    if is_reference(value) {
        return Some(false);
    }
    let known = matches!(value.data, Data::String(_));
    let bare = if known { Value { secret: false, ..value.clone() } } else { value.clone() };
    if holds_secret(&bare) {
        return Some(true);
    }
    if !is_secret_name(name) {
        return Some(false);
    }
    match &value.data {
        Data::String(text) => Some(is_credential_text(name, text)),
        Data::Unknown(_) => None,
        _ => Some(false),
    }
}

/// A text under a secret's name that is no switch, no empty default, no address of a vault's secret, and not that name
/// again: what a secret is called in its vault.
fn is_credential_text(name: &str, text: &str) -> bool {
    let lower = text.to_ascii_lowercase();
    let switch = ["", "true", "false", "none", "null"].contains(&lower.as_str());
    let again = letters(text) == letters(name);
    !(switch
        || again
        || lower.contains(".vault.azure.net")
        || lower.starts_with('@')
        || lower.starts_with("{{"))
}

/// The text before the first unknown part.
pub(crate) fn known_start(value: &Value) -> Option<&str> {
    match &value.data {
        Data::String(text) => Some(text),
        Data::Unknown(unknown) => match &unknown.form {
            Form::Pattern(pieces) => match pieces.first() {
                Some(Piece::Text(text)) => Some(text),
                _ => None,
            },
            Form::Any | Form::OneOf(_) | Form::Holding(_) => None,
        },
        _ => None,
    }
}

/// Does the value start with this prefix, without regard to case? Not decided where an unknown part comes first.
pub(crate) fn starts_with(value: &Value, prefix: &str) -> Option<bool> {
    let whole = matches!(value.data, Data::String(_));
    match (known_start(value), &value.data) {
        (Some(text), _) => {
            let start = text.get(..prefix.len()).or(if whole { Some(text) } else { None });
            match start {
                Some(start) => Some(start.eq_ignore_ascii_case(prefix)),
                // Too short to tell, unless what is there differs already.
                None => {
                    (!prefix.to_ascii_lowercase().starts_with(&text.to_ascii_lowercase())).then_some(false)
                }
            }
        }
        (None, Data::Unknown(_)) => None,
        (None, _) => Some(false),
    }
}

/// Asks a property whether it is a secret in the open; absent it is not. The evidence never shows the value.
pub(crate) fn secret_test(prop: &Prop, answer: impl Fn(&Value) -> Option<bool>) -> Test {
    prop.ask_or(false, answer).map_facts(hidden)
}

/// The fact without its value.
pub(crate) fn hidden(fact: Fact) -> Fact {
    Fact { value: fact.value.map(|value| value.marked(true)), ..fact }
}

/// A pattern's text, with a mark for each unknown part.
fn with_holes(pieces: &[Piece]) -> String {
    let text = |piece: &Piece| match piece {
        Piece::Text(text) => text.to_string(),
        Piece::Hole(_) => HOLE.to_string(),
    };
    pieces.iter().map(text).collect()
}

/// Is it a URL with user and password before its host, `postgresql://app:s3cret@db`?
fn is_url_with_password(text: &str) -> bool {
    let Some((scheme, rest)) = text.split_once("://") else { return false };
    let authority = rest.split(['/', '?', '#', ' ']).next().unwrap_or_default();
    let Some((user, password)) = authority.rsplit_once('@').and_then(|(info, _)| info.split_once(':')) else {
        return false;
    };
    let named =
        !scheme.is_empty() && scheme.chars().all(|c| c.is_ascii_alphanumeric() || c == '+' || c == HOLE);
    named && !user.is_empty() && !password.is_empty() && !password.starts_with(['{', '<'])
}

/// Is there a marker in the text with something after it? At the text's end, an unknown part may follow.
fn marked(text: &str, followed: bool) -> bool {
    let lower = text.to_ascii_lowercase();
    MARKERS.iter().any(|marker| {
        lower.match_indices(marker).any(|(at, _)| match lower.get(at + marker.len()..) {
            Some(rest) => match rest.chars().next() {
                Some(next) => !matches!(next, ';' | '&' | ' ' | '"' | '{' | '<'),
                None => followed,
            },
            None => false,
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_secrets_end_in_what_they_hold() {
        for name in [
            "sqlAdminPassword",
            "Payment__ApiKey",
            "client-secret",
            "MICROSOFT_PROVIDER_AUTHENTICATION_SECRET",
        ] {
            assert!(is_secret_name(name), "{name}");
        }
        for name in
            ["secretName", "AzureWebJobsSecretStorageType", "passwordPolicy", "publicKey", "keyVaultUri"]
        {
            assert!(!is_secret_name(name), "{name}");
        }
    }

    #[test]
    fn a_connection_string_with_a_key_is_a_secret_and_one_without_is_not() {
        let secret = |text: &str| holds_secret(&Value::from(text));
        assert!(secret("DefaultEndpointsProtocol=https;AccountName=a;AccountKey=abc=="));
        assert!(secret("https://h/triggers/manual/run?sv=1.0&sig=abc"));
        assert!(!secret("Server=s;Authentication=Active Directory Default;Password=;"));
        assert!(!secret("@Microsoft.KeyVault(SecretUri=https://v.vault.azure.net/secrets/s)"));
        assert_eq!(is_open_secret("ApiKey", &Value::from("abc")), Some(true));
        assert_eq!(is_open_secret("ApiKey", &Value::from("")), Some(false));
        assert_eq!(is_open_secret("Mode", &Value::from("abc")), Some(false));
        assert_eq!(is_open_secret("FUNCTION_KEY", &Value::from("FUNCTION-KEY")), Some(false));
        assert!(secret("postgresql://app:s3cret@db.example:5432/orders"));
        assert!(!secret("postgresql://app@db.example:5432/orders"));
        assert!(!secret("https://host:8080/a@b:c"));
        assert!(!secret("amqps://{user}:{password}@host"));
    }

    #[test]
    fn a_prefix_is_decided_by_what_is_known() {
        assert_eq!(starts_with(&Value::from("HTTP://x"), "http://"), Some(true));
        assert_eq!(starts_with(&Value::from("h"), "http://"), Some(false));
        assert_eq!(starts_with(&Value::from(1), "http://"), Some(false));
    }
}
