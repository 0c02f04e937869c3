/// What weighs how much when two articles of one language are compared, and how near they must be. The
/// parts sum to 1.
///
/// [`Weights::default`] is what stories are made with; other values are for measuring.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Weights {
    /// The stems of the first sixty words.
    pub opening: f32,
    /// The words of names in the whole article.
    pub names: f32,
    /// The numbers in the whole article, and what they count.
    pub numbers: f32,
    /// The least mean nearness of two groups of articles of one story, from 0 to 1.
    pub same_event: f32,
}

impl Default for Weights {
    /// Learned by logistic regression over pairs of articles of one topic, and rounded; see
    /// `docs/measurements.md`.
    fn default() -> Weights {
        Weights {
            opening: 0.48,
            names: 0.26,
            numbers: 0.26,
            same_event: 0.17,
        }
    }
}
