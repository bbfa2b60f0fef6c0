//! r
/// j
pub mod json {
    /// r
    pub fn render(a: &demarc_assess::assessment::Assessment) -> String {
        serde_json::to_string_pretty(a).unwrap_or_default()
    }
    /// s
    pub fn schema() -> serde_json::Value {
        serde_json::to_value(schemars::schema_for!(demarc_assess::assessment::Assessment)).unwrap_or_default()
    }
}
/// h
pub mod html {
    /// r
    pub fn render(_: &demarc_assess::assessment::Assessment) -> String {
        String::new()
    }
}
/// t
pub mod terminal {
    /// o
    #[derive(Default)]
    pub struct TerminalOptions {
        /// w
        pub width: usize,
        /// c
        pub color: bool,
        /// v
        pub verbose: bool,
    }
    /// r
    pub fn render(_: &demarc_assess::assessment::Assessment, _: &TerminalOptions) -> String {
        String::new()
    }
}
