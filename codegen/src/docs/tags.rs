//! The known tags.

/// The meaning of a tag.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tag {
    Paragraph,
    /// A heading.
    Heading,
    List {
        numbered: bool,
    },
    Item,
    Terms,
    Term,
    Meaning,
    Table,
    Row,
    Cell {
        head: bool,
    },
    /// A block quote with its leading word.
    Quote(Option<&'static str>),
    Preformatted,
    LineBreak,
    Code,
    Strong,
    Emphasis,
    Anchor,
    Image,
    /// A tag without effect on plain text.
    Plain,
}

impl Tag {
    /// Returns the tag with this lower-case name. Other tags are text: models write `<bucket>` and
    /// mean it.
    pub(super) fn parse(name: &[u8]) -> Option<Self> {
        Some(match name {
            b"p" | b"div" | b"section" | b"para" | b"simpara" | b"hr" | b"figure" => {
                Self::Paragraph
            }
            b"h1" | b"h2" | b"h3" | b"h4" | b"h5" | b"h6" | b"fullname" | b"caption" => {
                Self::Heading
            }
            b"ul" | b"itemizedlist" => Self::List { numbered: false },
            b"ol" | b"orderedlist" => Self::List { numbered: true },
            b"li" | b"listitem" => Self::Item,
            b"dl" => Self::Terms,
            b"dt" => Self::Term,
            b"dd" => Self::Meaning,
            b"table" => Self::Table,
            b"tr" => Self::Row,
            b"td" => Self::Cell { head: false },
            b"th" => Self::Cell { head: true },
            b"note" => Self::Quote(Some("Note:")),
            b"important" => Self::Quote(Some("Important:")),
            b"caution" => Self::Quote(Some("Caution:")),
            b"warning" => Self::Quote(Some("Warning:")),
            b"tip" => Self::Quote(Some("Tip:")),
            b"blockquote" => Self::Quote(None),
            b"pre" | b"programlisting" => Self::Preformatted,
            b"br" => Self::LineBreak,
            _ => return Self::inline(name),
        })
    }

    fn inline(name: &[u8]) -> Option<Self> {
        Some(match name {
            b"code" | b"tt" | b"kbd" | b"samp" | b"filename" | b"codeph" | b"literal" => Self::Code,
            b"b" | b"strong" => Self::Strong,
            b"i" | b"em" | b"cite" | b"dfn" | b"var" | b"replaceable" => Self::Emphasis,
            b"a" => Self::Anchor,
            b"img" => Self::Image,
            b"span" | b"u" | b"s" | b"sub" | b"sup" | b"small" | b"big" | b"font" | b"center"
            | b"thead" | b"tbody" | b"tfoot" | b"zonbook" | b"xhtml" | b"link" => Self::Plain,
            _ => return None,
        })
    }

    /// Returns true if the tag is block-level.
    pub(super) fn is_block(self) -> bool {
        !matches!(
            self,
            Self::Code | Self::Strong | Self::Emphasis | Self::Anchor | Self::Image | Self::Plain
        )
    }
}
