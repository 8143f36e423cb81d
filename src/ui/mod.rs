//! What is on the screen: one file a view; views read and ask, they never change or save.

pub mod drawing_painter;
mod outline_fill;
