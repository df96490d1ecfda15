//! The printed papers of a cooperative: data in, bytes out, no database. Typesetting comes with the first paper.
