//! Icons on a 16 px grid, drawn with a 1.5 px stroke. Decoration only: the word beside an icon says what it means.

use super::el::{Attr, El, el};

macro_rules! icons {
    ($($name:ident $path:literal;)* @desk $($later:ident $later_path:literal;)*) => {
        /// A drawing, by what it shows.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(super) enum Icon { $($name,)* $($later),* }

        /// A path a line.
        const PATHS: &str = concat!($($path, "\n"),*);
        /// The same for what the desk alone draws; the marks tell the build to move this text into the later part.
        const DESK_PATHS: &str = concat!("\u{2}later\u{2}\n", $($later_path, "\n",)* "\u{3}later\u{3}");
        /// How many stand in [`PATHS`].
        const FIRST: usize = [$(Icon::$name),*].len();
    };
}

icons! {
    Search "M7 2.7a4.3 4.3 0 1 1 0 8.6 4.3 4.3 0 0 1 0-8.6zM10.3 10.3l3.2 3.2";
    Close "M4.2 4.2l7.6 7.6M11.8 4.2l-7.6 7.6";
    Back "M9.8 3.6L5.4 8l4.4 4.4";
    Forward "M6.2 3.6L10.6 8l-4.4 4.4";
    Question "M8 2a6 6 0 1 1 0 12A6 6 0 0 1 8 2zM6.2 6.5C6.2 5.5 7 4.8 8 4.8s1.8.7 1.8 1.6c0 1.3-1.8 1.4-1.8 2.7M8 11.3v.01";
    Idea "M6 11.2v-.9A4 4 0 1 1 10 10.3v.9zM6.5 13.6h3";
    Problem "M8 2.6L14 13H2zM8 6.8v2.5M8 11.2v.01";
    Praise "M8 13.2C4.4 10.6 2.4 8.7 2.4 6.3A2.8 2.8 0 0 1 8 5.5a2.8 2.8 0 0 1 5.6.8c0 2.4-2 4.3-5.6 6.9z";
    Update "M2.6 6.7v2.6l2 .2 7 2.8V3.7l-7 2.8zM5.3 9.7l.7 3.1M13.6 7v2";
    Check "M3.4 8.5l3 3 6.2-7";
    Clock "M8 2a6 6 0 1 1 0 12A6 6 0 0 1 8 2zM8 4.8V8l2.2 1.4";
    Official "M8 2.1L3.3 3.9v3.6c0 3 2 5.1 4.7 6.4 2.7-1.3 4.7-3.4 4.7-6.4V3.9zM5.9 8l1.5 1.5 2.7-3";
    Chat "M13.4 7.6c0 2.7-2.4 4.8-5.4 4.8-.8 0-1.6-.1-2.3-.4l-2.9.9.9-2.6a4.4 4.4 0 0 1-1.1-2.7c0-2.7 2.4-4.8 5.4-4.8s5.4 2.1 5.4 4.8z";
    Cloud "M5.3 5.3A3.7 3.7 0 0 1 11.6 7a2.7 2.7 0 0 1 1.7 4.5M10.9 12.4H4.7a3 3 0 0 1-.6-5.9M2.6 2.6l10.8 10.8";
    Page "M4 2.4h5.2L12 5.2v8.4H4zM9 2.6v2.8h2.8M6.2 8.2l3.6 3.6M9.8 8.2l-3.6 3.6";
    Retry "M13.2 8a5.2 5.2 0 1 1-1.6-3.7l1.6 1.5M13.2 2.8v3h-3";
    @desk
    Bell "M8 2.3a3.9 3.9 0 0 0-3.9 3.9c0 3.2-1.3 4.5-1.3 4.5h10.4s-1.3-1.3-1.3-4.5A3.9 3.9 0 0 0 8 2.3zM6.7 13.1a1.4 1.4 0 0 0 2.6 0";
    Plus "M8 3.2v9.6M3.2 8h9.6";
    Flag "M4 14V2.8h7.6L9.8 5.6l1.8 2.8H4";
    Glad "M8 2a6 6 0 1 1 0 12A6 6 0 0 1 8 2zM5.3 9.2a3 3 0 0 0 5.4 0M6 6.2v.4M10 6.2v.4";
    Calm "M8 2a6 6 0 1 1 0 12A6 6 0 0 1 8 2zM5.7 10h4.6M6 6.2v.4M10 6.2v.4";
    Unsure "M8 2a6 6 0 1 1 0 12A6 6 0 0 1 8 2zM5.6 10.3c.8-.8 1.6.4 2.4 0s1.5-1 2.4-.5M6 6.2v.4M10 6.2v.4";
    Upset "M8 2a6 6 0 1 1 0 12A6 6 0 0 1 8 2zM5.5 10.9a2.9 2.9 0 0 1 5 0M6 6.4v.4M10 6.4v.4";
    Out "M6.2 3.6H3.4v9h9V9.8M9.2 3.4h3.4v3.4M12.4 3.6L7.4 8.6";
    Champion "M8 2.2a3.8 3.8 0 1 1 0 7.6 3.8 3.8 0 0 1 0-7.6zM5.7 9.3l-1 4.4L8 12.1l3.3 1.6-1-4.4";
    Lock "M3.3 8.2a1.2 1.2 0 0 1 1.2-1.2h7a1.2 1.2 0 0 1 1.2 1.2v4.1a1.2 1.2 0 0 1-1.2 1.2h-7a1.2 1.2 0 0 1-1.2-1.2zM5.3 7V5.2a2.7 2.7 0 0 1 5.4 0V7";
    Friends "M6 2.8a2.5 2.5 0 1 1 0 5 2.5 2.5 0 0 1 0-5zM1.8 13c.2-2.5 1.9-3.9 4.2-3.9s4 1.4 4.2 3.9M10.6 3a2.5 2.5 0 0 1 0 4.7M12 9.5c1.3.5 2.1 1.7 2.2 3.5";
    Globe "M8 2a6 6 0 1 1 0 12A6 6 0 0 1 8 2zM2 8h12M8 2c2 1.8 2.7 3.8 2.7 6S10 12.2 8 14c-2-1.8-2.7-3.8-2.7-6S6 3.8 8 2z";
    Copy "M5.5 7A1.5 1.5 0 0 1 7 5.5h5A1.5 1.5 0 0 1 13.5 7v5a1.5 1.5 0 0 1-1.5 1.5H7A1.5 1.5 0 0 1 5.5 12zM10.5 5.5V4A1.5 1.5 0 0 0 9 2.5H4A1.5 1.5 0 0 0 2.5 4v5A1.5 1.5 0 0 0 4 10.5h1.5";
    Owner "M2.6 7.4L8 2.9l5.4 4.5M4.2 6.6v6.6h7.6V6.6";
}

impl Icon {
    fn path(self) -> &'static str {
        let n = self as usize;
        // The first line of the desk's is a mark.
        let (lines, line) = if n < FIRST { (PATHS, n) } else { (DESK_PATHS, n - FIRST + 1) };
        lines.split('\n').nth(line).unwrap_or_default()
    }

    /// Whether it points along the line of reading and turns with it.
    const fn turns(self) -> bool {
        matches!(self, Self::Back | Self::Forward)
    }

    /// The drawing, 16 px.
    pub(super) fn draw(self) -> El {
        self.sized("i")
    }

    /// The drawing, 20 px.
    pub(super) fn large(self) -> El {
        self.sized("i large")
    }

    fn sized(self, class: &str) -> El {
        el("svg")
            .classes(&[class, if self.turns() { "turns" } else { "" }])
            .attr(Attr::ViewBox, "0 0 16 16")
            .flag(Attr::Hidden, true)
            .child(el("path").attr(Attr::D, self.path()))
    }
}
