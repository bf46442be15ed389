"""SVG drawings of the plots, wide and narrow."""
