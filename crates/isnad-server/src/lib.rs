//! isnad-server
