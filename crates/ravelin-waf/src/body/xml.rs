//! XML bodies: the text of all elements, the values of all attributes, and whether the document is well-formed.
//!
//! No entity is expanded and none is fetched: a reference to anything but the five predefined entities and characters
//! is a fault, since what rules would see is not what the server sees. A document type is skipped, not checked. Namespaces
//! are not resolved. Where a document is broken, what came before stays.

mod encoding;
mod read;
#[cfg(test)]
mod tests;

use super::Limits;
use std::fmt;

/// What a document says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Document {
    /// The text of the root and all that is in it, in one piece, as ModSecurity gives `XML:/*`. (Coraza gives a value for
    /// each text.) None until there is a root.
    pub text: Option<Vec<u8>>,
    /// The value of every attribute but namespace declarations, in order: `XML://@*`.
    pub attributes: Vec<Vec<u8>>,
    /// What was wrong, if anything.
    pub fault: Option<XmlFault>,
}

/// Why a document was not read to its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum XmlFault {
    /// It is not well-formed from this byte on.
    Malformed(usize),
    /// It ends in the middle.
    Incomplete,
    /// It is in an encoding that is not read here.
    Encoding,
    /// It has bytes that its encoding does not allow, from this one on.
    Text(usize),
    /// It refers to an entity of its own, at this byte.
    Entity(usize),
    /// It is deeper than allowed.
    TooDeep,
    /// It has more attributes than allowed.
    TooMany,
}

impl fmt::Display for XmlFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Malformed(at) => write!(f, "XML parsing error: not well-formed at byte {at}"),
            Self::Incomplete => f.write_str("XML parsing error: the document ends in the middle"),
            Self::Encoding => f.write_str("XML parsing error: an encoding that is not supported"),
            Self::Text(at) => {
                write!(f, "XML parsing error: bytes not of the document's encoding at byte {at}")
            }
            Self::Entity(at) => write!(f, "XML parsing error: an entity that is not expanded at byte {at}"),
            Self::TooDeep => f.write_str("XML parsing error: depth limit exceeded"),
            Self::TooMany => f.write_str("XML parsing error: more attributes than the limit"),
        }
    }
}

impl std::error::Error for XmlFault {}

/// Reads a document. Places in faults are those of the document in UTF-8.
pub fn parse(document: &[u8], limits: &Limits) -> Document {
    let (text, fault) = encoding::to_utf8(document);
    let mut out = Document::default();
    let read = read::Reader::new(&text, limits, &mut out).document();
    // A document that breaks off at bytes it may not have is not blamed for its missing end.
    out.fault = match (read.err(), fault) {
        (Some(XmlFault::Incomplete) | None, Some(fault)) => Some(fault),
        (read, _) => read,
    };
    out
}
