"""What figures are drawn with: canvas, type, plots, circuits, words. Knows no topic. Stands on source."""
