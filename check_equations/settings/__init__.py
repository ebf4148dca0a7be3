"""What a page declares: the names of a scope with shapes, definitions and demands. Imports tex."""
