"""Charts of the portal: plain data in; Plotly figure, SVG, table and CSV out (entry: `progress.charts.render`)."""
