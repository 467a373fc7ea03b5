//! Cross-site scripting: an input read as if it were written in five places of a page.

mod danger;
mod html;
mod url;

use memchr::{memchr, memchr2};

use super::bytes::starts_with;
use danger::Attribute;
#[cfg(test)]
pub(super) use danger::{EVENTS, begins_as_event};
pub(super) use html::{Html, Kind, Start};

/// Whether this input would run a script in a page that it is written into: as text, in a tag, or in an attribute's value.
pub fn xss(input: &[u8]) -> bool {
    // Nothing is dangerous without a tag, a comment or an attribute that has a value.
    if memchr2(b'<', b'=', input).is_none() {
        return false;
    }
    is_dangerous(input, Start::Text)
        || is_dangerous(input, Start::Tag)
        || [b'\'', b'"', b'`']
            .into_iter()
            .any(|quote| memchr(quote, input).is_some() && is_dangerous(input, Start::Value(quote)))
}

/// Whether it would from this place.
pub(super) fn is_dangerous(input: &[u8], start: Start) -> bool {
    let mut attribute = Attribute::Harmless;
    for token in Html::new(input, start) {
        let named = std::mem::replace(&mut attribute, Attribute::Harmless);
        let is_dangerous = match token.kind {
            Kind::Doctype => true,
            Kind::TagOpen => danger::is_tag(token.text),
            Kind::Comment => is_comment(token.text),
            Kind::AttributeName => {
                attribute = danger::attribute(token.text);
                false
            }
            Kind::AttributeValue => match named {
                Attribute::Harmless => false,
                Attribute::Dangerous => true,
                Attribute::Address => url::runs_script(token.text),
                Attribute::Reference => danger::attribute(token.text) != Attribute::Harmless,
            },
            Kind::Text | Kind::TagOpenEnd | Kind::TagSelfClose | Kind::TagClose => false,
        };
        if is_dangerous {
            return true;
        }
    }
    false
}

/// A backtick ends a comment for Internet Explorer, which also has conditional comments; `<?xml`, `<?import` and
/// `<!entity` come as comments too.
fn is_comment(text: &[u8]) -> bool {
    memchr(b'`', text).is_some()
        || (text.len() > 3 && (starts_with(text, "[if") || starts_with(text, "xml")))
        || starts_with(text, "import")
        || starts_with(text, "entity")
}
