//! knowledge-format.
