use std::borrow::Cow;

use serde::{Deserialize, Serialize, Serializer};

use super::Span;

/// The name of the rule that made a decision, in kebab case: `json-ld`, `chrome-phrase`, `tail-credit`.
///
/// Rule names are stable: they are printed by `isnad explain`, stored, and searched for.
pub type Rule = Cow<'static, str>;

/// Why a derived value is what it is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Evidence {
    /// The rule that decided.
    pub rule: Rule,
    /// Where it stands in the article's text, when it stands there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub span: Option<Span>,
    /// How sure, from 0 to 1. Not a calibrated probability unless the rule's documentation says so.
    #[serde(serialize_with = "thousandths")]
    pub confidence: f32,
}

/// Writes a share or a confidence with three decimals: more would only show how `f32` rounds, and
/// what is no number (JSON has no such thing) becomes 0.
pub(super) fn thousandths<S: Serializer>(value: &f32, serializer: S) -> Result<S::Ok, S::Error> {
    let value = if value.is_finite() {
        f64::from(*value)
    } else {
        0.0
    };
    serializer.serialize_f64((value * 1000.0).round() / 1000.0)
}

impl Evidence {
    /// Evidence by a rule alone.
    pub fn rule(rule: impl Into<Rule>, confidence: f32) -> Evidence {
        Evidence {
            rule: rule.into(),
            span: None,
            confidence,
        }
    }

    /// Evidence that stands at a place in the article's text.
    pub fn at(rule: impl Into<Rule>, span: Span, confidence: f32) -> Evidence {
        Evidence {
            rule: rule.into(),
            span: Some(span),
            confidence,
        }
    }
}
