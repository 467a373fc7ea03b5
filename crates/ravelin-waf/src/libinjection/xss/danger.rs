//! Names of tags and attributes that can run scripts.

use super::super::bytes::{from, starts_with};

/// What an attribute's value can do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Attribute {
    Harmless,
    /// Whatever its value is.
    Dangerous,
    /// Its value is an address.
    Address,
    /// Its value is the name of an attribute, as in SVG.
    Reference,
}

/// Besides all that begins with `svg` or `xsl`.
const TAGS: [&str; 20] = [
    "APPLET", "BASE", "COMMENT", "EMBED", "FRAME", "FRAMESET", "HANDLER", "IFRAME", "IMPORT", "ISINDEX",
    "LINK", "LISTENER", "META", "NOSCRIPT", "OBJECT", "SCRIPT", "STYLE", "VMLFRAME", "XML", "XSS",
];

const ATTRIBUTES: [(&str, Attribute); 20] = [
    ("ACTION", Attribute::Address),
    ("ATTRIBUTENAME", Attribute::Reference),
    ("BACKGROUND", Attribute::Address),
    ("BY", Attribute::Address),
    ("DATAFORMATAS", Attribute::Dangerous),
    ("DATASRC", Attribute::Dangerous),
    ("DYNSRC", Attribute::Address),
    ("FILTER", Attribute::Dangerous),
    ("FOLDER", Attribute::Address),
    ("FORMACTION", Attribute::Address),
    ("FROM", Attribute::Address),
    ("HANDLER", Attribute::Address),
    ("HREF", Attribute::Address),
    ("LOWSRC", Attribute::Address),
    ("POSTER", Attribute::Address),
    ("SRC", Attribute::Address),
    ("STYLE", Attribute::Dangerous),
    ("TO", Attribute::Address),
    ("VALUES", Attribute::Address),
    ("XLINK:HREF", Attribute::Address),
];

pub(super) fn is_tag(name: &[u8]) -> bool {
    name.len() >= 3
        && (TAGS.iter().any(|tag| is_but_for_nulls(name, tag))
            || starts_with(name, "svg")
            || starts_with(name, "xsl"))
}

pub(super) fn attribute(name: &[u8]) -> Attribute {
    if name.len() < 2 {
        return Attribute::Harmless;
    }
    if starts_with(name, "xmlns") || starts_with(name, "xlink") {
        return Attribute::Dangerous;
    }
    if starts_with(name, "on") && begins_as_event(from(name, 2)) {
        return Attribute::Dangerous;
    }
    ATTRIBUTES
        .iter()
        .find(|(attribute, _)| is_but_for_nulls(name, attribute))
        .map_or(Attribute::Harmless, |(_, effect)| *effect)
}

/// In any case, NULs left out.
fn is_but_for_nulls(name: &[u8], expected: &str) -> bool {
    let bytes = name.iter().filter(|&&byte| byte != 0).map(u8::to_ascii_uppercase);
    name.len() >= expected.len() && bytes.eq(expected.bytes())
}

/// Of sorted names of which none begins another, only the last that is not after `name` can be its beginning.
pub(in super::super) fn begins_as_event(name: &[u8]) -> bool {
    let capitals = name.iter().map(u8::to_ascii_uppercase);
    let after = EVENTS.partition_point(|event| event.bytes().le(capitals.clone()));
    after.checked_sub(1).and_then(|last| EVENTS.get(last)).is_some_and(|event| starts_with(name, event))
}

