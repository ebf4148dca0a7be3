"""Whether a chain of relations holds: which worlds it is tried in, and what counts. Imports all of the others."""
