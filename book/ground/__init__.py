"""What all stands on: languages, faults, the build's own words, stamps, HTML as a tree. Imports no other room."""