/// Beginnings of the names of events, without `on`: names that begin as a shorter one does are left out.
#[rustfmt::skip]
pub(in super::super) const EVENTS: [&str; 254] = [
    "ABORT", "ACTIVATE", "ACTIVE", "ADDSOURCEBUFFER", "ADDSTREAM", "ADDTRACK", "AFTERPRINT",
    "ANIMATIONCANCEL", "ANIMATIONEND", "ANIMATIONITERATION", "ANIMATIONSTART", "AUDIOEND", "AUDIOPROCESS",
    "AUDIOSTART", "AUTOCOMPLETE", "BEFOREACTIVATE", "BEFORECOPY", "BEFORECUT", "BEFOREINPUT", "BEFORELOAD",
    "BEFOREPASTE", "BEFOREPRINT", "BEFOREUNLOAD", "BEGINEVENT", "BLOCKED", "BLUR", "BOUNDARY",
    "BUFFEREDAMOUNTLOW", "CACHED", "CANCEL", "CANPLAY", "CHANGE", "CHARGINGCHANGE", "CHARGINGTIMECHANGE",
    "CHECKING", "CLICK", "CLOSE", "COMPLETE", "COMPOSITIONEND", "COMPOSITIONSTART", "COMPOSITIONUPDATE",
    "CONNECT", "CONTEXTMENU", "CONTROLLERCHANGE", "COPY", "CUECHANGE", "CUT", "DATAAVAILABLE", "DATACHANNEL",
    "DBLCLICK", "DEVICECHANGE", "DEVICEMOTION", "DEVICEORIENTATION", "DISCHARGINGTIMECHANGE", "DISCONNECT",
    "DOMACTIVATE", "DOMCHARACTERDATAMODIFIED", "DOMCONTENTLOADED", "DOMFOCUSIN", "DOMFOCUSOUT",
    "DOMNODEINSERTED", "DOMNODEREMOVED", "DOMSUBTREEMODIFIED", "DOWNLOADING", "DRAG", "DROP",
    "DURATIONCHANGE", "EMPTIED", "ENCRYPTED", "END", "ENTER", "ERROR", "EXIT", "FETCH", "FINISH", "FOCUS",
    "FORMCHANGE", "FORMINPUT", "GAMEPADCONNECTED", "GAMEPADDISCONNECTED", "GESTURECHANGE", "GESTUREEND",
    "GESTURESCROLLEND", "GESTURESCROLLSTART", "GESTURESCROLLUPDATE", "GESTURESTART", "GESTURETAP",
    "GOTPOINTERCAPTURE", "HASHCHANGE", "ICECANDIDATE", "ICECONNECTIONSTATECHANGE", "ICEGATHERINGSTATECHANGE",
    "INACTIVE", "INPUT", "INSTALL", "INVALID", "KEYDOWN", "KEYPRESS", "KEYSTATUSESCHANGE", "KEYUP",
    "LANGUAGECHANGE", "LEAVEPICTUREINPICTURE", "LEVELCHANGE", "LOAD", "LOSTPOINTERCAPTURE", "MARK",
    "MERCHANTVALIDATION", "MESSAGE", "MOUSEDOWN", "MOUSEENTER", "MOUSELEAVE", "MOUSEMOVE", "MOUSEOUT",
    "MOUSEOVER", "MOUSEUP", "MOUSEWHEEL", "MUTE", "NEGOTIATIONNEEDED", "NEXTTRACK", "NOMATCH", "NOUPDATE",
    "OBSOLETE", "OFFLINE", "ONLINE", "OPEN", "ORIENTATIONCHANGE", "OVERCONSTRAINED", "OVERFLOWCHANGED",
    "PAGEHIDE", "PAGESHOW", "PASTE", "PAUSE", "PAYERDETAILCHANGE", "PAYMENTAUTHORIZED", "PAYMENTMETHODCHANGE",
    "PAYMENTMETHODSELECTED", "PLAY", "POINTERCANCEL", "POINTERDOWN", "POINTERENTER", "POINTERLEAVE",
    "POINTERLOCKCHANGE", "POINTERLOCKERROR", "POINTERMOVE", "POINTEROUT", "POINTEROVER", "POINTERUP",
    "POPSTATE", "PREVIOUSTRACK", "PROCESSORERROR", "PROGRESS", "PROPERTYCHANGE", "RATECHANGE",
    "READYSTATECHANGE", "REJECTIONHANDLED", "REMOVE", "RESET", "RESIZE", "RESOURCETIMINGBUFFERFULL", "RESULT",
    "RESUME", "SCROLL", "SEARCH", "SECURITYPOLICYVIOLATION", "SEEKED", "SEEKING", "SELECT",
    "SHIPPINGADDRESSCHANGE", "SHIPPINGCONTACTSELECTED", "SHIPPINGMETHODSELECTED", "SHIPPINGOPTIONCHANGE",
    "SHOW", "SIGNALINGSTATECHANGE", "SLOTCHANGE", "SOUNDEND", "SOUNDSTART", "SOURCECLOSE", "SOURCEENDED",
    "SOURCEOPEN", "SPEECHEND", "SPEECHSTART", "SQUEEZE", "STALLED", "START", "STATECHANGE", "STOP", "STORAGE",
    "SUBMIT", "SUCCESS", "SUSPEND", "TEXTINPUT", "TIMEOUT", "TIMEUPDATE", "TOGGLE", "TONECHANGE",
    "TOUCHCANCEL", "TOUCHEND", "TOUCHFORCECHANGE", "TOUCHMOVE", "TOUCHSTART", "TRACK", "TRANSITIONCANCEL",
    "TRANSITIONEND", "TRANSITIONRUN", "TRANSITIONSTART", "UNCAPTUREDERROR", "UNHANDLEDREJECTION", "UNLOAD",
    "UNMUTE", "UPDATE", "UPGRADENEEDED", "VALIDATEMERCHANT", "VERSIONCHANGE", "VISIBILITYCHANGE",
    "VOLUMECHANGE", "WAITING", "WEBGLCONTEXTCHANGED", "WEBGLCONTEXTCREATIONERROR", "WEBGLCONTEXTLOST",
    "WEBGLCONTEXTRESTORED", "WEBKITANIMATIONEND", "WEBKITANIMATIONITERATION", "WEBKITANIMATIONSTART",
    "WEBKITBEFORETEXTINSERTED", "WEBKITBEGINFULLSCREEN", "WEBKITCURRENTPLAYBACKTARGETISWIRELESSCHANGED",
    "WEBKITENDFULLSCREEN", "WEBKITFULLSCREENCHANGE", "WEBKITFULLSCREENERROR", "WEBKITKEYADDED",
    "WEBKITKEYERROR", "WEBKITKEYMESSAGE", "WEBKITMOUSEFORCECHANGED", "WEBKITMOUSEFORCEDOWN",
    "WEBKITMOUSEFORCEUP", "WEBKITMOUSEFORCEWILLBEGIN", "WEBKITNEEDKEY", "WEBKITNETWORKINFOCHANGE",
    "WEBKITPLAYBACKTARGETAVAILABILITYCHANGED", "WEBKITPRESENTATIONMODECHANGED", "WEBKITREGIONOVERSETCHANGE",
    "WEBKITREMOVESOURCEBUFFER", "WEBKITSOURCECLOSE", "WEBKITSOURCEENDED", "WEBKITSOURCEOPEN",
    "WEBKITSPEECHCHANGE", "WEBKITTRANSITIONEND", "WEBKITWILLREVEALBOTTOM", "WEBKITWILLREVEALLEFT",
    "WEBKITWILLREVEALRIGHT", "WEBKITWILLREVEALTOP", "WHEEL", "WRITE", "ZOOM",
];
