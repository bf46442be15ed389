"""Plotly figures of the plots, with trace types of the `basic` bundle only."""
