//! isnad-gather
