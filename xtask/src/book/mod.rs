//! How does it become pages? Chapters from the catalogue, mdBook driven in-process, and a
//! swap that never leaves half a site.
