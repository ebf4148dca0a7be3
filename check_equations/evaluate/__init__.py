"""The value of a tree in a world, one function for each kind of node. Imports tex, settings and worlds."""
