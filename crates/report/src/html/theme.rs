//! The colours of both schemes: owners and verdicts stay apart for every kind of colour vision.

/// Name, light, dark.
const COLORS: [(&str, &str, &str); 26] = [
    ("page", "#f4f5f7", "#0f1318"),
    ("surface", "#ffffff", "#171c23"),
    ("raised", "#f0f2f5", "#1f2630"),
    ("ink", "#16191d", "#e8ebef"),
    ("muted", "#50575f", "#a9b2bd"),
    ("border", "#d3d8de", "#343d49"),
    ("control", "#7c8590", "#6f7a87"),
    ("link", "#0b57a4", "#86bdf2"),
    ("focus", "#0b57a4", "#ffd166"),
    ("banner", "#12263f", "#0a1624"),
    ("banner-ink", "#ffffff", "#f2f5f8"),
    ("banner-muted", "#c3d2e4", "#b5c4d6"),
    ("aws", "#f5c463", "#8f5f00"),
    ("customer", "#8fc4ec", "#0f5f9c"),
    ("third-party", "#e0abca", "#84406b"),
    ("unclear", "#dcdfe4", "#3f4855"),
    ("cell-ink", "#16191d", "#ffffff"),
    ("line", "#16191d", "#ffffff"),
    ("unmet", "#b3261e", "#ffb1a8"),
    ("on-unmet", "#ffffff", "#3a0905"),
    ("unknown", "#434b55", "#d7dde4"),
    ("on-unknown", "#ffffff", "#16191d"),
    ("met", "#0b6b4b", "#84dcbc"),
    ("on-met", "#ffffff", "#06281c"),
    ("code", "#f6f7f9", "#10151b"),
    ("hit", "#fde7e4", "#45201d"),
];

/// Custom properties for the system's scheme and for the one that the reader picks; print is always light.
pub(super) fn variables() -> String {
    let (mut light, mut dark) = ("color-scheme:light;".to_owned(), "color-scheme:dark;".to_owned());
    for (name, in_light, in_dark) in COLORS {
        light.push_str(&format!("--{name}:{in_light};"));
        dark.push_str(&format!("--{name}:{in_dark};"));
    }
    format!(
        ":root{{{light}}}\n@media screen{{:root[data-theme=dark]{{{dark}}}}}\n\
         @media screen and (prefers-color-scheme:dark){{:root:not([data-theme=light]){{{dark}}}}}\n"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Relative luminance as WCAG 2 defines it.
    fn luminance(color: &str) -> f64 {
        let channel = |at: usize| {
            let digits = color.get(at..at + 2).unwrap();
            let value = f64::from(u8::from_str_radix(digits, 16).unwrap()) / 255.0;
            if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5)
    }

    fn contrast(a: &str, b: &str) -> f64 {
        let (a, b) = (luminance(a), luminance(b));
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    #[test]
    fn text_keeps_the_contrast_that_wcag_aa_asks_for() {
        let pairs = [
            ("ink", "page"),
            ("ink", "surface"),
            ("ink", "raised"),
            ("ink", "hit"),
            ("muted", "page"),
            ("muted", "surface"),
            ("muted", "raised"),
            ("muted", "code"),
            ("link", "surface"),
            ("link", "page"),
            ("link", "raised"),
            ("banner-ink", "banner"),
            ("banner-muted", "banner"),
            ("cell-ink", "aws"),
            ("cell-ink", "customer"),
            ("cell-ink", "third-party"),
            ("cell-ink", "unclear"),
            ("on-unmet", "unmet"),
            ("on-unknown", "unknown"),
            ("on-met", "met"),
        ];
        let color = |name: &str| COLORS.iter().find(|c| c.0 == name).unwrap();
        for (front, back) in pairs {
            let (f, b) = (color(front), color(back));
            assert!(contrast(f.1, b.1) >= 4.5, "{front} on {back} in light: {:.1}", contrast(f.1, b.1));
            assert!(contrast(f.2, b.2) >= 4.5, "{front} on {back} in dark: {:.1}", contrast(f.2, b.2));
        }
        for edge in ["control", "focus", "unmet", "met", "line"] {
            let (e, surface) = (color(edge), color("surface"));
            assert!(contrast(e.1, surface.1) >= 3.0 && contrast(e.2, surface.2) >= 3.0, "{edge}");
        }
    }
}
