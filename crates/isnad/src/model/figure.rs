use serde::{Deserialize, Serialize};

use super::{Evidence, Span};

/// A number with its bound, its unit and who gives it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Figure {
    /// The whole expression: bound, number and unit (`أكثر من 1000 معتقل سياسي`).
    pub span: Span,
    /// The number, where the text gives one; `عشرات` ("tens of") has none.
    pub value: Option<f64>,
    /// The upper end of a range (`between 30 and 40`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub upper: Option<f64>,
    /// How the number is meant.
    pub bound: Bound,
    /// The unit's noun in its normal form, as a key that is one for all its written forms.
    pub unit: Option<String>,
    /// Who gives the figure, as the text names them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub said_by: Option<Span>,
    /// The time at which it holds, where the text says so (`حتى مساء الأحد`): the place of that time
    /// expression.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub as_of: Option<Span>,
    /// The rule and how sure it is.
    pub evidence: Evidence,
}

/// How a number is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Bound {
    /// As it stands.
    Exactly,
    /// `نحو`, `about`, `environ`.
    About,
    /// `أكثر من`, `more than`.
    MoreThan,
    /// `أقل من`, `less than`.
    LessThan,
    /// `ما لا يقل عن`, `at least`.
    AtLeast,
    /// `ما لا يزيد عن`, `up to`.
    AtMost,
    /// From `value` to `upper`.
    Between,
    /// `عشرات`: tens, without a number.
    Tens,
    /// `مئات`: hundreds.
    Hundreds,
    /// `آلاف`: thousands.
    Thousands,
    /// `ملايين`: millions.
    Millions,
}
